// driver: a block is freed twice
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);

  UNREFERENCED_PARAMETER(request);
  if (block == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExFreePoolWithTag(block, TAG);
#ifdef BUGGY
  ExFreePoolWithTag(block, TAG); /* FOUND */
#endif
  return STATUS_SUCCESS;
}

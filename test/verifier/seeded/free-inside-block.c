// driver: the address that is freed lies inside of the block
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR block = (PUCHAR)ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);

  UNREFERENCED_PARAMETER(request);
  if (block == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
#ifdef BUGGY
  block += 16;
#endif
  ExFreePoolWithTag(block, TAG); /* FOUND */
  return STATUS_SUCCESS;
}

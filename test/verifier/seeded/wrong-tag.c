// driver: a block is freed with the tag written backwards
#include "seeded.h"

#ifdef BUGGY
#define FREE_TAG 'Seed'
#else
#define FREE_TAG TAG
#endif

static NTSTATUS Work(PREQUEST request)
{
  PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);

  UNREFERENCED_PARAMETER(request);
  if (block == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExFreePoolWithTag(block, FREE_TAG); /* FOUND */
  return STATUS_SUCCESS;
}

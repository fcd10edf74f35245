// driver: the critical region is not left when there is no memory
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID block;

  UNREFERENCED_PARAMETER(request);
  KeEnterCriticalRegion();
  block = ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG); /* FOUND */
  if (block == NULL) {
#ifndef BUGGY
    KeLeaveCriticalRegion();
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  KeLeaveCriticalRegion();
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

// driver: the fast mutex stays held when there is no memory
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID block;

  ExAcquireFastMutex(&request->State->FastMutex); /* FOUND */
  block = ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG);
  if (block == NULL) {
#ifndef BUGGY
    ExReleaseFastMutex(&request->State->FastMutex);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExReleaseFastMutex(&request->State->FastMutex);
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

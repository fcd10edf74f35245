// driver: the ERESOURCE stays held when there is no memory
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID block;

  KeEnterCriticalRegion();
  ExAcquireResourceExclusiveLite(&request->State->Resource, TRUE); /* FOUND */
  block = ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG);
  if (block == NULL) {
#ifndef BUGGY
    ExReleaseResourceLite(&request->State->Resource);
#endif
    KeLeaveCriticalRegion();
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExReleaseResourceLite(&request->State->Resource);
  KeLeaveCriticalRegion();
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

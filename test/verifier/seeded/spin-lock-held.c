// driver: the spin lock stays held when there is no memory
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;
  PVOID block;

  KeAcquireSpinLock(&request->State->SpinLock, &old); /* FOUND */
  block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);
  if (block == NULL) {
#ifndef BUGGY
    KeReleaseSpinLock(&request->State->SpinLock, old);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  KeReleaseSpinLock(&request->State->SpinLock, old);
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

// driver: paged pool is asked for under a spin lock
#include "seeded.h"

#ifdef BUGGY
#define POOL POOL_FLAG_PAGED
#else
#define POOL POOL_FLAG_NON_PAGED
#endif

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;
  PVOID block;

  KeAcquireSpinLock(&request->State->SpinLock, &old);
  block = ExAllocatePool2(POOL, 64, TAG); /* FOUND */
  KeReleaseSpinLock(&request->State->SpinLock, old);
  if (block != NULL) {
    ExFreePoolWithTag(block, TAG);
  }
  return STATUS_SUCCESS;
}

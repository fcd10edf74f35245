// driver: a block of paged pool is written under a spin lock
#include "seeded.h"

#ifdef BUGGY
#define POOL POOL_FLAG_PAGED
#else
#define POOL POOL_FLAG_NON_PAGED
#endif

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;
  PUCHAR block = (PUCHAR)ExAllocatePool2(POOL, 64, TAG);

  if (block == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  KeAcquireSpinLock(&request->State->SpinLock, &old);
  block[0] = request->Buffer[0]; /* FOUND */
  KeReleaseSpinLock(&request->State->SpinLock, old);
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

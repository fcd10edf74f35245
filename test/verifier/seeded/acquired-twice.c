// driver: a spin lock is acquired by its owner
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;
#ifdef BUGGY
  KIRQL again;
#endif

  KeAcquireSpinLock(&request->State->SpinLock, &old);
#ifdef BUGGY
  KeAcquireSpinLock(&request->State->SpinLock, &again); /* FOUND */
  KeReleaseSpinLock(&request->State->SpinLock, again);
#endif
  KeReleaseSpinLock(&request->State->SpinLock, old);
  return STATUS_SUCCESS;
}

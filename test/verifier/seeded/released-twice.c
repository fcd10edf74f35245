// driver: a spin lock is released twice
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;

  KeAcquireSpinLock(&request->State->SpinLock, &old);
  KeReleaseSpinLock(&request->State->SpinLock, old);
#ifdef BUGGY
  KeReleaseSpinLock(&request->State->SpinLock, old); /* FOUND */
#endif
  return STATUS_SUCCESS;
}

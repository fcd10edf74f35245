// driver: a spin lock is acquired by its owner
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old, again;

  KeAcquireSpinLock(&request->State->SpinLock, &old);
#ifdef BUGGY
  KeAcquireSpinLock(&request->State->SpinLock, &again); /* FOUND */
  KeReleaseSpinLock(&request->State->SpinLock, again);
#else
  UNREFERENCED_PARAMETER(again);
#endif
  KeReleaseSpinLock(&request->State->SpinLock, old);
  return STATUS_SUCCESS;
}

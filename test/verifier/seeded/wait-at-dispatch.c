// driver: a wait without an end under a spin lock
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;

  KeSetEvent(&request->State->Event, IO_NO_INCREMENT, FALSE);
  KeAcquireSpinLock(&request->State->SpinLock, &old);
#ifdef BUGGY
  KeWaitForSingleObject(&request->State->Event, Executive, KernelMode, FALSE, NULL); /* FOUND */
#endif
  KeReleaseSpinLock(&request->State->SpinLock, old);
  return STATUS_SUCCESS;
}

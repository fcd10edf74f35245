// driver: a pageable function is called under a spin lock
#include "seeded.h"

static UCHAR Sum(PREQUEST request);
#ifdef BUGGY
#pragma alloc_text(PAGE, Sum)
#endif

static UCHAR Sum(PREQUEST request)
{
  return (UCHAR)(request->Buffer[0] + request->Buffer[1]);
}

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;

  KeAcquireSpinLock(&request->State->SpinLock, &old);
  request->Buffer[0] = Sum(request); /* FOUND */
  KeReleaseSpinLock(&request->State->SpinLock, old);
  return STATUS_SUCCESS;
}

// driver: the memory of a program is read under a spin lock
// options: METHOD=METHOD_NEITHER
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;
  UCHAR first = 0;
  PUCHAR address = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;

  __try {
    ProbeForRead(address, request->InputBytes, 1);
#ifdef BUGGY
    KeAcquireSpinLock(&request->State->SpinLock, &old);
    first = *address; /* FOUND */
    KeReleaseSpinLock(&request->State->SpinLock, old);
#else
    first = *address;
    KeAcquireSpinLock(&request->State->SpinLock, &old);
    request->State->Block = (PVOID)(ULONG_PTR)first;
    KeReleaseSpinLock(&request->State->SpinLock, old);
#endif
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return GetExceptionCode();
  }
  return STATUS_SUCCESS;
}

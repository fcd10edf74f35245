// driver: an exception leaves the mutex held, because nothing is in a __finally
// options: METHOD=METHOD_NEITHER
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR address = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;

  __try {
    ExAcquireFastMutex(&request->State->FastMutex); /* FOUND */
#ifdef BUGGY
    ProbeForRead(address, request->InputBytes, 1);
    ExReleaseFastMutex(&request->State->FastMutex);
#else
    __try {
      ProbeForRead(address, request->InputBytes, 1);
    } __finally {
      ExReleaseFastMutex(&request->State->FastMutex);
    }
#endif
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return GetExceptionCode();
  }
  return STATUS_SUCCESS;
}

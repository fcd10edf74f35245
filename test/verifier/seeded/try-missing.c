// driver: the memory of a program is read without __try
// options: METHOD=METHOD_NEITHER ADDRESS=(PVOID)8
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR address = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;

#ifdef BUGGY
  request->State->Block = (PVOID)(ULONG_PTR)*address; /* FOUND */
#else
  __try {
    ProbeForRead(address, request->InputBytes, 1);
    request->State->Block = (PVOID)(ULONG_PTR)*address;
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return GetExceptionCode();
  }
#endif
  return STATUS_SUCCESS;
}

// driver: the memory of a program is written without a probe, and the program names a kernel address
// options: METHOD=METHOD_NEITHER ADDRESS=(PVOID)(LONG_PTR)-0x100000
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR address = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;

  __try {
#ifndef BUGGY
    ProbeForWrite(address, request->InputBytes, 1);
#endif
    *address = 1; /* FOUND */
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return GetExceptionCode();
  }
  return STATUS_SUCCESS;
}

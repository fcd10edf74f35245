// driver: a probe of the memory of a program stands outside of __try
// options: METHOD=METHOD_NEITHER
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR address = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;
  UCHAR first = 0;

#ifdef BUGGY
  ProbeForRead(address, request->InputBytes, 1); /* FOUND */
#endif
  __try {
#ifndef BUGGY
    ProbeForRead(address, request->InputBytes, 1);
#endif
    first = *address;
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return GetExceptionCode();
  }
  request->Information = first == 1 ? 0 : 0;
  return STATUS_SUCCESS;
}

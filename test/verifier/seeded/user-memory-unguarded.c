// driver: the memory of a program is read after the __try, and the address is good
// options: METHOD=METHOD_NEITHER
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR address = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;
  UCHAR first = 0;

  __try {
    ProbeForRead(address, request->InputBytes, 1);
#ifndef BUGGY
    first = *address;
#endif
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return GetExceptionCode();
  }
#ifdef BUGGY
  first = *address; /* FOUND */
#endif
  return first == 1 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

// driver: a length in the memory of a program is checked, and read once more to be used
// options: METHOD=METHOD_NEITHER
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR address = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;
  UCHAR copy[8];

  __try {
    ProbeForRead(address, request->InputBytes, 1);
#ifdef BUGGY
    if (*address > sizeof(copy)) {
      return STATUS_INVALID_PARAMETER;
    }
    RtlCopyMemory(copy, address, *address); /* FOUND */
#else
    UCHAR length = *address;
    if (length > sizeof(copy)) {
      return STATUS_INVALID_PARAMETER;
    }
    RtlCopyMemory(copy, address, length);
#endif
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return GetExceptionCode();
  }
  return copy[0] == 1 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

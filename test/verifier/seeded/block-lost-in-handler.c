// driver: the handler of an exception forgets the block
// options: METHOD=METHOD_NEITHER
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR address = (PUCHAR)request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;
  PUCHAR copy = (PUCHAR)ExAllocatePool2(POOL_FLAG_PAGED, 16, TAG); /* FOUND */

  if (copy == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  __try {
    ProbeForRead(address, 8, 1);
    RtlCopyMemory(copy, address, 8);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
#ifndef BUGGY
    ExFreePoolWithTag(copy, TAG);
#endif
    return GetExceptionCode();
  }
  ExFreePoolWithTag(copy, TAG);
  return STATUS_SUCCESS;
}

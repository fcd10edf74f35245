// driver: the MDL is lost when the pages of the program cannot be locked
// options: METHOD=METHOD_NEITHER
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID address = request->Stack->Parameters.DeviceIoControl.Type3InputBuffer;
  PMDL mdl = IoAllocateMdl(address, request->InputBytes, FALSE, FALSE, NULL); /* FOUND */

  if (mdl == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  __try {
    MmProbeAndLockPages(mdl, UserMode, IoReadAccess);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
#ifndef BUGGY
    IoFreeMdl(mdl);
#endif
    return GetExceptionCode();
  }
  MmUnlockPages(mdl);
  IoFreeMdl(mdl);
  return STATUS_SUCCESS;
}

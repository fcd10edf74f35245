// driver: pages stay locked when they cannot be mapped
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
    IoFreeMdl(mdl);
    return GetExceptionCode();
  }
  if (MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority) == NULL) {
#ifndef BUGGY
    MmUnlockPages(mdl);
    IoFreeMdl(mdl);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  MmUnlockPages(mdl);
  IoFreeMdl(mdl);
  return STATUS_SUCCESS;
}

// driver: a __finally returns while an exception passes, and the caller's handler never runs
#include "seeded.h"
#pragma warning(disable : 4532)

static NTSTATUS Touch(void)
{
  NTSTATUS status = STATUS_UNSUCCESSFUL;
  PULONG block = NULL;

  KeEnterCriticalRegion();
  __try {
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, 32, TAG);
    *block = 1;
    status = STATUS_SUCCESS;
  } __finally {
    if (block != NULL) {
      ExFreePoolWithTag(block, TAG);
    }
    KeLeaveCriticalRegion();
#ifdef BUGGY
    return STATUS_SUCCESS; /* FOUND */
#endif
  }
  return status;
}

static NTSTATUS Work(PREQUEST request)
{
  UNREFERENCED_PARAMETER(request);
  __try {
    return Touch();
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    return GetExceptionCode();
  }
}

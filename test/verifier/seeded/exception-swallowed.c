// driver: the handler of an exception does as if nothing had happened
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PULONG block = NULL;

  UNREFERENCED_PARAMETER(request);
  __try {
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, 32, TAG);
  } __except (EXCEPTION_EXECUTE_HANDLER) {
#ifndef BUGGY
    return GetExceptionCode();
#endif
  }
  *block = 1; /* FOUND */
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

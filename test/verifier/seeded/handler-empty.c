// driver: an empty handler, and a request that succeeds although its work was not done
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PULONG block = NULL;
  NTSTATUS status = STATUS_SUCCESS;

  UNREFERENCED_PARAMETER(request);
  __try {
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, 32, TAG);
    *block = 1;
#ifdef BUGGY
  } __except (EXCEPTION_EXECUTE_HANDLER) { /* FOUND */
    DbgPrint("no memory\n");
  }
#else
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    status = GetExceptionCode();
  }
#endif
  if (block != NULL) {
    ExFreePoolWithTag(block, TAG);
  }
  return status;
}

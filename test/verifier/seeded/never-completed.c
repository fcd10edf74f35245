// driver: an IRP is not completed when there is no memory
#define COMPLETES_ITSELF
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG); /* FOUND */

  if (block == NULL) {
#ifdef BUGGY
    return STATUS_INSUFFICIENT_RESOURCES;
#else
    return Complete(request->Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
#endif
  }
  ExFreePoolWithTag(block, TAG);
  return Complete(request->Irp, STATUS_SUCCESS, 0);
}

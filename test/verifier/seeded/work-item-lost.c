// driver: a work item is lost when there is no block for its work
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID block;
  PIO_WORKITEM item = IoAllocateWorkItem(request->Device); /* FOUND */

  if (item == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);
  if (block == NULL) {
#ifndef BUGGY
    IoFreeWorkItem(item);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExFreePoolWithTag(block, TAG);
  IoFreeWorkItem(item);
  return STATUS_SUCCESS;
}

// driver: the first block is lost when there is no second
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR second, first = (PUCHAR)ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG); /* FOUND */

  if (first == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  second = (PUCHAR)ExAllocatePool2(POOL_FLAG_PAGED, 32, TAG);
  if (second == NULL) {
#ifndef BUGGY
    ExFreePoolWithTag(first, TAG);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  first[0] = second[0] = request->Buffer[0];
  ExFreePoolWithTag(second, TAG);
  ExFreePoolWithTag(first, TAG);
  return STATUS_SUCCESS;
}

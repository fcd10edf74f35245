// driver: a block is used that may be NULL
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PUCHAR block = (PUCHAR)ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG);

#ifndef BUGGY
  if (block == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
#endif
  block[0] = request->Buffer[0]; /* FOUND */
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

// driver: the block is lost when there is no MDL for it
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PMDL mdl;
  PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, TAG); /* FOUND */

  UNREFERENCED_PARAMETER(request);
  if (block == NULL) {
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  mdl = IoAllocateMdl(block, 128, FALSE, FALSE, NULL);
  if (mdl == NULL) {
#ifndef BUGGY
    ExFreePoolWithTag(block, TAG);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  MmBuildMdlForNonPagedPool(mdl);
  IoFreeMdl(mdl);
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

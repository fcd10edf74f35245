// driver: the level stays raised when there is no memory
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  KIRQL old;
  PVOID block;

  UNREFERENCED_PARAMETER(request);
  KeRaiseIrql(DISPATCH_LEVEL, &old);
  block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, TAG); /* FOUND */
  if (block == NULL) {
#ifndef BUGGY
    KeLowerIrql(old);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  KeLowerIrql(old);
  ExFreePoolWithTag(block, TAG);
  return STATUS_SUCCESS;
}

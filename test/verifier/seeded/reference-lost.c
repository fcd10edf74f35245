// driver: a referenced file is not given back when there is no memory
// options: anywhere
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  PVOID block;

  ObReferenceObject(request->Stack->FileObject); /* FOUND */
  block = ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG);
  if (block == NULL) {
#ifndef BUGGY
    ObDereferenceObject(request->Stack->FileObject);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExFreePoolWithTag(block, TAG);
  ObDereferenceObject(request->Stack->FileObject);
  return STATUS_SUCCESS;
}

// driver: the buffer of a converted string is lost when there is no memory
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  ANSI_STRING ansi = RTL_CONSTANT_STRING("seeded");
  UNICODE_STRING wide;
  PVOID block;
  NTSTATUS status = RtlAnsiStringToUnicodeString(&wide, &ansi, TRUE); /* FOUND */

  UNREFERENCED_PARAMETER(request);
  if (!NT_SUCCESS(status)) {
    return status;
  }
  block = ExAllocatePool2(POOL_FLAG_PAGED, 64, TAG);
  if (block == NULL) {
#ifndef BUGGY
    RtlFreeUnicodeString(&wide);
#endif
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  ExFreePoolWithTag(block, TAG);
  RtlFreeUnicodeString(&wide);
  return STATUS_SUCCESS;
}

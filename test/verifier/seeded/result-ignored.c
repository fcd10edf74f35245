// driver: nobody looks at the result of a conversion that may fail
#include "seeded.h"

static NTSTATUS Work(PREQUEST request)
{
  ANSI_STRING narrow = RTL_CONSTANT_STRING("seeded");
  UNICODE_STRING wide = { 0, 0, NULL };

#ifdef BUGGY
  RtlAnsiStringToUnicodeString(&wide, &narrow, TRUE); /* FOUND */
#else
  NTSTATUS status = RtlAnsiStringToUnicodeString(&wide, &narrow, TRUE);
  if (!NT_SUCCESS(status)) {
    return status;
  }
#endif
  request->Information = wide.Length > request->OutputBytes ? 0 : wide.Length;
  RtlFreeUnicodeString(&wide);
  return STATUS_SUCCESS;
}

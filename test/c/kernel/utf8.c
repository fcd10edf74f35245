// UTF-8 strings. DriverEntry fails with the line of a wrong value.
#include <ntddk.h>

#define CHECK(condition) if (!(condition)) return STATUS_DRIVER_INTERNAL_ERROR + __LINE__

static VOID Unload(PDRIVER_OBJECT driver) { UNREFERENCED_PARAMETER(driver); }

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
  UNICODE_STRING wide = RTL_CONSTANT_STRING(L"\u20acuro"), back;
  UTF8_STRING text, literal;
  STRING plain;
  CHAR bytes[8];
  WCHAR broken[] = {0xd800, L'x'};
  ULONG stored = 0;
  UNREFERENCED_PARAMETER(path);
  driver->DriverUnload = Unload;
  CHECK(RtlUnicodeStringToUTF8String(&text, &wide, TRUE) == STATUS_SUCCESS && text.Length == 6);
  CHECK(RtlCompareMemory(text.Buffer, "\xe2\x82\xac" "uro", 7) == 7);
  CHECK(RtlUTF8StringToUnicodeString(&back, &text, TRUE) == STATUS_SUCCESS && RtlEqualUnicodeString(&back, &wide, FALSE));
  RtlFreeUnicodeString(&back);
  RtlFreeUTF8String(&text);
  CHECK(text.Buffer == NULL);
  CHECK(RtlUnicodeToUTF8N(bytes, sizeof(bytes), &stored, broken, sizeof(broken)) == STATUS_SOME_NOT_MAPPED && stored == 4 && bytes[3] == 'x');
  CHECK(RtlUnicodeToUTF8N(NULL, 0, &stored, wide.Buffer, wide.Length) == STATUS_SUCCESS && stored == 6);
  CHECK(RtlUTF8ToUnicodeN(broken, sizeof(broken), &stored, "abc", 3) == STATUS_BUFFER_TOO_SMALL && stored == 4 && broken[1] == L'b');
  RtlInitUTF8String(&literal, "text");
  CHECK(literal.Length == 4 && RtlInitUTF8StringEx(&literal, NULL) == STATUS_SUCCESS && literal.Buffer == NULL);
  CHECK(RtlInitStringEx(&plain, "text") == STATUS_SUCCESS && plain.MaximumLength == 5);
  return STATUS_SUCCESS;
}

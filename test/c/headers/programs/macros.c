// Macros of windows.h, winternl.h and the C library. Returns the line of a wrong one.
#include <windows.h>
#include <winternl.h>
#include <assert.h>
#include <errno.h>
#include <float.h>
#include <initguid.h>
#include <inttypes.h>
#include <iso646.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <strsafe.h>
#include <tchar.h>

#define CHECK(condition) if (!(condition)) return __LINE__

typedef struct _ITEM {
  USHORT Small;
  LIST_ENTRY Entry;
  ULONG Value;
} ITEM, *PITEM;

C_ASSERT(sizeof(ITEM) == (sizeof(void *) == 8 ? 32 : 16));
C_ASSERT(FIELD_OFFSET(ITEM, Entry) == sizeof(void *));

DEFINE_GUID(GUID_ONE, 0x12345678, 0x1234, 0x5678, 1, 2, 3, 4, 5, 6, 7, 8);
DEFINE_GUID(GUID_TWO, 0x12345678, 0x1234, 0x5678, 1, 2, 3, 4, 5, 6, 7, 9);

DECLARE_HANDLE(MY_HANDLE);

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\One");
static char Text[64];
static TCHAR Generic[] = TEXT("generic");

int main(void)
{
  ITEM item = {1, {NULL, NULL}, 7};
  PLIST_ENTRY entry = &item.Entry;
  LARGE_INTEGER large;
  OBJECT_ATTRIBUTES attributes;
  MY_HANDLE handle = NULL;
  ULONG count = 0;
  bool truth = true;
  _In_ _Pre_satisfies_(count >= 0) int annotated = 1;

  CHECK(CONTAINING_RECORD(entry, ITEM, Entry)->Value == 7);
  CHECK(RTL_FIELD_SIZE(ITEM, Value) == 4 and RTL_SIZEOF_THROUGH_FIELD(ITEM, Small) == 2);
  CHECK(offsetof(ITEM, Value) == (size_t)UFIELD_OFFSET(ITEM, Value));
  CHECK(Name.Length == 22 && Name.MaximumLength == 24 && Name.Buffer[8] == L'O');
  CHECK(IsEqualGUID(&GUID_ONE, &GUID_ONE) && !IsEqualGUID(&GUID_ONE, &GUID_TWO));
  CHECK(ARRAYSIZE(Text) == 64 && _countof(Text) == 64 && sizeof(Generic) == 8);
  CHECK(LOWORD(0x12345678) == 0x5678 && HIWORD(0x12345678) == 0x1234 && LOBYTE(0x1234) == 0x34 && HIBYTE(0x1234) == 0x12);
  CHECK(MAKELONG(0x5678, 0x1234) == 0x12345678 && MAKEWORD(0x34, 0x12) == 0x1234);
  CHECK(MAKELANGID(LANG_ENGLISH, SUBLANG_ENGLISH_US) == 0x409);
  CHECK(max(3, 4) == 4 && min(3, 4) == 3);
  CHECK(HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED) == (HRESULT)0x80070005 && FAILED(E_FAIL) && SUCCEEDED(S_OK));
  CHECK(HRESULT_FROM_WIN32(0) == 0 && HRESULT_CODE(0x80070005) == 5 && HRESULT_FACILITY(0x80070005) == FACILITY_WIN32);
  CHECK(NT_SUCCESS(STATUS_TIMEOUT) && NT_ERROR(STATUS_ACCESS_VIOLATION) && NT_WARNING(STATUS_BREAKPOINT));
  CHECK(STATUS_ACCESS_VIOLATION == 0xC0000005 && EXCEPTION_GUARD_PAGE == STATUS_GUARD_PAGE_VIOLATION);
  large.QuadPart = -2;
  CHECK(large.LowPart == 0xFFFFFFFE && large.HighPart == -1 && large.u.LowPart == 0xFFFFFFFE);
  InitializeObjectAttributes(&attributes, &Name, OBJ_CASE_INSENSITIVE, NULL, NULL);
  CHECK(attributes.Length == sizeof attributes && attributes.ObjectName == &Name && attributes.Attributes == 0x40);
  CHECK(INVALID_HANDLE_VALUE == (HANDLE)-1 && NtCurrentProcess() == (HANDLE)-1 && handle == NULL);
  CHECK(MAXULONG_PTR == (ULONG_PTR)-1 && MAXLONGLONG == LLONG_MAX && MAXDWORD == UINT_MAX && SIZE_MAX == MAXSIZE_T);
  CHECK(UlongToPtr(5) == (void *)5 && PtrToUlong((void *)7) == 7 && HandleToUlong((HANDLE)9) == 9);
  CHECK(InterlockedIncrement((LONG *)&count) == 1 && _InterlockedExchangeAdd((LONG *)&count, 4) == 1 && count == 5);
  CHECK(INT64_MAX == LLONG_MAX && UINT8_MAX == UCHAR_MAX && INT64_C(1) << 40 == 0x10000000000);
  sprintf(Text, "%" PRId64 " %" PRIx32 " %" PRIuPTR, INT64_C(-5000000000), 0xABCu, (uintptr_t)3);
  CHECK(strcmp(Text, "-5000000000 abc 3") == 0);
  CHECK(isnan(NAN) && isinf(-HUGE_VAL) && !isfinite(INFINITY) && isnormal(1.0) && !isnormal(1e-310) && signbit(-0.0));
  CHECK(fpclassify(0.0) == FP_ZERO && fpclassify(1e-310) == FP_SUBNORMAL && fpclassify(NAN) == FP_NAN);
  CHECK(DBL_MAX > FLT_MAX && FLT_EPSILON > DBL_EPSILON && 1.0 + DBL_EPSILON != 1.0);
  errno = ERANGE;
  CHECK(errno == 34 && EINVAL == 22 && EILSEQ == 42);
  CHECK(StringCchCopy(Text, ARRAYSIZE(Text), "abc") == S_OK && _tcslen(Generic) == 7 && _stricmp(Text, "ABC") == 0);
  CHECK(stricmp(Text, "ABC") == 0);
  ZeroMemory(Text, sizeof Text);
  FillMemory(Text, 2, 'x');
  CHECK(Text[0] == 'x' && Text[1] == 'x' && Text[2] == 0);
  assert(truth and annotated == 1);
  UNREFERENCED_PARAMETER(count);
  return 0;
}

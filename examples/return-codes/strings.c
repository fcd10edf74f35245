// Return codes of routines for strings, in a driver. Each function gives the status that its name ends with.
#include <ntifs.h>

#define TAG 'lpmE'

// All memory that the machine has left, in pieces that get smaller, from both pools.
static PVOID pieces[8192];
static ULONG pieceCount;
static VOID TakeAllMemory(VOID)
{
    for (SIZE_T bytes = 0x400000; bytes >= 16; bytes /= 4) {
        while (pieceCount < 8192 && (pieces[pieceCount] = ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG)) != NULL)
            pieceCount++;
        while (pieceCount < 8192 && (pieces[pieceCount] = ExAllocatePool2(POOL_FLAG_PAGED, bytes, TAG)) != NULL)
            pieceCount++;
    }
}

static VOID GiveMemoryBack(VOID)
{
    while (pieceCount > 0)
        ExFreePoolWithTag(pieces[--pieceCount], TAG);
}

static UNICODE_STRING wide = RTL_CONSTANT_STRING(L"irqlab");

static ANSI_STRING narrow = RTL_CONSTANT_STRING("irqlab");

static UNICODE_STRING hundred = RTL_CONSTANT_STRING(L"100");

static UNICODE_STRING guidText = RTL_CONSTANT_STRING(L"{6B29FC40-CA47-1067-B31D-00DD010662DA}");

// A text of the greatest length that fits the 16 bits of a length.
static CHAR longCharacters[0xFFFF];
static ANSI_STRING LongText(VOID)
{
    RtlFillMemory(longCharacters, sizeof(longCharacters), 'a');
    ANSI_STRING text = { 0xFFFE, 0xFFFF, longCharacters };
    return text;
}

static WCHAR longWideCharacters[0x7FFF];
static UNICODE_STRING LongWideText(VOID)
{
    for (int i = 0; i < 0x7FFF; i++)
        longWideCharacters[i] = L'a';
    UNICODE_STRING text = { 0xFFFE, 0xFFFE, longWideCharacters };
    return text;
}

NTSTATUS RtlAnsiStringToUnicodeString__STATUS_SUCCESS(void)
{
    UNICODE_STRING copy;
    NTSTATUS status = RtlAnsiStringToUnicodeString(&copy, &narrow, TRUE);
    RtlFreeUnicodeString(&copy);
    return status;
}

NTSTATUS RtlAnsiStringToUnicodeString__STATUS_BUFFER_OVERFLOW(void)
{
    WCHAR characters[4];
    UNICODE_STRING copy = { 0, sizeof(characters), characters };
    return RtlAnsiStringToUnicodeString(&copy, &narrow, FALSE);
}

NTSTATUS RtlAnsiStringToUnicodeString__STATUS_NO_MEMORY(void)
{
    UNICODE_STRING copy;
    TakeAllMemory();
    NTSTATUS status = RtlAnsiStringToUnicodeString(&copy, &narrow, TRUE);
    GiveMemoryBack();
    return status;
}

NTSTATUS RtlAnsiStringToUnicodeString__STATUS_INVALID_PARAMETER_2(void)
{
    ANSI_STRING text = LongText();
    UNICODE_STRING copy;
    return RtlAnsiStringToUnicodeString(&copy, &text, TRUE);
}

NTSTATUS RtlUnicodeStringToAnsiString__STATUS_SUCCESS(void)
{
    ANSI_STRING copy;
    NTSTATUS status = RtlUnicodeStringToAnsiString(&copy, &wide, TRUE);
    RtlFreeAnsiString(&copy);
    return status;
}

NTSTATUS RtlUnicodeStringToAnsiString__STATUS_BUFFER_OVERFLOW(void)
{
    CHAR characters[4];
    ANSI_STRING copy = { 0, sizeof(characters), characters };
    return RtlUnicodeStringToAnsiString(&copy, &wide, FALSE);
}

NTSTATUS RtlUnicodeStringToAnsiString__STATUS_NO_MEMORY(void)
{
    ANSI_STRING copy;
    TakeAllMemory();
    NTSTATUS status = RtlUnicodeStringToAnsiString(&copy, &wide, TRUE);
    GiveMemoryBack();
    return status;
}

NTSTATUS RtlUnicodeToMultiByteN__STATUS_SUCCESS(void)
{
    CHAR characters[8];
    ULONG bytes;
    return RtlUnicodeToMultiByteN(characters, sizeof(characters), &bytes, wide.Buffer, wide.Length);
}

NTSTATUS RtlMultiByteToUnicodeN__STATUS_SUCCESS(void)
{
    WCHAR characters[8];
    ULONG bytes;
    return RtlMultiByteToUnicodeN(characters, sizeof(characters), &bytes, narrow.Buffer, narrow.Length);
}

NTSTATUS RtlUnicodeToMultiByteSize__STATUS_SUCCESS(void)
{
    ULONG bytes;
    return RtlUnicodeToMultiByteSize(&bytes, wide.Buffer, wide.Length);
}

NTSTATUS RtlMultiByteToUnicodeSize__STATUS_SUCCESS(void)
{
    ULONG bytes;
    return RtlMultiByteToUnicodeSize(&bytes, narrow.Buffer, narrow.Length);
}

NTSTATUS RtlUnicodeStringToUTF8String__STATUS_SUCCESS(void)
{
    UTF8_STRING copy;
    NTSTATUS status = RtlUnicodeStringToUTF8String(&copy, &wide, TRUE);
    RtlFreeUTF8String(&copy);
    return status;
}

NTSTATUS RtlUnicodeStringToUTF8String__STATUS_SOME_NOT_MAPPED(void)
{
    WCHAR half[] = { 0xD800 };
    UNICODE_STRING text = { sizeof(half), sizeof(half), half };
    CHAR characters[4];
    UTF8_STRING copy = { 0, sizeof(characters), characters };
    return RtlUnicodeStringToUTF8String(&copy, &text, FALSE);
}

NTSTATUS RtlUnicodeStringToUTF8String__STATUS_BUFFER_OVERFLOW(void)
{
    CHAR characters[4];
    UTF8_STRING copy = { 0, sizeof(characters), characters };
    return RtlUnicodeStringToUTF8String(&copy, &wide, FALSE);
}

NTSTATUS RtlUnicodeStringToUTF8String__STATUS_NO_MEMORY(void)
{
    UTF8_STRING copy;
    TakeAllMemory();
    NTSTATUS status = RtlUnicodeStringToUTF8String(&copy, &wide, TRUE);
    GiveMemoryBack();
    return status;
}

NTSTATUS RtlUnicodeStringToUTF8String__STATUS_INVALID_PARAMETER(void)
{
    for (int i = 0; i < 0x7FFF; i++)
        longWideCharacters[i] = 0x20AC;
    UNICODE_STRING text = { 0xFFFE, 0xFFFE, longWideCharacters };
    UTF8_STRING copy;
    return RtlUnicodeStringToUTF8String(&copy, &text, TRUE);
}

NTSTATUS RtlUTF8StringToUnicodeString__STATUS_SUCCESS(void)
{
    UNICODE_STRING copy;
    NTSTATUS status = RtlUTF8StringToUnicodeString(&copy, &narrow, TRUE);
    RtlFreeUnicodeString(&copy);
    return status;
}

NTSTATUS RtlUTF8StringToUnicodeString__STATUS_SOME_NOT_MAPPED(void)
{
    UTF8_STRING text = RTL_CONSTANT_STRING("\xFF");
    WCHAR characters[4];
    UNICODE_STRING copy = { 0, sizeof(characters), characters };
    return RtlUTF8StringToUnicodeString(&copy, &text, FALSE);
}

NTSTATUS RtlUTF8StringToUnicodeString__STATUS_BUFFER_OVERFLOW(void)
{
    WCHAR characters[4];
    UNICODE_STRING copy = { 0, sizeof(characters), characters };
    return RtlUTF8StringToUnicodeString(&copy, &narrow, FALSE);
}

NTSTATUS RtlUTF8StringToUnicodeString__STATUS_NO_MEMORY(void)
{
    UNICODE_STRING copy;
    TakeAllMemory();
    NTSTATUS status = RtlUTF8StringToUnicodeString(&copy, &narrow, TRUE);
    GiveMemoryBack();
    return status;
}

NTSTATUS RtlUTF8StringToUnicodeString__STATUS_INVALID_PARAMETER(void)
{
    UTF8_STRING text = LongText();
    UNICODE_STRING copy;
    return RtlUTF8StringToUnicodeString(&copy, &text, TRUE);
}

NTSTATUS RtlUnicodeToUTF8N__STATUS_SUCCESS(void)
{
    CHAR characters[8];
    ULONG bytes;
    return RtlUnicodeToUTF8N(characters, sizeof(characters), &bytes, wide.Buffer, wide.Length);
}

NTSTATUS RtlUnicodeToUTF8N__STATUS_SOME_NOT_MAPPED(void)
{
    WCHAR half[] = { 0xD800 };
    CHAR characters[8];
    ULONG bytes;
    return RtlUnicodeToUTF8N(characters, sizeof(characters), &bytes, half, sizeof(half));
}

NTSTATUS RtlUnicodeToUTF8N__STATUS_BUFFER_TOO_SMALL(void)
{
    CHAR characters[8];
    ULONG bytes;
    return RtlUnicodeToUTF8N(characters, 2, &bytes, wide.Buffer, wide.Length);
}

NTSTATUS RtlUnicodeToUTF8N__STATUS_INVALID_PARAMETER(void)
{
    return RtlUnicodeToUTF8N(NULL, 0, NULL, wide.Buffer, wide.Length);
}

NTSTATUS RtlUnicodeToUTF8N__STATUS_INVALID_PARAMETER_4(void)
{
    CHAR characters[8];
    ULONG bytes;
    return RtlUnicodeToUTF8N(characters, sizeof(characters), &bytes, NULL, 2);
}

NTSTATUS RtlUnicodeToUTF8N__STATUS_INVALID_PARAMETER_5(void)
{
    CHAR characters[8];
    ULONG bytes;
    return RtlUnicodeToUTF8N(characters, sizeof(characters), &bytes, wide.Buffer, 3);
}

NTSTATUS RtlUTF8ToUnicodeN__STATUS_SUCCESS(void)
{
    WCHAR characters[8];
    ULONG bytes;
    return RtlUTF8ToUnicodeN(characters, sizeof(characters), &bytes, narrow.Buffer, narrow.Length);
}

NTSTATUS RtlUTF8ToUnicodeN__STATUS_SOME_NOT_MAPPED(void)
{
    WCHAR characters[8];
    ULONG bytes;
    return RtlUTF8ToUnicodeN(characters, sizeof(characters), &bytes, "\xFF", 1);
}

NTSTATUS RtlUTF8ToUnicodeN__STATUS_BUFFER_TOO_SMALL(void)
{
    WCHAR characters[8];
    ULONG bytes;
    return RtlUTF8ToUnicodeN(characters, 2, &bytes, narrow.Buffer, narrow.Length);
}

NTSTATUS RtlUTF8ToUnicodeN__STATUS_INVALID_PARAMETER(void)
{
    return RtlUTF8ToUnicodeN(NULL, 0, NULL, narrow.Buffer, narrow.Length);
}

NTSTATUS RtlUTF8ToUnicodeN__STATUS_INVALID_PARAMETER_4(void)
{
    WCHAR characters[8];
    ULONG bytes;
    return RtlUTF8ToUnicodeN(characters, sizeof(characters), &bytes, NULL, 2);
}

NTSTATUS RtlInitStringEx__STATUS_SUCCESS(void)
{
    STRING text;
    return RtlInitStringEx(&text, "irqlab");
}

NTSTATUS RtlInitStringEx__STATUS_NAME_TOO_LONG(void)
{
    static CHAR longer[0x10000];
    STRING text;
    RtlFillMemory(longer, sizeof(longer) - 1, 'a');
    return RtlInitStringEx(&text, longer);
}

NTSTATUS RtlInitUTF8StringEx__STATUS_SUCCESS(void)
{
    UTF8_STRING text;
    return RtlInitUTF8StringEx(&text, "irqlab");
}

NTSTATUS RtlInitUTF8StringEx__STATUS_NAME_TOO_LONG(void)
{
    static CHAR longer[0x10000];
    UTF8_STRING text;
    RtlFillMemory(longer, sizeof(longer) - 1, 'a');
    return RtlInitUTF8StringEx(&text, longer);
}

NTSTATUS RtlUpcaseUnicodeString__STATUS_SUCCESS(void)
{
    UNICODE_STRING copy;
    NTSTATUS status = RtlUpcaseUnicodeString(&copy, &wide, TRUE);
    RtlFreeUnicodeString(&copy);
    return status;
}

NTSTATUS RtlUpcaseUnicodeString__STATUS_BUFFER_OVERFLOW(void)
{
    WCHAR characters[4];
    UNICODE_STRING copy = { 0, sizeof(characters), characters };
    return RtlUpcaseUnicodeString(&copy, &wide, FALSE);
}

NTSTATUS RtlUpcaseUnicodeString__STATUS_NO_MEMORY(void)
{
    UNICODE_STRING copy;
    TakeAllMemory();
    NTSTATUS status = RtlUpcaseUnicodeString(&copy, &wide, TRUE);
    GiveMemoryBack();
    return status;
}

NTSTATUS RtlUpcaseUnicodeString__STATUS_INVALID_PARAMETER_2(void)
{
    UNICODE_STRING text = LongWideText();
    UNICODE_STRING copy;
    return RtlUpcaseUnicodeString(&copy, &text, TRUE);
}

NTSTATUS RtlDowncaseUnicodeString__STATUS_SUCCESS(void)
{
    UNICODE_STRING copy;
    NTSTATUS status = RtlDowncaseUnicodeString(&copy, &wide, TRUE);
    RtlFreeUnicodeString(&copy);
    return status;
}

NTSTATUS RtlDowncaseUnicodeString__STATUS_BUFFER_OVERFLOW(void)
{
    WCHAR characters[4];
    UNICODE_STRING copy = { 0, sizeof(characters), characters };
    return RtlDowncaseUnicodeString(&copy, &wide, FALSE);
}

NTSTATUS RtlDowncaseUnicodeString__STATUS_NO_MEMORY(void)
{
    UNICODE_STRING copy;
    TakeAllMemory();
    NTSTATUS status = RtlDowncaseUnicodeString(&copy, &wide, TRUE);
    GiveMemoryBack();
    return status;
}

NTSTATUS RtlDowncaseUnicodeString__STATUS_INVALID_PARAMETER_2(void)
{
    UNICODE_STRING text = LongWideText();
    UNICODE_STRING copy;
    return RtlDowncaseUnicodeString(&copy, &text, TRUE);
}

NTSTATUS RtlAppendStringToString__STATUS_SUCCESS(void)
{
    CHAR characters[8];
    STRING text = { 0, sizeof(characters), characters };
    return RtlAppendStringToString(&text, &narrow);
}

NTSTATUS RtlAppendStringToString__STATUS_BUFFER_TOO_SMALL(void)
{
    CHAR characters[4];
    STRING text = { 0, sizeof(characters), characters };
    return RtlAppendStringToString(&text, &narrow);
}

NTSTATUS RtlAppendUnicodeStringToString__STATUS_SUCCESS(void)
{
    WCHAR characters[8];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlAppendUnicodeStringToString(&text, &wide);
}

NTSTATUS RtlAppendUnicodeStringToString__STATUS_BUFFER_TOO_SMALL(void)
{
    WCHAR characters[4];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlAppendUnicodeStringToString(&text, &wide);
}

NTSTATUS RtlAppendUnicodeToString__STATUS_SUCCESS(void)
{
    WCHAR characters[8];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlAppendUnicodeToString(&text, L"irqlab");
}

NTSTATUS RtlAppendUnicodeToString__STATUS_BUFFER_TOO_SMALL(void)
{
    WCHAR characters[4];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlAppendUnicodeToString(&text, L"irqlab");
}

NTSTATUS RtlGUIDFromString__STATUS_SUCCESS(void)
{
    GUID guid;
    return RtlGUIDFromString(&guidText, &guid);
}

NTSTATUS RtlGUIDFromString__STATUS_INVALID_PARAMETER(void)
{
    GUID guid;
    return RtlGUIDFromString(&wide, &guid);
}

NTSTATUS RtlStringFromGUID__STATUS_SUCCESS(void)
{
    GUID guid = { 0 };
    UNICODE_STRING text;
    NTSTATUS status = RtlStringFromGUID(&guid, &text);
    RtlFreeUnicodeString(&text);
    return status;
}

NTSTATUS RtlStringFromGUID__STATUS_NO_MEMORY(void)
{
    GUID guid = { 0 };
    UNICODE_STRING text;
    TakeAllMemory();
    NTSTATUS status = RtlStringFromGUID(&guid, &text);
    GiveMemoryBack();
    return status;
}

NTSTATUS RtlHashUnicodeString__STATUS_SUCCESS(void)
{
    ULONG hash;
    return RtlHashUnicodeString(&wide, TRUE, HASH_STRING_ALGORITHM_X65599, &hash);
}

// There is no algorithm 7.
NTSTATUS RtlHashUnicodeString__STATUS_INVALID_PARAMETER(void)
{
    ULONG hash;
    return RtlHashUnicodeString(&wide, TRUE, 7, &hash);
}

NTSTATUS RtlIntegerToUnicodeString__STATUS_SUCCESS(void)
{
    WCHAR characters[8];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlIntegerToUnicodeString(100, 10, &text);
}

NTSTATUS RtlIntegerToUnicodeString__STATUS_BUFFER_OVERFLOW(void)
{
    WCHAR characters[2];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlIntegerToUnicodeString(100, 10, &text);
}

// The base is 2, 8, 10 or 16.
NTSTATUS RtlIntegerToUnicodeString__STATUS_INVALID_PARAMETER(void)
{
    WCHAR characters[8];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlIntegerToUnicodeString(100, 7, &text);
}

NTSTATUS RtlInt64ToUnicodeString__STATUS_SUCCESS(void)
{
    WCHAR characters[8];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlInt64ToUnicodeString(100, 10, &text);
}

NTSTATUS RtlInt64ToUnicodeString__STATUS_BUFFER_OVERFLOW(void)
{
    WCHAR characters[2];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlInt64ToUnicodeString(100, 10, &text);
}

// The base is 2, 8, 10 or 16.
NTSTATUS RtlInt64ToUnicodeString__STATUS_INVALID_PARAMETER(void)
{
    WCHAR characters[8];
    UNICODE_STRING text = { 0, sizeof(characters), characters };
    return RtlInt64ToUnicodeString(100, 7, &text);
}

NTSTATUS RtlUnicodeStringToInteger__STATUS_SUCCESS(void)
{
    ULONG value;
    return RtlUnicodeStringToInteger(&hundred, 10, &value);
}

// The base is 2, 8, 10 or 16.
NTSTATUS RtlUnicodeStringToInteger__STATUS_INVALID_PARAMETER(void)
{
    ULONG value;
    return RtlUnicodeStringToInteger(&hundred, 7, &value);
}

NTSTATUS RtlGetVersion__STATUS_SUCCESS(void)
{
    RTL_OSVERSIONINFOW version = { .dwOSVersionInfoSize = sizeof(version) };
    return RtlGetVersion(&version);
}

// The functions above are called one by one.
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

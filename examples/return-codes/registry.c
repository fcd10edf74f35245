// Return codes of the registry, in a driver. Each function gives the status that its name ends with.
#include <ntifs.h>

#define TAG 'lpmE'

#define HOME L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\Example"

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

// Attributes that name a key below another one, or by its whole path.
static OBJECT_ATTRIBUTES attributes;
static UNICODE_STRING attributesName;
static POBJECT_ATTRIBUTES Named(HANDLE Root, PCWSTR Name)
{
    RtlInitUnicodeString(&attributesName, Name);
    InitializeObjectAttributes(&attributes, &attributesName, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, Root, NULL);
    return &attributes;
}

static HANDLE NewKey(PCWSTR Path)
{
    HANDLE key = NULL;
    ZwCreateKey(&key, KEY_ALL_ACCESS, Named(NULL, Path), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
    return key;
}

// A key with the value Number.
static UNICODE_STRING number = RTL_CONSTANT_STRING(L"Number");
static ULONG seven = 7;
static HANDLE KeyWithNumber(VOID)
{
    HANDLE key = NewKey(HOME);
    ZwSetValueKey(key, &number, 0, REG_DWORD, &seven, sizeof(seven));
    return key;
}

static UNICODE_STRING missing = RTL_CONSTANT_STRING(L"Missing");

// A handle of a key that has been deleted.
static HANDLE DeletedKey(VOID)
{
    HANDLE key = NewKey(HOME L"\\Deleted");
    ZwDeleteKey(key);
    return key;
}

static HANDLE NoKey(VOID)
{
    HANDLE event = NULL;
    ZwCreateEvent(&event, EVENT_ALL_ACCESS, NULL, NotificationEvent, FALSE);
    return event;
}

static HANDLE NeverOpened(VOID)
{
    return (HANDLE)0x1234;
}

static UCHAR buffer[256];
static ULONG length;

static HANDLE key;

NTSTATUS ZwCreateKey__STATUS_SUCCESS(void)
{
    NTSTATUS status = ZwCreateKey(&key, KEY_ALL_ACCESS, Named(NULL, HOME), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
    ZwClose(key);
    return status;
}

NTSTATUS ZwCreateKey__STATUS_INVALID_PARAMETER(void)
{
    OBJECT_ATTRIBUTES tooShort = { .Length = 4 };
    return ZwCreateKey(&key, KEY_ALL_ACCESS, &tooShort, 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
}

NTSTATUS ZwCreateKey__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return ZwCreateKey(&key, KEY_ALL_ACCESS, Named(NULL, HOME L"\\Nobody\\Below"), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
}

NTSTATUS ZwCreateKey__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return ZwCreateKey(&key, KEY_ALL_ACCESS, Named(NULL, L"Example"), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
}

NTSTATUS ZwCreateKey__STATUS_INSUFFICIENT_RESOURCES(void)
{
    ZwClose(NewKey(HOME));
    TakeAllMemory();
    NTSTATUS status = ZwCreateKey(&key, KEY_ALL_ACCESS, Named(NULL, HOME), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
    GiveMemoryBack();
    return status;
}

NTSTATUS ZwCreateKey__STATUS_INVALID_HANDLE(void)
{
    return ZwCreateKey(&key, KEY_ALL_ACCESS, Named(NeverOpened(), L"Below"), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
}

NTSTATUS ZwCreateKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwCreateKey(&key, KEY_ALL_ACCESS, Named(other, L"Below"), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
    ZwClose(other);
    return status;
}

NTSTATUS ZwCreateKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwCreateKey(&key, KEY_ALL_ACCESS, Named(other, L"Below"), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
    ZwClose(other);
    return status;
}

NTSTATUS ZwCreateKey__STATUS_CHILD_MUST_BE_VOLATILE(void)
{
    HANDLE above;
    ZwCreateKey(&above, KEY_ALL_ACCESS, Named(NULL, HOME L"\\Volatile"), 0, NULL, REG_OPTION_VOLATILE, NULL);
    NTSTATUS status = ZwCreateKey(&key, KEY_ALL_ACCESS, Named(above, L"Below"), 0, NULL, REG_OPTION_NON_VOLATILE, NULL);
    ZwClose(above);
    return status;
}

NTSTATUS ZwOpenKey__STATUS_SUCCESS(void)
{
    ZwClose(NewKey(HOME));
    NTSTATUS status = ZwOpenKey(&key, KEY_ALL_ACCESS, Named(NULL, HOME));
    ZwClose(key);
    return status;
}

NTSTATUS ZwOpenKey__STATUS_INVALID_PARAMETER(void)
{
    OBJECT_ATTRIBUTES tooShort = { .Length = 4 };
    return ZwOpenKey(&key, KEY_ALL_ACCESS, &tooShort);
}

NTSTATUS ZwOpenKey__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return ZwOpenKey(&key, KEY_ALL_ACCESS, Named(NULL, HOME L"\\Nobody\\Below"));
}

NTSTATUS ZwOpenKey__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return ZwOpenKey(&key, KEY_ALL_ACCESS, Named(NULL, L"Example"));
}

NTSTATUS ZwOpenKey__STATUS_INSUFFICIENT_RESOURCES(void)
{
    ZwClose(NewKey(HOME));
    TakeAllMemory();
    NTSTATUS status = ZwOpenKey(&key, KEY_ALL_ACCESS, Named(NULL, HOME));
    GiveMemoryBack();
    return status;
}

NTSTATUS ZwOpenKey__STATUS_INVALID_HANDLE(void)
{
    return ZwOpenKey(&key, KEY_ALL_ACCESS, Named(NeverOpened(), L"Below"));
}

NTSTATUS ZwOpenKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwOpenKey(&key, KEY_ALL_ACCESS, Named(other, L"Below"));
    ZwClose(other);
    return status;
}

NTSTATUS ZwOpenKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwOpenKey(&key, KEY_ALL_ACCESS, Named(other, L"Below"));
    ZwClose(other);
    return status;
}

NTSTATUS ZwDeleteKey__STATUS_SUCCESS(void)
{
    HANDLE own = NewKey(HOME L"\\Deleted");
    NTSTATUS status = ZwDeleteKey(own);
    ZwClose(own);
    return status;
}

NTSTATUS ZwDeleteKey__STATUS_CANNOT_DELETE(void)
{
    HANDLE own = NewKey(HOME L"\\Above");
    ZwClose(NewKey(HOME L"\\Above\\Below"));
    NTSTATUS status = ZwDeleteKey(own);
    ZwClose(own);
    return status;
}

NTSTATUS ZwDeleteKey__STATUS_INVALID_HANDLE(void)
{
    return ZwDeleteKey(NeverOpened());
}

NTSTATUS ZwDeleteKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwDeleteKey(other);
    ZwClose(other);
    return status;
}

NTSTATUS ZwDeleteKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwDeleteKey(other);
    ZwClose(other);
    return status;
}

NTSTATUS ZwFlushKey__STATUS_SUCCESS(void)
{
    HANDLE own = NewKey(HOME);
    NTSTATUS status = ZwFlushKey(own);
    ZwClose(own);
    return status;
}

NTSTATUS ZwFlushKey__STATUS_INVALID_HANDLE(void)
{
    return ZwFlushKey(NeverOpened());
}

NTSTATUS ZwFlushKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwFlushKey(other);
    ZwClose(other);
    return status;
}

NTSTATUS ZwFlushKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwFlushKey(other);
    ZwClose(other);
    return status;
}

NTSTATUS ZwDeleteValueKey__STATUS_SUCCESS(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwDeleteValueKey(own, &number);
    ZwClose(own);
    return status;
}

NTSTATUS ZwDeleteValueKey__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    HANDLE own = NewKey(HOME);
    NTSTATUS status = ZwDeleteValueKey(own, &missing);
    ZwClose(own);
    return status;
}

NTSTATUS ZwDeleteValueKey__STATUS_INVALID_HANDLE(void)
{
    return ZwDeleteValueKey(NeverOpened(), &number);
}

NTSTATUS ZwDeleteValueKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwDeleteValueKey(other, &number);
    ZwClose(other);
    return status;
}

NTSTATUS ZwDeleteValueKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwDeleteValueKey(other, &number);
    ZwClose(other);
    return status;
}

NTSTATUS ZwSetValueKey__STATUS_SUCCESS(void)
{
    HANDLE own = NewKey(HOME);
    NTSTATUS status = ZwSetValueKey(own, &number, 0, REG_DWORD, &seven, sizeof(seven));
    ZwClose(own);
    return status;
}

NTSTATUS ZwSetValueKey__STATUS_INVALID_HANDLE(void)
{
    return ZwSetValueKey(NeverOpened(), &number, 0, REG_DWORD, &seven, sizeof(seven));
}

NTSTATUS ZwSetValueKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwSetValueKey(other, &number, 0, REG_DWORD, &seven, sizeof(seven));
    ZwClose(other);
    return status;
}

NTSTATUS ZwSetValueKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwSetValueKey(other, &number, 0, REG_DWORD, &seven, sizeof(seven));
    ZwClose(other);
    return status;
}

NTSTATUS ZwQueryValueKey__STATUS_SUCCESS(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwQueryValueKey(own, &number, KeyValuePartialInformation, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwQueryValueKey__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwQueryValueKey(own, &missing, KeyValuePartialInformation, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

// The fixed part has 12 bytes, the data 4 more.
NTSTATUS ZwQueryValueKey__STATUS_BUFFER_OVERFLOW(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwQueryValueKey(own, &number, KeyValuePartialInformation, buffer, 14, &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwQueryValueKey__STATUS_BUFFER_TOO_SMALL(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwQueryValueKey(own, &number, KeyValuePartialInformation, buffer, 4, &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwQueryValueKey__STATUS_INVALID_PARAMETER(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwQueryValueKey(own, &number, (KEY_VALUE_INFORMATION_CLASS)99, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwQueryValueKey__STATUS_INVALID_HANDLE(void)
{
    return ZwQueryValueKey(NeverOpened(), &number, KeyValuePartialInformation, buffer, sizeof(buffer), &length);
}

NTSTATUS ZwQueryValueKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwQueryValueKey(other, &number, KeyValuePartialInformation, buffer, sizeof(buffer), &length);
    ZwClose(other);
    return status;
}

NTSTATUS ZwQueryValueKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwQueryValueKey(other, &number, KeyValuePartialInformation, buffer, sizeof(buffer), &length);
    ZwClose(other);
    return status;
}

NTSTATUS ZwEnumerateValueKey__STATUS_SUCCESS(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwEnumerateValueKey(own, 0, KeyValueBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

// The fixed part has 12 bytes, the name comes behind it.
NTSTATUS ZwEnumerateValueKey__STATUS_BUFFER_OVERFLOW(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwEnumerateValueKey(own, 0, KeyValueBasicInformation, buffer, 14, &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwEnumerateValueKey__STATUS_BUFFER_TOO_SMALL(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwEnumerateValueKey(own, 0, KeyValueBasicInformation, buffer, 4, &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwEnumerateValueKey__STATUS_INVALID_PARAMETER(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwEnumerateValueKey(own, 0, (KEY_VALUE_INFORMATION_CLASS)99, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwEnumerateValueKey__STATUS_NO_MORE_ENTRIES(void)
{
    HANDLE own = KeyWithNumber();
    NTSTATUS status = ZwEnumerateValueKey(own, 99, KeyValueBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwEnumerateValueKey__STATUS_INVALID_HANDLE(void)
{
    return ZwEnumerateValueKey(NeverOpened(), 0, KeyValueBasicInformation, buffer, sizeof(buffer), &length);
}

NTSTATUS ZwEnumerateValueKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwEnumerateValueKey(other, 0, KeyValueBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(other);
    return status;
}

NTSTATUS ZwEnumerateValueKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwEnumerateValueKey(other, 0, KeyValueBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(other);
    return status;
}

NTSTATUS ZwQueryKey__STATUS_SUCCESS(void)
{
    HANDLE own = NewKey(HOME);
    NTSTATUS status = ZwQueryKey(own, KeyBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

// The fixed part has 16 bytes, the name comes behind it.
NTSTATUS ZwQueryKey__STATUS_BUFFER_OVERFLOW(void)
{
    HANDLE own = NewKey(HOME);
    NTSTATUS status = ZwQueryKey(own, KeyBasicInformation, buffer, 18, &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwQueryKey__STATUS_BUFFER_TOO_SMALL(void)
{
    HANDLE own = NewKey(HOME);
    NTSTATUS status = ZwQueryKey(own, KeyBasicInformation, buffer, 4, &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwQueryKey__STATUS_INVALID_PARAMETER(void)
{
    HANDLE own = NewKey(HOME);
    NTSTATUS status = ZwQueryKey(own, (KEY_INFORMATION_CLASS)99, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwQueryKey__STATUS_INVALID_HANDLE(void)
{
    return ZwQueryKey(NeverOpened(), KeyBasicInformation, buffer, sizeof(buffer), &length);
}

NTSTATUS ZwQueryKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwQueryKey(other, KeyBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(other);
    return status;
}

NTSTATUS ZwQueryKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwQueryKey(other, KeyBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(other);
    return status;
}

static HANDLE KeyWithSubkey(VOID)
{
    ZwClose(NewKey(HOME L"\\Below"));
    return NewKey(HOME);
}

NTSTATUS ZwEnumerateKey__STATUS_SUCCESS(void)
{
    HANDLE own = KeyWithSubkey();
    NTSTATUS status = ZwEnumerateKey(own, 0, KeyBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

// The fixed part has 16 bytes, the name comes behind it.
NTSTATUS ZwEnumerateKey__STATUS_BUFFER_OVERFLOW(void)
{
    HANDLE own = KeyWithSubkey();
    NTSTATUS status = ZwEnumerateKey(own, 0, KeyBasicInformation, buffer, 18, &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwEnumerateKey__STATUS_BUFFER_TOO_SMALL(void)
{
    HANDLE own = KeyWithSubkey();
    NTSTATUS status = ZwEnumerateKey(own, 0, KeyBasicInformation, buffer, 4, &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwEnumerateKey__STATUS_INVALID_PARAMETER(void)
{
    HANDLE own = KeyWithSubkey();
    NTSTATUS status = ZwEnumerateKey(own, 0, (KEY_INFORMATION_CLASS)99, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwEnumerateKey__STATUS_NO_MORE_ENTRIES(void)
{
    HANDLE own = KeyWithSubkey();
    NTSTATUS status = ZwEnumerateKey(own, 99, KeyBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(own);
    return status;
}

NTSTATUS ZwEnumerateKey__STATUS_INVALID_HANDLE(void)
{
    return ZwEnumerateKey(NeverOpened(), 0, KeyBasicInformation, buffer, sizeof(buffer), &length);
}

NTSTATUS ZwEnumerateKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = ZwEnumerateKey(other, 0, KeyBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(other);
    return status;
}

NTSTATUS ZwEnumerateKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = ZwEnumerateKey(other, 0, KeyBasicInformation, buffer, sizeof(buffer), &length);
    ZwClose(other);
    return status;
}

NTSTATUS RtlCheckRegistryKey__STATUS_SUCCESS(void)
{
    ZwClose(NewKey(HOME));
    return RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Example");
}

NTSTATUS RtlCheckRegistryKey__STATUS_INVALID_PARAMETER(void)
{
    return RtlCheckRegistryKey(99, L"Example");
}

NTSTATUS RtlCheckRegistryKey__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Nobody");
}

NTSTATUS RtlCheckRegistryKey__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, L"Example");
}

NTSTATUS RtlCheckRegistryKey__STATUS_INVALID_HANDLE(void)
{
    return RtlCheckRegistryKey(RTL_REGISTRY_HANDLE, (PWSTR)NeverOpened());
}

NTSTATUS RtlCheckRegistryKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = RtlCheckRegistryKey(RTL_REGISTRY_HANDLE, (PWSTR)other);
    ZwClose(other);
    return status;
}

NTSTATUS RtlCheckRegistryKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = RtlCheckRegistryKey(RTL_REGISTRY_HANDLE, (PWSTR)other);
    ZwClose(other);
    return status;
}

NTSTATUS RtlCreateRegistryKey__STATUS_SUCCESS(void)
{
    return RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, L"Example");
}

NTSTATUS RtlCreateRegistryKey__STATUS_INVALID_PARAMETER(void)
{
    return RtlCreateRegistryKey(99, L"Example");
}

NTSTATUS RtlCreateRegistryKey__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, L"Nobody\\Below");
}

NTSTATUS RtlCreateRegistryKey__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return RtlCreateRegistryKey(RTL_REGISTRY_ABSOLUTE, L"Example");
}

NTSTATUS RtlCreateRegistryKey__STATUS_INVALID_HANDLE(void)
{
    return RtlCreateRegistryKey(RTL_REGISTRY_HANDLE, (PWSTR)NeverOpened());
}

NTSTATUS RtlCreateRegistryKey__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = RtlCreateRegistryKey(RTL_REGISTRY_HANDLE, (PWSTR)other);
    ZwClose(other);
    return status;
}

NTSTATUS RtlCreateRegistryKey__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = RtlCreateRegistryKey(RTL_REGISTRY_HANDLE, (PWSTR)other);
    ZwClose(other);
    return status;
}

NTSTATUS RtlWriteRegistryValue__STATUS_SUCCESS(void)
{
    ZwClose(NewKey(HOME));
    return RtlWriteRegistryValue(RTL_REGISTRY_SERVICES, L"Example", L"Number", REG_DWORD, &seven, sizeof(seven));
}

NTSTATUS RtlWriteRegistryValue__STATUS_INVALID_PARAMETER(void)
{
    return RtlWriteRegistryValue(99, L"Example", L"Number", REG_DWORD, &seven, sizeof(seven));
}

NTSTATUS RtlWriteRegistryValue__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return RtlWriteRegistryValue(RTL_REGISTRY_SERVICES, L"Nobody\\Below", L"Number", REG_DWORD, &seven, sizeof(seven));
}

NTSTATUS RtlWriteRegistryValue__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return RtlWriteRegistryValue(RTL_REGISTRY_ABSOLUTE, L"Example", L"Number", REG_DWORD, &seven, sizeof(seven));
}

NTSTATUS RtlWriteRegistryValue__STATUS_INVALID_HANDLE(void)
{
    return RtlWriteRegistryValue(RTL_REGISTRY_HANDLE, (PWSTR)NeverOpened(), L"Number", REG_DWORD, &seven, sizeof(seven));
}

NTSTATUS RtlWriteRegistryValue__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = RtlWriteRegistryValue(RTL_REGISTRY_HANDLE, (PWSTR)other, L"Number", REG_DWORD, &seven, sizeof(seven));
    ZwClose(other);
    return status;
}

NTSTATUS RtlWriteRegistryValue__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = RtlWriteRegistryValue(RTL_REGISTRY_HANDLE, (PWSTR)other, L"Number", REG_DWORD, &seven, sizeof(seven));
    ZwClose(other);
    return status;
}

NTSTATUS RtlDeleteRegistryValue__STATUS_SUCCESS(void)
{
    ZwClose(KeyWithNumber());
    return RtlDeleteRegistryValue(RTL_REGISTRY_SERVICES, L"Example", L"Number");
}

NTSTATUS RtlDeleteRegistryValue__STATUS_INVALID_PARAMETER(void)
{
    return RtlDeleteRegistryValue(99, L"Example", L"Number");
}

NTSTATUS RtlDeleteRegistryValue__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return RtlDeleteRegistryValue(RTL_REGISTRY_SERVICES, L"Nobody", L"Number");
}

NTSTATUS RtlDeleteRegistryValue__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return RtlDeleteRegistryValue(RTL_REGISTRY_ABSOLUTE, L"Example", L"Number");
}

NTSTATUS RtlDeleteRegistryValue__STATUS_INVALID_HANDLE(void)
{
    return RtlDeleteRegistryValue(RTL_REGISTRY_HANDLE, (PWSTR)NeverOpened(), L"Number");
}

NTSTATUS RtlDeleteRegistryValue__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = NoKey();
    NTSTATUS status = RtlDeleteRegistryValue(RTL_REGISTRY_HANDLE, (PWSTR)other, L"Number");
    ZwClose(other);
    return status;
}

NTSTATUS RtlDeleteRegistryValue__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = RtlDeleteRegistryValue(RTL_REGISTRY_HANDLE, (PWSTR)other, L"Number");
    ZwClose(other);
    return status;
}

// Puts a value into a variable: Number, with the flags.
static UNICODE_STRING text;
static RTL_QUERY_REGISTRY_TABLE table[2];
static PRTL_QUERY_REGISTRY_TABLE AskFor(PWSTR Name, ULONG Flags, PVOID Place)
{
    RtlZeroMemory(table, sizeof(table));
    table[0].Name = Name;
    table[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK | Flags;
    table[0].EntryContext = Place;
    table[0].DefaultType = REG_DWORD << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
    return table;
}

static ULONG value;

NTSTATUS RtlQueryRegistryValues__STATUS_SUCCESS(void)
{
    ZwClose(KeyWithNumber());
    return RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, L"Example", AskFor(L"Number", RTL_QUERY_REGISTRY_REQUIRED, &value), NULL, NULL);
}

NTSTATUS RtlQueryRegistryValues__STATUS_INVALID_PARAMETER(void)
{
    return RtlQueryRegistryValues(99, L"Example", AskFor(L"Number", RTL_QUERY_REGISTRY_REQUIRED, &value), NULL, NULL);
}

NTSTATUS RtlQueryRegistryValues__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, L"Nobody", AskFor(L"Number", RTL_QUERY_REGISTRY_REQUIRED, &value), NULL, NULL);
}

NTSTATUS RtlQueryRegistryValues__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, L"Example", AskFor(L"Number", RTL_QUERY_REGISTRY_REQUIRED, &value), NULL, NULL);
}

NTSTATUS RtlQueryRegistryValues__STATUS_INVALID_HANDLE(void)
{
    return RtlQueryRegistryValues(RTL_REGISTRY_HANDLE, (PWSTR)NeverOpened(), AskFor(L"Number", RTL_QUERY_REGISTRY_REQUIRED, &value), NULL, NULL);
}

NTSTATUS RtlQueryRegistryValues__STATUS_KEY_DELETED(void)
{
    HANDLE other = DeletedKey();
    NTSTATUS status = RtlQueryRegistryValues(RTL_REGISTRY_HANDLE, (PWSTR)other, AskFor(L"Number", RTL_QUERY_REGISTRY_REQUIRED, &value), NULL, NULL);
    ZwClose(other);
    return status;
}

// The value is a text, and a number is asked for.
NTSTATUS RtlQueryRegistryValues__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    RtlWriteRegistryValue(RTL_REGISTRY_SERVICES, L"Example", L"Text", REG_SZ, L"seven", sizeof(L"seven"));
    return RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, L"Example", AskFor(L"Text", 0, &value), NULL, NULL);
}

NTSTATUS RtlQueryRegistryValues__STATUS_BUFFER_TOO_SMALL(void)
{
    WCHAR characters[2];
    UNICODE_STRING place = { 0, sizeof(characters), characters };
    RtlWriteRegistryValue(RTL_REGISTRY_SERVICES, L"Example", L"Text", REG_SZ, L"seven", sizeof(L"seven"));
    AskFor(L"Text", 0, &place)->DefaultType = REG_SZ << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
    return RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, L"Example", table, NULL, NULL);
}

static NTSTATUS NTAPI TakeNote(PWSTR ValueName, ULONG ValueType, PVOID ValueData, ULONG ValueLength, PVOID Context, PVOID EntryContext)
{
    return STATUS_SUCCESS;
}

// The routine is to get a copy of the value.
NTSTATUS RtlQueryRegistryValues__STATUS_INSUFFICIENT_RESOURCES(void)
{
    RTL_QUERY_REGISTRY_TABLE entries[2] = { { .QueryRoutine = TakeNote, .Name = L"Number" } };
    ZwClose(KeyWithNumber());
    TakeAllMemory();
    NTSTATUS status = RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, L"Example", entries, NULL, NULL);
    GiveMemoryBack();
    return status;
}

// The functions above are called one by one.
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

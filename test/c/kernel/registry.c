// The registry as drivers use it. DriverEntry fails with the line of a wrong value.
#include <ntddk.h>

#define CHECK(condition) if (!(condition)) return STATUS_DRIVER_INTERNAL_ERROR + __LINE__

static ULONG Calls, Total;
static UNICODE_STRING Seen;
static WCHAR SeenText[64];

static NTSTATUS NTAPI Query(PWSTR name, ULONG type, PVOID data, ULONG length, PVOID context, PVOID entryContext)
{
  Calls++;
  Total += length;
  if (context != &Calls) return STATUS_UNSUCCESSFUL;
  if (type == REG_SZ && entryContext == &Seen) {
    RtlCopyMemory(SeenText, data, length);
    RtlInitUnicodeString(&Seen, SeenText);
  }
  if (name[0] == L'!') return STATUS_CANCELLED;
  return type == REG_NONE && length != 0 ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;
}

static NTSTATUS setValue(HANDLE key, PCWSTR name, ULONG type, const void *data, ULONG length)
{
  UNICODE_STRING text;
  RtlInitUnicodeString(&text, name);
  return ZwSetValueKey(key, &text, 0, type, (PVOID)data, length);
}

static NTSTATUS handles(PUNICODE_STRING path)
{
  OBJECT_ATTRIBUTES attributes;
  UNICODE_STRING name;
  HANDLE service, parameters, again, deeper;
  ULONG disposition = 0, length = 0, number = 0x12345678;
  UCHAR buffer[128];
  PKEY_VALUE_PARTIAL_INFORMATION partial = (PVOID)buffer;
  PKEY_VALUE_FULL_INFORMATION full = (PVOID)buffer;
  PKEY_VALUE_BASIC_INFORMATION basicValue = (PVOID)buffer;
  PKEY_BASIC_INFORMATION basic = (PVOID)buffer;
  PKEY_FULL_INFORMATION whole = (PVOID)buffer;

  InitializeObjectAttributes(&attributes, path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
  CHECK(NT_SUCCESS(ZwOpenKey(&service, KEY_READ, &attributes)));
  RtlInitUnicodeString(&name, L"start");
  CHECK(NT_SUCCESS(ZwQueryValueKey(service, &name, KeyValuePartialInformation, partial, sizeof buffer, &length)));
  CHECK(partial->Type == REG_DWORD && partial->DataLength == 4 && *(PULONG)partial->Data == 3 && length == 16);

  RtlInitUnicodeString(&name, L"Parameters");
  InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, service, NULL);
  CHECK(ZwOpenKey(&parameters, KEY_READ, &attributes) == STATUS_OBJECT_NAME_NOT_FOUND);
  CHECK(NT_SUCCESS(ZwCreateKey(&parameters, KEY_ALL_ACCESS, &attributes, 0, NULL, REG_OPTION_NON_VOLATILE, &disposition)));
  CHECK(disposition == REG_CREATED_NEW_KEY);
  CHECK(NT_SUCCESS(ZwCreateKey(&again, KEY_READ, &attributes, 0, NULL, 0, &disposition)) && disposition == REG_OPENED_EXISTING_KEY);
  CHECK(NT_SUCCESS(setValue(parameters, L"Number", REG_DWORD, &number, sizeof number)));
  CHECK(NT_SUCCESS(setValue(again, L"Text", REG_SZ, L"hello", sizeof L"hello")));
  CHECK(NT_SUCCESS(ZwFlushKey(again)));

  RtlInitUnicodeString(&name, L"NUMBER");
  CHECK(ZwQueryValueKey(again, &name, KeyValueFullInformation, full, sizeof buffer, &length) == STATUS_SUCCESS);
  CHECK(full->DataOffset == 32 && full->NameLength == 12 && *(PULONG)(buffer + 32) == number && full->Name[0] == L'N');
  CHECK(ZwQueryValueKey(again, &name, KeyValuePartialInformation, NULL, 0, &length) == STATUS_BUFFER_TOO_SMALL && length == 16);
  CHECK(ZwQueryValueKey(again, &name, KeyValuePartialInformation, partial, 14, &length) == STATUS_BUFFER_OVERFLOW && length == 16);
  CHECK(ZwQueryValueKey(again, &name, 99, partial, sizeof buffer, &length) == STATUS_INVALID_PARAMETER);
  RtlInitUnicodeString(&name, L"Missing");
  CHECK(ZwQueryValueKey(again, &name, KeyValuePartialInformation, partial, sizeof buffer, &length) == STATUS_OBJECT_NAME_NOT_FOUND);
  CHECK(ZwEnumerateValueKey(again, 1, KeyValueBasicInformation, basicValue, sizeof buffer, &length) == STATUS_SUCCESS);
  CHECK(basicValue->Type == REG_SZ && basicValue->NameLength == 8 && length == 20);
  CHECK(ZwEnumerateValueKey(again, 2, KeyValueBasicInformation, basicValue, sizeof buffer, &length) == STATUS_NO_MORE_ENTRIES);
  CHECK(ZwEnumerateKey(service, 0, KeyBasicInformation, basic, sizeof buffer, &length) == STATUS_SUCCESS);
  CHECK(basic->NameLength == 20 && basic->Name[0] == L'P' && basic->LastWriteTime.QuadPart != 0);
  CHECK(ZwEnumerateKey(service, 1, KeyBasicInformation, basic, sizeof buffer, &length) == STATUS_NO_MORE_ENTRIES);
  CHECK(ZwQueryKey(again, KeyFullInformation, whole, sizeof buffer, &length) == STATUS_SUCCESS);
  CHECK(whole->SubKeys == 0 && whole->Values == 2 && whole->MaxValueNameLen == 12 && whole->MaxValueDataLen == 12);

  RtlInitUnicodeString(&name, L"Volatile");
  InitializeObjectAttributes(&attributes, &name, 0, parameters, NULL);
  CHECK(NT_SUCCESS(ZwCreateKey(&deeper, KEY_ALL_ACCESS, &attributes, 0, NULL, REG_OPTION_VOLATILE, NULL)));
  attributes.RootDirectory = deeper;
  CHECK(ZwCreateKey(&again, KEY_READ, &attributes, 0, NULL, 0, NULL) == STATUS_CHILD_MUST_BE_VOLATILE);
  CHECK(ZwDeleteKey(parameters) == STATUS_CANNOT_DELETE);
  CHECK(ZwDeleteKey(deeper) == STATUS_SUCCESS && ZwDeleteKey(deeper) == STATUS_KEY_DELETED && NT_SUCCESS(ZwClose(deeper)));
  RtlInitUnicodeString(&name, L"Text");
  CHECK(ZwDeleteValueKey(parameters, &name) == STATUS_SUCCESS);
  CHECK(ZwDeleteValueKey(parameters, &name) == STATUS_OBJECT_NAME_NOT_FOUND);
  CHECK(ZwDeleteValueKey((HANDLE)0x1234, &name) == STATUS_INVALID_HANDLE);
  RtlInitUnicodeString(&name, L"Registry\\Machine");
  InitializeObjectAttributes(&attributes, &name, 0, NULL, NULL);
  CHECK(ZwOpenKey(&again, KEY_READ, &attributes) == STATUS_OBJECT_PATH_SYNTAX_BAD);
  CHECK(NT_SUCCESS(ZwClose(parameters)) && NT_SUCCESS(ZwClose(service)));
  return STATUS_SUCCESS;
}

static NTSTATUS tables(PCWSTR path)
{
  RTL_QUERY_REGISTRY_TABLE table[5];
  WCHAR room[4], parameters[100];
  UNICODE_STRING allocated = {0}, given = {0, sizeof room, room};
  ULONG number = 0, fallback = 77;
  LONG binary[4];
  ULONGLONG wide = 0x1122334455667788;

  CHECK(wcslen(path) < 80);
  wcscpy(parameters, path);
  wcscat(parameters, L"\\Parameters");
  CHECK(RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, parameters) == STATUS_SUCCESS);
  CHECK(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Nobody") == STATUS_OBJECT_NAME_NOT_FOUND);
  CHECK(RtlCheckRegistryKey(17, L"Nobody") == STATUS_INVALID_PARAMETER);
  CHECK(RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, L"Somebody") == STATUS_SUCCESS);
  CHECK(RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, L"Nobody\\Below") == STATUS_OBJECT_NAME_NOT_FOUND);
  CHECK(NT_SUCCESS(RtlWriteRegistryValue(RTL_REGISTRY_ABSOLUTE, parameters, L"Path", REG_EXPAND_SZ, L"%SystemRoot%\\x", sizeof L"%SystemRoot%\\x")));
  CHECK(NT_SUCCESS(RtlWriteRegistryValue(RTL_REGISTRY_ABSOLUTE, parameters, L"Many", REG_MULTI_SZ, L"a\0bc\0", sizeof L"a\0bc\0")));
  CHECK(NT_SUCCESS(RtlWriteRegistryValue(RTL_REGISTRY_ABSOLUTE, parameters, L"Wide", REG_QWORD, &wide, sizeof wide)));

  RtlZeroMemory(table, sizeof table);
  table[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;
  table[0].Name = L"Number";
  table[0].EntryContext = &number;
  table[0].DefaultType = (REG_DWORD << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT) | REG_NONE;
  table[1].Flags = RTL_QUERY_REGISTRY_DIRECT;
  table[1].Name = L"Path";
  table[1].EntryContext = &allocated;
  table[2].Flags = RTL_QUERY_REGISTRY_DIRECT;
  table[2].Name = L"Absent";
  table[2].EntryContext = &fallback;
  table[2].DefaultType = REG_DWORD;
  table[2].DefaultData = &(ULONG){5};
  table[2].DefaultLength = sizeof(ULONG);
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, parameters, table, NULL, NULL) == STATUS_SUCCESS);
  CHECK(number == 0x12345678 && fallback == 5);
  CHECK(allocated.Length == 24 && allocated.MaximumLength == 26 && !wcscmp(allocated.Buffer, L"C:\\Windows\\x"));
  RtlFreeUnicodeString(&allocated);
  table[1].EntryContext = &given;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, parameters, table, NULL, NULL) == STATUS_BUFFER_TOO_SMALL);
  table[0].DefaultType = REG_SZ << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, parameters, table, NULL, NULL) == STATUS_OBJECT_TYPE_MISMATCH);

  RtlZeroMemory(table, sizeof table);
  table[0].Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_REQUIRED;
  table[0].Name = L"Wide";
  table[0].EntryContext = binary;
  binary[0] = sizeof binary;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, parameters, table, NULL, NULL) == STATUS_SUCCESS);
  CHECK(binary[0] == 8 && binary[1] == REG_QWORD && *(UNALIGNED ULONGLONG *)&binary[2] == wide);
  binary[0] = -8;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, parameters, table, NULL, NULL) == STATUS_SUCCESS);
  CHECK(*(UNALIGNED ULONGLONG *)binary == wide);
  binary[0] = 8;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, parameters, table, NULL, NULL) == STATUS_BUFFER_TOO_SMALL);
  table[0].Name = L"Absent";
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, parameters, table, NULL, NULL) == STATUS_OBJECT_NAME_NOT_FOUND);
  table[0].QueryRoutine = Query;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, parameters, table, NULL, NULL) == STATUS_INVALID_PARAMETER);

  // A subkey, a value of it, several strings, the key at the top again without a value, and every value.
  RtlZeroMemory(table, sizeof table);
  table[0].Flags = RTL_QUERY_REGISTRY_SUBKEY;
  table[0].Name = L"Parameters";
  table[1].QueryRoutine = Query;
  table[1].Name = L"Many";
  table[1].EntryContext = &Seen;
  table[2].QueryRoutine = Query;
  table[2].Flags = RTL_QUERY_REGISTRY_TOPKEY | RTL_QUERY_REGISTRY_NOVALUE;
  table[2].Name = L"Nothing";
  table[3].QueryRoutine = Query;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, path, table, &Calls, NULL) == STATUS_SUCCESS);
  CHECK(Calls == 2 + 1 + 4 && Seen.Length == 4 && !wcscmp(SeenText, L"bc"));
  table[1].Flags = RTL_QUERY_REGISTRY_DELETE | RTL_QUERY_REGISTRY_NOEXPAND;
  RtlZeroMemory(&table[2], 2 * sizeof table[2]);
  Calls = Total = 0;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, path, table, &Calls, NULL) == STATUS_SUCCESS);
  CHECK(Calls == 1 && Total == sizeof L"a\0bc\0");
  CHECK(RtlDeleteRegistryValue(RTL_REGISTRY_ABSOLUTE, parameters, L"Many") == STATUS_OBJECT_NAME_NOT_FOUND);
  CHECK(NT_SUCCESS(RtlWriteRegistryValue(RTL_REGISTRY_ABSOLUTE, parameters, L"!", REG_SZ, L"", 2)));
  table[1].Name = L"!";
  table[1].Flags = 0;
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, path, table, &Calls, NULL) == STATUS_CANCELLED);
  CHECK(NT_SUCCESS(RtlDeleteRegistryValue(RTL_REGISTRY_ABSOLUTE, parameters, L"!")));
  CHECK(RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, L"Nobody", table, &Calls, NULL) == STATUS_OBJECT_NAME_NOT_FOUND);
  CHECK(NT_SUCCESS(RtlQueryRegistryValues(RTL_REGISTRY_SERVICES | RTL_REGISTRY_OPTIONAL, L"Nobody", table, &Calls, NULL)));
  return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
  NTSTATUS status = handles(path);
  UNREFERENCED_PARAMETER(driver);
  return NT_SUCCESS(status) ? tables(path->Buffer) : status;
}

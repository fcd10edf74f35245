// The registry as programs reach it. Answers the line of the first value that is wrong.
#include <windows.h>
#include <string.h>

#define CHECK(condition) do { if (!(condition)) return __LINE__; } while (0)

static HKEY key;

static int keys(void)
{
  HKEY other, below;
  DWORD how, length, count, longest;
  char name[16];
  WCHAR wide[16];
  FILETIME written;

  CHECK(RegDeleteKeyA(HKEY_CURRENT_USER, "") == ERROR_ACCESS_DENIED);
  CHECK(RegOpenKeyEx(HKEY_LOCAL_MACHINE, TEXT("SOFTWARE\\None"), 0, KEY_READ, &other) == ERROR_FILE_NOT_FOUND);
  CHECK(RegOpenKeyExA(HKEY_LOCAL_MACHINE, "\\SOFTWARE", 0, KEY_READ, &other) == ERROR_BAD_PATHNAME);
  CHECK(RegOpenKeyExA((HKEY)0x1234, "x", 0, KEY_READ, &other) == ERROR_INVALID_HANDLE);
  CHECK(RegCreateKeyExA(HKEY_CURRENT_USER, "Software\\Mine", 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, &how) == ERROR_SUCCESS);
  CHECK(how == REG_CREATED_NEW_KEY);
  CHECK(RegCreateKeyExW(HKEY_CURRENT_USER, L"SOFTWARE\\mine", 0, NULL, 0, KEY_READ, NULL, &other, &how) == ERROR_SUCCESS);
  CHECK(how == REG_OPENED_EXISTING_KEY && RegCloseKey(other) == ERROR_SUCCESS);
  CHECK(RegCloseKey(other) == ERROR_INVALID_HANDLE && RegCloseKey(HKEY_CURRENT_USER) == ERROR_SUCCESS);
  CHECK(RegCreateKeyExA(key, NULL, 0, NULL, 0, KEY_READ, NULL, &other, NULL) == ERROR_BADKEY);
  CHECK(RegCreateKeyExA(key, "\\x", 0, NULL, 0, KEY_READ, NULL, &other, NULL) == ERROR_BAD_PATHNAME);
  CHECK(RegCreateKeyExA(key, "x", 1, NULL, 0, KEY_READ, NULL, &other, NULL) == ERROR_INVALID_PARAMETER);
  CHECK(RegOpenKeyExA(key, NULL, 0, KEY_READ, NULL) == ERROR_INVALID_PARAMETER);

  CHECK(RegCreateKeyExA(key, "First", 0, NULL, REG_OPTION_VOLATILE, KEY_ALL_ACCESS, NULL, &below, NULL) == ERROR_SUCCESS);
  CHECK(RegCreateKeyExA(below, "x", 0, NULL, 0, KEY_READ, NULL, &other, NULL) == ERROR_CHILD_MUST_BE_VOLATILE);
  CHECK(RegCreateKeyExA(key, "Second one", 0, NULL, 0, KEY_READ, NULL, &other, NULL) == ERROR_SUCCESS);
  length = sizeof name;
  CHECK(RegEnumKeyExA(key, 0, name, &length, NULL, NULL, NULL, &written) == ERROR_SUCCESS);
  CHECK(length == 5 && !strcmp(name, "First") && written.dwHighDateTime != 0);
  length = 10;
  CHECK(RegEnumKeyExW(key, 1, wide, &length, NULL, NULL, NULL, NULL) == ERROR_MORE_DATA);
  length = 11;
  CHECK(RegEnumKeyExW(key, 1, wide, &length, NULL, NULL, NULL, NULL) == ERROR_SUCCESS && !wcscmp(wide, L"Second one"));
  CHECK(RegEnumKeyExA(key, 2, name, &length, NULL, NULL, NULL, NULL) == ERROR_NO_MORE_ITEMS);
  CHECK(RegQueryInfoKeyA(key, NULL, NULL, NULL, &count, &longest, NULL, &how, NULL, NULL, NULL, NULL) == ERROR_SUCCESS);
  CHECK(count == 2 && longest == 10 && how == 0);
  CHECK(RegEnumKeyExA(key, 0, name, &length, &count, NULL, NULL, NULL) == ERROR_INVALID_PARAMETER);

  CHECK(RegDeleteKeyA(HKEY_CURRENT_USER, "Software\\Mine") == ERROR_ACCESS_DENIED);
  CHECK(RegDeleteKeyA(key, "First") == ERROR_SUCCESS && RegDeleteKeyW(key, L"First") == ERROR_FILE_NOT_FOUND);
  CHECK(RegDeleteKeyA(HKEY_CURRENT_USER, "") == ERROR_ACCESS_DENIED && RegDeleteKeyA(key, NULL) == ERROR_INVALID_PARAMETER);
  CHECK(RegQueryValueExA(below, "x", NULL, NULL, NULL, NULL) == ERROR_KEY_DELETED && RegCloseKey(below) == ERROR_SUCCESS);
  CHECK(RegOpenKeyExA(other, NULL, 0, KEY_READ, &below) == ERROR_SUCCESS && below != other);
  return 0;
}

static int values(void)
{
  DWORD number = 7, type = 99, size, length;
  BYTE bytes[32];
  char name[8];
  HKEY reader;

  CHECK(RegSetValueExA(key, "Text", 0, REG_SZ, (const BYTE *)"a\xe9", 3) == ERROR_SUCCESS);
  size = sizeof bytes;
  CHECK(RegQueryValueExW(key, L"text", NULL, &type, bytes, &size) == ERROR_SUCCESS);
  CHECK(type == REG_SZ && size == 6 && !wcscmp((WCHAR *)bytes, L"a\u00e9"));
  CHECK(RegSetValueExW(key, L"Text", 0, REG_SZ, (const BYTE *)L"b\u20ac", 6) == ERROR_SUCCESS);
  size = 2;
  CHECK(RegQueryValueExA(key, "Text", NULL, NULL, bytes, &size) == ERROR_MORE_DATA && size == 3 && bytes[0] == 'a');
  CHECK(RegQueryValueExA(key, "Text", NULL, NULL, bytes, &size) == ERROR_SUCCESS && !strcmp((char *)bytes, "b?"));
  CHECK(RegQueryValueExA(key, "Text", NULL, NULL, bytes, NULL) == ERROR_INVALID_PARAMETER);
  size = 0;
  CHECK(RegQueryValueExA(key, "Text", NULL, NULL, NULL, &size) == ERROR_SUCCESS && size == 3);
  CHECK(RegQueryValueExA(key, "none", NULL, NULL, NULL, NULL) == ERROR_FILE_NOT_FOUND);
  CHECK(RegSetValueExA(key, NULL, 0, REG_DWORD, (const BYTE *)&number, 4) == ERROR_SUCCESS);
  number = 0;
  size = 4;
  CHECK(RegQueryValueExA(key, "", NULL, &type, (BYTE *)&number, &size) == ERROR_SUCCESS && number == 7 && type == REG_DWORD);
  CHECK(RegSetValueExA(key, "bad", 0, REG_BINARY, (const BYTE *)16, 4) == ERROR_NOACCESS);

  length = sizeof name;
  size = sizeof bytes;
  CHECK(RegEnumValueA(key, 0, name, &length, NULL, &type, bytes, &size) == ERROR_SUCCESS);
  CHECK(!strcmp(name, "Text") && length == 4 && type == REG_SZ && size == 3);
  CHECK(RegEnumValueW(key, 2, (WCHAR *)bytes, &length, NULL, NULL, NULL, NULL) == ERROR_NO_MORE_ITEMS);

  CHECK(RegOpenKeyExA(HKEY_CURRENT_USER, "Software\\Mine", 0, KEY_READ, &reader) == ERROR_SUCCESS);
  CHECK(RegSetValueExA(reader, "Text", 0, REG_SZ, (const BYTE *)"", 1) == ERROR_ACCESS_DENIED);
  CHECK(RegDeleteValueA(reader, "Text") == ERROR_ACCESS_DENIED);
  RegCloseKey(reader);
  CHECK(RegOpenKeyExA(HKEY_CURRENT_USER, "Software\\Mine", 0, KEY_SET_VALUE, &reader) == ERROR_SUCCESS);
  CHECK(RegQueryValueExA(reader, "Text", NULL, NULL, NULL, NULL) == ERROR_ACCESS_DENIED);
  CHECK(RegDeleteValueA(reader, "Text") == ERROR_SUCCESS && RegDeleteValueW(reader, L"Text") == ERROR_FILE_NOT_FOUND);
  CHECK(RegOpenKeyExA(HKEY_CURRENT_USER, "Software\\Mine", 0, GENERIC_ALL, &reader) == ERROR_SUCCESS);
  CHECK(RegSetValueExA(reader, "Path", 0, REG_EXPAND_SZ, (const BYTE *)"%windir%\\x", 10) == ERROR_SUCCESS);
  return 0;
}

/* A handle can do what it was opened for. */
static int rights(void)
{
  static const struct { REGSAM access; int queries, sets, enumerates; } all[] = {
    {KEY_QUERY_VALUE, 1, 0, 0}, {KEY_SET_VALUE, 0, 1, 0}, {KEY_ENUMERATE_SUB_KEYS, 0, 0, 1},
    {GENERIC_READ, 1, 0, 1}, {GENERIC_WRITE, 0, 1, 0}, {GENERIC_EXECUTE, 1, 0, 1}, {MAXIMUM_ALLOWED, 1, 1, 1},
  };
  char name[16];

  for (int i = 0; i < (int)(sizeof all / sizeof *all); i++) {
    HKEY one;
    DWORD length = sizeof name;
    CHECK(RegOpenKeyExA(HKEY_CURRENT_USER, "Software\\Mine", 0, all[i].access, &one) == ERROR_SUCCESS);
    LONG queries = all[i].queries ? ERROR_SUCCESS : ERROR_ACCESS_DENIED;
    CHECK(RegQueryValueExA(one, "Path", NULL, NULL, NULL, NULL) == queries);
    CHECK(RegGetValueA(one, NULL, "Path", RRF_RT_ANY, NULL, NULL, NULL) == queries);
    CHECK(RegGetValueA(one, "Second one", "Path", RRF_RT_ANY, NULL, NULL, NULL) == ERROR_FILE_NOT_FOUND);
    CHECK(RegQueryInfoKeyA(one, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL) == queries);
    CHECK(RegEnumKeyExA(one, 0, name, &length, NULL, NULL, NULL, NULL) == (all[i].enumerates ? ERROR_SUCCESS : ERROR_ACCESS_DENIED));
    CHECK(RegSetValueExA(one, "Set", 0, REG_NONE, NULL, 0) == (all[i].sets ? ERROR_SUCCESS : ERROR_ACCESS_DENIED));
    RegCloseKey(one);
  }
  return 0;
}

/* key has Path, a default value, and Set, which is empty. */
static int information(void)
{
  char class[8] = "full";
  DWORD length = sizeof class, values, longestName, longestData;
  FILETIME written = {0, 0};

  CHECK(RegQueryInfoKeyA(key, class, &length, NULL, NULL, NULL, NULL, &values, &longestName, &longestData, NULL, &written) == ERROR_SUCCESS);
  CHECK(length == 0 && class[0] == 0 && values == 3 && longestName == 4 && longestData == 20 && written.dwHighDateTime != 0);
  return 0;
}

static int whole(void)
{
  char text[32] = "full";
  DWORD type, number, size = sizeof text;
  ULONGLONG large = 9, other = 0;

  CHECK(RegGetValueA(HKEY_CURRENT_USER, "Software\\Mine", "Path", RRF_RT_REG_SZ, &type, text, &size) == ERROR_SUCCESS);
  CHECK(type == REG_SZ && size == 13 && !strcmp(text, "C:\\Windows\\x"));
  size = sizeof text;
  CHECK(RegGetValueA(key, NULL, "Path", RRF_RT_REG_EXPAND_SZ | RRF_NOEXPAND, &type, text, &size) == ERROR_SUCCESS);
  CHECK(type == REG_EXPAND_SZ && size == 11 && !strcmp(text, "%windir%\\x"));
  CHECK(RegGetValueA(key, NULL, "Path", RRF_RT_REG_EXPAND_SZ, NULL, NULL, NULL) == ERROR_INVALID_PARAMETER);
  size = 4;
  CHECK(RegGetValueW(key, NULL, NULL, RRF_RT_REG_DWORD, NULL, &number, &size) == ERROR_SUCCESS && number == 7);
  CHECK(RegGetValueA(key, NULL, NULL, RRF_RT_REG_SZ | RRF_ZEROONFAILURE, NULL, &number, &size) == ERROR_UNSUPPORTED_TYPE);
  CHECK(number == 0);
  number = 7;
  CHECK(RegGetValueA(key, NULL, NULL, RRF_RT_REG_SZ, NULL, &number, &size) == ERROR_UNSUPPORTED_TYPE && number == 7);
  CHECK(RegSetValueExA(key, "Bytes", 0, REG_BINARY, (const BYTE *)text, 3) == ERROR_SUCCESS);
  CHECK(RegGetValueA(key, NULL, "Bytes", RRF_RT_DWORD, NULL, &number, &size) == ERROR_INVALID_DATA);
  CHECK(RegSetValueExA(key, "Many", 0, REG_MULTI_SZ, (const BYTE *)"a\0b", 3) == ERROR_SUCCESS);
  size = sizeof text;
  CHECK(RegGetValueA(key, NULL, "Many", RRF_RT_ANY, NULL, text, &size) == ERROR_SUCCESS && size == 5 && text[4] == 0);
  CHECK(RegSetValueExA(key, "Many", 0, REG_MULTI_SZ, (const BYTE *)"a\0b\0", 5) == ERROR_SUCCESS);
  CHECK(RegGetValueA(key, NULL, "Many", RRF_RT_ANY, NULL, NULL, &size) == ERROR_SUCCESS && size == 5);

  CHECK(RegSetValueExA(key, "Large", 0, REG_QWORD, (const BYTE *)&large, 8) == ERROR_SUCCESS);
  size = 8;
  CHECK(RegGetValueA(key, NULL, "Large", RRF_RT_REG_QWORD, NULL, &other, &size) == ERROR_SUCCESS && other == 9);
  CHECK(RegGetValueA(key, NULL, "Large", RRF_RT_REG_DWORD, NULL, &other, &size) == ERROR_UNSUPPORTED_TYPE);
  CHECK(RegSetValueExA(key, "Large", 0, REG_BINARY, (const BYTE *)&large, 8) == ERROR_SUCCESS);
  CHECK(RegGetValueA(key, NULL, "Large", RRF_RT_QWORD, NULL, &other, &size) == ERROR_SUCCESS);
  CHECK(RegGetValueA(key, NULL, "Large", RRF_RT_DWORD, NULL, &other, &size) == ERROR_INVALID_DATA);
  CHECK(RegSetValueExA(key, "Large", 0, REG_BINARY, (const BYTE *)&large, 4) == ERROR_SUCCESS);
  CHECK(RegGetValueA(key, NULL, "Large", RRF_RT_QWORD, NULL, &other, &size) == ERROR_INVALID_DATA);
  return 0;
}

int main(void)
{
  if (!GetProcAddress(GetModuleHandleA("advapi32"), "RegOpenKeyExA")) return __LINE__;
  int line = keys();
  if (line == 0) line = values();
  if (line == 0) line = rights();
  if (line == 0) line = information();
  return line ? line : whole();
}

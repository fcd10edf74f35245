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

  CHECK(RegOpenKeyEx(HKEY_LOCAL_MACHINE, TEXT("SOFTWARE\\None"), 0, KEY_READ, &other) == ERROR_FILE_NOT_FOUND);
  CHECK(RegOpenKeyExA(HKEY_LOCAL_MACHINE, "\\SOFTWARE", 0, KEY_READ, &other) == ERROR_BAD_PATHNAME);
  CHECK(RegOpenKeyExA((HKEY)0x1234, "x", 0, KEY_READ, &other) == ERROR_INVALID_HANDLE);
  CHECK(RegCreateKeyExA(HKEY_CURRENT_USER, "Software\\Mine", 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, &how) == ERROR_SUCCESS);
  CHECK(how == REG_CREATED_NEW_KEY);
  CHECK(RegCreateKeyExW(HKEY_CURRENT_USER, L"SOFTWARE\\mine", 0, NULL, 0, KEY_READ, NULL, &other, &how) == ERROR_SUCCESS);
  CHECK(how == REG_OPENED_EXISTING_KEY && RegCloseKey(other) == ERROR_SUCCESS);
  CHECK(RegCloseKey(other) == ERROR_INVALID_HANDLE && RegCloseKey(HKEY_CURRENT_USER) == ERROR_SUCCESS);
  CHECK(RegCreateKeyExA(key, NULL, 0, NULL, 0, KEY_READ, NULL, &other, NULL) == ERROR_BADKEY);

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

static int whole(void)
{
  char text[32] = "full";
  DWORD type, number, size = sizeof text;

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
  CHECK(RegSetValueExA(key, "Bytes", 0, REG_BINARY, (const BYTE *)text, 3) == ERROR_SUCCESS);
  CHECK(RegGetValueA(key, NULL, "Bytes", RRF_RT_DWORD, NULL, &number, &size) == ERROR_INVALID_DATA);
  CHECK(RegSetValueExA(key, "Many", 0, REG_MULTI_SZ, (const BYTE *)"a\0b", 3) == ERROR_SUCCESS);
  size = sizeof text;
  CHECK(RegGetValueA(key, NULL, "Many", RRF_RT_ANY, NULL, text, &size) == ERROR_SUCCESS && size == 5 && text[4] == 0);
  return 0;
}

int main(void)
{
  if (!GetProcAddress(GetModuleHandleA("advapi32"), "RegOpenKeyExA")) return __LINE__;
  int line = keys();
  if (line == 0) line = values();
  return line ? line : whole();
}

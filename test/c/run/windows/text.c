// Conversions of text, letters, and messages of codes. Returns the line of a wrong value.
#include <windows.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define CHECK(condition) if (!(condition)) return __LINE__

static DWORD format(CHAR *buffer, DWORD size, const char *text, ...)
{
  va_list list;
  DWORD length;
  va_start(list, text);
  length = FormatMessageA(FORMAT_MESSAGE_FROM_STRING, text, 0, 0, buffer, size, &list);
  va_end(list);
  return length;
}

int main(void)
{
  WCHAR wide[16];
  CHAR text[64];
  BOOL used = 5;
  LPSTR allocated = NULL;
  DWORD_PTR inserts[2];

  CHECK(MultiByteToWideChar(CP_ACP, 0, "abc", -1, wide, 16) == 4 && wide[2] == L'c' && wide[3] == 0);
  CHECK(MultiByteToWideChar(CP_ACP, 0, "abc", 2, NULL, 0) == 2);
  CHECK(MultiByteToWideChar(CP_UTF8, 0, "\xe2\x82\xac", 3, wide, 16) == 1 && wide[0] == 0x20ac);
  CHECK(MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, "\xff", -1, wide, 16) == 0);
  CHECK(GetLastError() == ERROR_NO_UNICODE_TRANSLATION);
  CHECK(MultiByteToWideChar(CP_UTF8, 0, "\xff", -1, wide, 16) == 2 && wide[0] == 0xfffd);
  CHECK(MultiByteToWideChar(CP_ACP, 0, "abc", -1, wide, 3) == 0 && GetLastError() == ERROR_INSUFFICIENT_BUFFER);
  CHECK(MultiByteToWideChar(4711, 0, "abc", -1, wide, 16) == 0 && GetLastError() == ERROR_INVALID_PARAMETER);
  CHECK(MultiByteToWideChar(CP_ACP, 0, "abc", 0, wide, 16) == 0 && GetLastError() == ERROR_INVALID_PARAMETER);

  CHECK(WideCharToMultiByte(CP_ACP, 0, L"x\x20ac", -1, text, 64, NULL, &used) == 3 && !strcmp(text, "x?") && used == TRUE);
  CHECK(WideCharToMultiByte(CP_ACP, 0, L"\xe4", -1, text, 64, "!", &used) == 2 && (UCHAR)text[0] == 0xe4 && used == FALSE);
  CHECK(WideCharToMultiByte(CP_UTF8, 0, L"\x20ac", 1, text, 64, NULL, NULL) == 3 && !memcmp(text, "\xe2\x82\xac", 3));
  CHECK(WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, L"\xd800", 1, text, 64, NULL, NULL) == 0);
  CHECK(GetLastError() == ERROR_NO_UNICODE_TRANSLATION);
  CHECK(WideCharToMultiByte(CP_UTF8, 0, L"x", 1, text, 64, NULL, &used) == 0 && GetLastError() == ERROR_INVALID_PARAMETER);

  strcpy(text, "aBc1\xe4");
  CHECK(CharUpperA(text) == text && !strcmp(text, "ABC1\xc4"));
  CHECK(CharLowerBuffA(text, 2) == 2 && !strcmp(text, "abC1\xc4"));
  CHECK(CharUpperA((LPSTR)(UINT_PTR)'q') == (LPSTR)(UINT_PTR)'Q');
  CHECK(CharLowerW((LPWSTR)(UINT_PTR)0x416) == (LPWSTR)(UINT_PTR)0x436);
  CHECK(CharNextA(text) == text + 1 && CharPrevA(text, text + 2) == text + 1 && CharPrevA(text, text) == text);
  CHECK(CharNextA(text + 5) == text + 5);
  CHECK(IsCharAlphaA('x') && !IsCharAlphaA('1') && IsCharAlphaNumericA('1') && IsCharUpperA('X') && IsCharLowerW(L'x'));

  CHECK(FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, ERROR_FILE_NOT_FOUND, MAKELANGID(LANG_NEUTRAL, SUBLANG_DEFAULT), text, 64, NULL) == strlen(text));
  CHECK(!strcmp(text, "ERROR_FILE_NOT_FOUND (2)\r\n"));
  CHECK(FormatMessage(FORMAT_MESSAGE_ALLOCATE_BUFFER | FORMAT_MESSAGE_FROM_SYSTEM, NULL, HRESULT_FROM_WIN32(5), 0, (LPSTR)&allocated, 0, NULL) != 0);
  CHECK(strstr(allocated, "E_ACCESSDENIED") || strstr(allocated, "ERROR_ACCESS_DENIED"));
  CHECK(LocalFree(allocated) == NULL);
  CHECK(FormatMessageA(FORMAT_MESSAGE_FROM_HMODULE, GetModuleHandleA("ntdll.dll"), 0xC0000005, 0, text, 64, NULL));
  CHECK(!strcmp(text, "STATUS_ACCESS_VIOLATION (0xC0000005)\r\n"));
  CHECK(FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM, NULL, 0x12345678, 0, text, 64, NULL) == 0);
  CHECK(GetLastError() == ERROR_MR_MID_NOT_FOUND);
  CHECK(FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM, NULL, 2, 0, text, 4, NULL) == 0);
  CHECK(GetLastError() == ERROR_INSUFFICIENT_BUFFER);
  CHECK(format(text, 64, "%2!03d! %1 100%%%n%0 not this", "one", 7) == 14);
  CHECK(!strcmp(text, "007 one 100%\r\n"));
  inserts[0] = (DWORD_PTR)L"w";
  inserts[1] = 42;
  CHECK(FormatMessageW(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_ARGUMENT_ARRAY, L"%1=%2!u!", 0, 0, wide, 16, (va_list *)inserts) == 4);
  CHECK(!wcscmp(wide, L"w=42"));
  CHECK(FormatMessageA(FORMAT_MESSAGE_FROM_STRING | FORMAT_MESSAGE_IGNORE_INSERTS, "%1!s!\r\nx", 0, 0, text, 64, NULL) == 8);
  CHECK(FormatMessageA(FORMAT_MESSAGE_FROM_STRING, "%1", 0, 0, text, 64, NULL) == 0);
  return 0;
}

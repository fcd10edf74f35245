// What a program asks about itself, its modules and its console. Returns the line of a wrong value.
#include <windows.h>
#include <conio.h>
#include <stdio.h>
#include <string.h>

#define CHECK(condition) if (!(condition)) return __LINE__

int main(int argc, char **argv)
{
  CHAR text[64], key;
  WCHAR wide[64];
  DWORD size = 64, count = 0, mode = 0;
  OSVERSIONINFOA version = {sizeof version};
  HMODULE module;
  BOOL wow = 5;
  HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE), input = GetStdHandle(STD_INPUT_HANDLE);
  CONSOLE_SCREEN_BUFFER_INFO screen;

  CHECK(argc == 3 && !strcmp(argv[2], "two words"));
  CHECK(!strcmp(GetCommandLineA(), "program.exe one \"two words\"") && GetCommandLineA() == GetCommandLineA());
  CHECK(!wcscmp(GetCommandLineW(), L"program.exe one \"two words\""));
  CHECK(GetModuleFileNameA(NULL, text, 64) == strlen(text) && !strcmp(text, "C:\\irqlab\\program.exe"));
  CHECK(GetModuleFileNameW(GetModuleHandleA("kernel32"), wide, 64) && !wcscmp(wide, L"C:\\Windows\\System32\\kernel32.dll"));
  CHECK(GetModuleFileNameA(NULL, text, 4) == 4 && !strcmp(text, "C:\\") && GetLastError() == ERROR_INSUFFICIENT_BUFFER);
  CHECK(GetModuleFileNameA((HMODULE)0x1234, text, 64) == 0 && GetLastError() == ERROR_MOD_NOT_FOUND);

  module = LoadLibraryA("ntdll.dll");
  CHECK(module != NULL && module == GetModuleHandleA("ntdll") && GetProcAddress(module, "RtlAllocateHeap") != NULL);
  CHECK(FreeLibrary(module) && LoadLibraryW(L"kernel32") != NULL && LoadLibraryEx("kernel32.dll", NULL, 0) != NULL);
  CHECK(LoadLibraryA("missing.dll") == NULL && GetLastError() == ERROR_MOD_NOT_FOUND);
  CHECK(!FreeLibrary(NULL));

  CHECK(GetEnvironmentVariableA("PATH", text, 64) == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND);
  CHECK(GetCurrentDirectoryA(64, text) == 9 && !strcmp(text, "C:\\irqlab") && GetCurrentDirectoryW(0, NULL) == 10);
  CHECK(GetSystemDirectoryA(text, 64) == 19 && GetWindowsDirectoryA(text, 64) == 10 && !strcmp(text, "C:\\Windows"));
  CHECK(GetComputerNameA(text, &size) && size == 6 && !strcmp(text, "IRQLAB"));
  size = 6;
  CHECK(!GetComputerNameA(text, &size) && size == 7 && GetLastError() == ERROR_BUFFER_OVERFLOW);
  CHECK(GetVersionExA(&version) && version.dwMajorVersion == 6 && version.dwMinorVersion == 2 && version.dwBuildNumber == 9200);
  CHECK(version.dwPlatformId == VER_PLATFORM_WIN32_NT);
  version.dwOSVersionInfoSize = 5;
  CHECK(!GetVersionExA(&version));
  CHECK(IsWow64Process(GetCurrentProcess(), &wow) && wow == (sizeof(void *) == 4));

  CHECK(output != INVALID_HANDLE_VALUE && GetStdHandle(5) == INVALID_HANDLE_VALUE && GetLastError() == ERROR_INVALID_HANDLE);
  CHECK(WriteFile(output, "file\n", 5, &count, NULL) && count == 5);
  CHECK(WriteConsoleA(output, "console\n", 8, &count, NULL) && count == 8);
  CHECK(WriteConsoleW(output, L"w\x20ac\n", 3, &count, NULL) && count == 3);
  CHECK(WriteFile(GetStdHandle(STD_ERROR_HANDLE), "error\n", 6, &count, NULL));
  CHECK(!WriteFile(input, "x", 1, &count, NULL) && GetLastError() == ERROR_ACCESS_DENIED);
  CHECK(!WriteConsoleA(input, "x", 1, &count, NULL) && GetLastError() == ERROR_INVALID_HANDLE);
  CHECK(GetConsoleMode(output, &mode) && mode == (ENABLE_PROCESSED_OUTPUT | ENABLE_WRAP_AT_EOL_OUTPUT));
  CHECK(SetConsoleMode(input, 0) && SetConsoleTextAttribute(output, FOREGROUND_RED | FOREGROUND_INTENSITY));
  CHECK(!SetConsoleTextAttribute(NULL, FOREGROUND_RED) && GetLastError() == ERROR_INVALID_HANDLE);
  CHECK(SetConsoleTitle("title") && SetConsoleOutputCP(CP_UTF8) && SetConsoleCtrlHandler(NULL, TRUE));
  CHECK(GetConsoleScreenBufferInfo(output, &screen) && screen.dwSize.X == 80 && screen.srWindow.Bottom == 24);
  CHECK(GetFileType(output) == FILE_TYPE_CHAR);

  CHECK(ReadFile(input, text, 64, &count, NULL) && count == 6 && !memcmp(text, "first\n", 6));
  CHECK(_kbhit() && (key = (CHAR)_getch()) == 's');
  CHECK(ReadFile(input, text, 3, &count, NULL) && count == 3 && !memcmp(text, "eco", 3));
  CHECK(ReadConsoleA(input, text, 64, &count, NULL) && count == 4 && !memcmp(text, "nd\r\n", 4));
  CHECK(ReadFile(input, text, 64, &count, NULL) && count == 0 && !_kbhit());
  CHECK(CloseHandle(output));
  return 0;
}

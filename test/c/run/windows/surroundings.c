/* Environment variables, message boxes, the stack after an overflow. */
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <malloc.h>

#define CHECK(condition) do { if (!(condition)) { printf("line %d: %s\n", __LINE__, #condition); return 1; } } while (0)

static int variables(void)
{
  char text[64];
  wchar_t wide[8];

  CHECK(GetEnvironmentVariableA("PATH", text, 64) == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND);
  CHECK(SetEnvironmentVariable("Name", "a value") && SetEnvironmentVariableW(L"other", L"\x20ac"));
  CHECK(GetEnvironmentVariable("NAME", text, 64) == 7 && !strcmp(text, "a value"));
  CHECK(GetEnvironmentVariableA("name", text, 8) == 7);
  text[0] = 'x';
  CHECK(GetEnvironmentVariableA("name", text, 7) == 8 && text[0] == 'x');
  CHECK(GetEnvironmentVariableW(L"OTHER", wide, 8) == 1 && !wcscmp(wide, L"\x20ac"));
  CHECK(SetEnvironmentVariableA("name", "") && GetEnvironmentVariableA("name", text, 64) == 0 && text[0] == 0);
  CHECK(SetEnvironmentVariableA("name", NULL) && GetEnvironmentVariableA("name", text, 64) == 0);
  CHECK(GetLastError() == ERROR_ENVVAR_NOT_FOUND);
  CHECK(!SetEnvironmentVariableA("name", NULL) && GetLastError() == ERROR_ENVVAR_NOT_FOUND);
  CHECK(!SetEnvironmentVariableA("a=b", "c") && GetLastError() == ERROR_INVALID_PARAMETER);
  CHECK(SetEnvironmentVariableA("=C:", "C:\\x") && GetEnvironmentVariableA("=c:", text, 64) == 4 && !strcmp(text, "C:\\x"));
  CHECK(SetEnvironmentVariableA("=C:", NULL));
  CHECK(SetEnvironmentVariableA("Longer", "l") && GetEnvironmentVariableA("LONG", text, 64) == 0);
  CHECK(GetLastError() == ERROR_ENVVAR_NOT_FOUND && SetEnvironmentVariableA("Longer", NULL));
  CHECK(!SetEnvironmentVariableA("", "c") && !SetEnvironmentVariableA(NULL, "c"));
  CHECK(getenv("other") == NULL);
  return 0;
}

static int room(void)
{
  static char large[0x7000], all[0x8000];

  memset(large, 'v', sizeof large - 1);
  CHECK(SetEnvironmentVariableA("LARGE", large));
  CHECK(!SetEnvironmentVariableA("SECOND", large) && GetLastError() == ERROR_NOT_ENOUGH_MEMORY);
  CHECK(SetEnvironmentVariableA("LARGE", large) && GetEnvironmentVariableA("SECOND", large, 1) == 0);
  CHECK(SetEnvironmentVariableA("LARGE", NULL) && SetEnvironmentVariableA("SECOND", large));

  /* 0x8000 characters: the name, the value, "=" and two NULs. */
  CHECK(SetEnvironmentVariableA("SECOND", NULL) && SetEnvironmentVariableA("other", NULL));
  memset(all, 'v', 0x7ffd);
  CHECK(!SetEnvironmentVariableA("A", all) && GetLastError() == ERROR_NOT_ENOUGH_MEMORY);
  all[0x7ffc] = 0;
  CHECK(SetEnvironmentVariableA("A", all) && GetEnvironmentVariableA("A", all, sizeof all) == 0x7ffc);
  return 0;
}

static int deep(int n)
{
  volatile char frame[4096];
  frame[0] = (char)n;
  return deep(n + 1) + frame[0];
}

static int overflows(void)
{
  int i, caught = 0;

  for (i = 0; i < 2; i++) {
    __try {
      deep(0);
    } __except (GetExceptionCode() == EXCEPTION_STACK_OVERFLOW) {
      caught++;
      CHECK(_resetstkoflw() == 1);
    }
  }
  CHECK(caught == 2);
  return 0;
}

int main(void)
{
  CHECK(MessageBox(NULL, "text", "caption", MB_OK | MB_ICONERROR) == IDOK);
  CHECK(MessageBoxW(NULL, L"\x20ac", NULL, MB_YESNO) == IDYES);
  CHECK(MessageBoxA(NULL, "", "", 9) == 0 && GetLastError() == ERROR_INVALID_MSGBOX_STYLE);
  return variables() || room() || overflows();
}

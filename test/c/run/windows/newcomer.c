/* What programs that nobody here wrote take for granted. windows.h brings stdlib.h with it, and stdlib.h limits.h. */
#define _CRT_RAND_S
#include <windows.h>
#include <wchar.h>
#include <errno.h>
#include <winternl.h>
#include <mmsystem.h>
#include <stdio.h>
#include <time.h>
#include <inttypes.h>
#include <conio.h>
#include <io.h>
#include <fcntl.h>
#include <process.h>
#include <crtdbg.h>
#include <intrin.h>

#define CHECK(condition) do { if (!(condition)) { printf("line %d: %s\n", __LINE__, #condition); return 1; } } while (0)

static int library(void)
{
  time_t start = 0;
  struct tm parts;
  char text[26], byte;
  wchar_t wide[26];
  unsigned first, second;
  int count;
  char *block;

  gmtime_s(&parts, &start);
  CHECK(asctime_s(text, sizeof text, &parts) == 0 && !strcmp(text, "Thu Jan  1 00:00:00 1970\n"));
  CHECK(_wasctime_s(wide, 26, &parts) == 0 && !wcscmp(wide, L"Thu Jan  1 00:00:00 1970\n"));
  start = 86400;
  CHECK(ctime_s(text, sizeof text, &start) == 0 && !strcmp(text, "Fri Jan  2 00:00:00 1970\n"));
  CHECK(_mkgmtime(&parts) == 0);
  CHECK(rand_s(&first) == 0 && rand_s(&second) == 0 && first != second);
  srand(7);
  CHECK(rand_s(&first) == 0 && first != second);
  CHECK(wctomb_s(&count, &byte, 1, L'q') == 0 && count == 1 && byte == 'q');
  CHECK(wctomb_s(&count, &byte, 1, 0x20ac) == EILSEQ && count == -1);
  CHECK(imaxabs(-5) == 5 && imaxdiv(-7, 2).quot == -3 && imaxdiv(-7, 2).rem == -1);
  CHECK(_getpid() == (int)GetCurrentProcessId() && INT_MAX == 0x7fffffff);
  CHECK(_setmode(_fileno(stdout), _O_TEXT) == _O_TEXT && _write(1, "by number\n", 10) == 10 && _write(9, "x", 1) == -1);
  CHECK(_cputs("console") == 0 && _cprintf(" %d", 5) == 2 && _putch('\n') == '\n');
  block = _malloc_dbg(10, _NORMAL_BLOCK, __FILE__, __LINE__);
  CHECK(block != NULL && _msize_dbg(block, _NORMAL_BLOCK) == 10);
  _free_dbg(block, _NORMAL_BLOCK);
  return 0;
}

static int intrinsics(void)
{
  unsigned long words[4] = {1, 2, 3, 4}, copies[4];
  unsigned short halves[3];

  __movsd(copies, words, 4);
  CHECK(copies[3] == 4);
  __stosd(copies, 9, 2);
  __stosw(halves, 0xffff, 3);
  CHECK(copies[1] == 9 && copies[2] == 3 && halves[2] == 0xffff);
  _mm_mfence();
  return 0;
}

static int memory(void)
{
  HANDLE self = GetCurrentProcess();
  MEMORY_BASIC_INFORMATION info;
  SIZE_T moved = 7;
  DWORD old;
  int value = 5, other = 0;
  char *page = VirtualAllocEx(self, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

  CHECK(page != NULL && VirtualProtectEx(self, page, 4096, PAGE_READONLY, &old) && old == PAGE_READWRITE);
  CHECK(VirtualQueryEx(self, page, &info, sizeof info) == sizeof info && info.Protect == PAGE_READONLY);
  CHECK(ReadProcessMemory(self, &value, &other, sizeof other, &moved) && moved == sizeof other && other == 5);
  CHECK(WriteProcessMemory(self, &value, "\1\0\0", 4, NULL) && value == 1);
  CHECK(!WriteProcessMemory(self, page, &value, 4, &moved) && moved == 0 && GetLastError() == ERROR_NOACCESS);
  CHECK(!ReadProcessMemory(self, (void *)16, &other, 4, &moved) && GetLastError() == ERROR_PARTIAL_COPY);
  CHECK(FlushInstructionCache(self, page, 10) && VirtualFreeEx(self, page, 0, MEM_RELEASE));
  CHECK(VirtualAllocEx((HANDLE)0x44, NULL, 4096, MEM_RESERVE, PAGE_NOACCESS) == NULL && GetLastError() == ERROR_INVALID_HANDLE);
  return 0;
}

static int small(void)
{
  CRITICAL_SECTION section;
  HMODULE module;
  DWORD_PTR mine, all;
  DWORD start = timeGetTime();
  char ended[] = "abc";

  CHECK(InitializeCriticalSectionEx(&section, 100, CRITICAL_SECTION_NO_DEBUG_INFO));
  EnterCriticalSection(&section);
  LeaveCriticalSection(&section);
  DeleteCriticalSection(&section);
  CHECK(!InitializeCriticalSectionEx(&section, 100, 1) && GetLastError() == ERROR_INVALID_PARAMETER);
  CHECK(EncodePointer(&section) != &section && DecodePointer(EncodePointer(&section)) == &section);
  CHECK(DecodePointer(EncodePointer(NULL)) == NULL);
  CHECK(MulDiv(7, 3, 2) == 11 && MulDiv(-7, 3, 2) == -11 && MulDiv(1, 1, 3) == 0 && MulDiv(1, 1, 0) == -1);
  CHECK(MulDiv(INT_MAX, INT_MAX, INT_MAX) == INT_MAX && MulDiv(INT_MAX, 2, 1) == -1);
  CHECK(IsProcessorFeaturePresent(PF_XMMI64_INSTRUCTIONS_AVAILABLE) && !IsProcessorFeaturePresent(PF_3DNOW_INSTRUCTIONS_AVAILABLE));
  CHECK(CompareStringOrdinal(L"abc", -1, L"ABD", 3, FALSE) == CSTR_GREATER_THAN);
  CHECK(CompareStringOrdinal(L"abc", -1, L"ABCd", 3, TRUE) == CSTR_EQUAL);
  CHECK(GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT, "ntdll", &module) && module == GetModuleHandleA("ntdll"));
  CHECK(!GetModuleHandleEx(0, TEXT("none"), &module) && module == NULL && GetLastError() == ERROR_MOD_NOT_FOUND);
  CHECK(!IsBadStringPtrA(ended, 100) && IsBadStringPtrA((char *)16, 1) && !IsBadStringPtrA((char *)16, 0));
  CHECK(GetProcessAffinityMask(GetCurrentProcess(), &mine, &all) && mine == all && (mine & 1));
  CHECK(GetProcessId(GetCurrentProcess()) == GetCurrentProcessId());
  SetErrorMode(SEM_FAILCRITICALERRORS);
  CHECK(GetErrorMode() == SEM_FAILCRITICALERRORS && GetErrorMode() == SEM_FAILCRITICALERRORS);
  CHECK(timeBeginPeriod(1) == TIMERR_NOERROR && timeGetTime() - start < 1000);
  return 0;
}

static int native(void)
{
  UNICODE_STRING wide;
  ANSI_STRING narrow;
  HANDLE event = CreateEvent(NULL, FALSE, FALSE, NULL);

  RtlInitUnicodeString(&wide, L"text");
  CHECK(wide.Length == 8 && wide.MaximumLength == 10 && !wcscmp(wide.Buffer, L"text"));
  RtlInitUnicodeString(&wide, NULL);
  CHECK(wide.Length == 0 && wide.MaximumLength == 0 && wide.Buffer == NULL);
  RtlInitAnsiString(&narrow, "text");
  CHECK(narrow.Length == 4 && narrow.MaximumLength == 5 && !strcmp(narrow.Buffer, "text"));
  CHECK(NtClose(event) == 0 && NtClose(event) == (NTSTATUS)0xC0000008);
  return 0;
}

static int characters(void)
{
  mbstate_t state = {0};
  wchar_t wide = 7;
  char byte = 0;

  CHECK(mbrtowc(&wide, "\xe9", 2, &state) == 1 && wide == 0xe9 && mbsinit(&state) && mbsinit(NULL));
  CHECK(mbrtowc(&wide, "", 1, &state) == 0 && wide == 0 && mbrtowc(&wide, "a", 0, NULL) == (size_t)-2);
  CHECK(mbrtowc(NULL, NULL, 0, &state) == 0 && mbrlen("ab", 2, &state) == 1);
  CHECK(wcrtomb(&byte, L'x', &state) == 1 && byte == 'x' && wcrtomb(NULL, L'x', &state) == 1);
  CHECK(wcrtomb(&byte, 0x20ac, &state) == (size_t)-1 && errno == EILSEQ && byte == 'x');
  state._Wchar = 1;
  CHECK(!mbsinit(&state));
  return 0;
}

static int sizes(void)
{
  MEMORYSTATUSEX before = {sizeof before}, after = {sizeof after};
  DWORD slot = FlsAlloc(NULL), old;
  char *page;

  CHECK(slot != FLS_OUT_OF_INDEXES && FlsSetValue(slot, &slot) && FlsGetValue(slot) == &slot);
  CHECK(FlsFree(slot) && !FlsFree(slot) && GetLastError() == ERROR_INVALID_PARAMETER);

  CHECK(GlobalMemoryStatusEx(&before) && before.ullTotalPhys > before.ullAvailPhys && before.dwMemoryLoad < 100);
  page = VirtualAlloc(NULL, 0x100000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  CHECK(page != NULL && GlobalMemoryStatusEx(&after));
  CHECK(before.ullAvailPhys - after.ullAvailPhys >= 0x100000 && before.ullTotalPhys == after.ullTotalPageFile);
  CHECK(before.ullAvailVirtual - after.ullAvailVirtual == 0x100000 && before.ullTotalVirtual > before.ullAvailVirtual);
  after.dwLength = 32;
  CHECK(!GlobalMemoryStatusEx(&after) && GetLastError() == ERROR_INVALID_PARAMETER);

  CHECK(VirtualLock(page, 0x2000) && VirtualUnlock(page, 0x2000));
  CHECK(!VirtualLock(page, 0) && GetLastError() == ERROR_INVALID_PARAMETER);
  CHECK(VirtualProtect(page + 0x1000, 1, PAGE_NOACCESS, &old));
  CHECK(!VirtualLock(page, 0x2000) && GetLastError() == ERROR_NOACCESS);
  return 0;
}

int main(void)
{
  int line = sizes();
  if (line) printf("sizes: %d\n", line);
  return line || characters() || native() || library() || intrinsics() || memory() || small();
}

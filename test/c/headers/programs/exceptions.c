// excpt.h and windows.h: records, handlers and pages through the declarations of our headers.
#include <windows.h>
#include <excpt.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

#define CHECK(condition) if (!(condition)) return __LINE__

static int Filtered;
static jmp_buf Buffer;

static LONG WINAPI Vectored(PEXCEPTION_POINTERS info)
{
  return info->ExceptionRecord->ExceptionCode == EXCEPTION_ACCESS_VIOLATION ? EXCEPTION_CONTINUE_SEARCH
                                                                            : EXCEPTION_CONTINUE_EXECUTION;
}

static int Filter(DWORD code, LPEXCEPTION_POINTERS info)
{
  Filtered++;
  return code == STATUS_ACCESS_VIOLATION && info->ExceptionRecord->NumberParameters == 2 &&
                 info->ExceptionRecord->ExceptionInformation[0] == 1
             ? EXCEPTION_EXECUTE_HANDLER
             : EXCEPTION_CONTINUE_SEARCH;
}

int main(void)
{
  MEMORY_BASIC_INFORMATION information;
  PROCESS_HEAP_ENTRY entry = {0};
  DWORD old = 0;
  HANDLE heap = HeapCreate(0, 0, 0);
  PVOID handler = AddVectoredExceptionHandler(1, Vectored);
  char *page = VirtualAlloc(NULL, 0x10000, MEM_RESERVE, PAGE_NOACCESS);
  volatile int finished = 0;

  try {
    *(volatile int *)page = 1;
  } except (Filter(GetExceptionCode(), GetExceptionInformation())) {
    finished++;
  }
  CHECK(Filtered == 1 && finished == 1);
  RaiseException(0xE0000001, 0, 0, NULL);
  __try {
    __leave;
  } __finally {
    finished += AbnormalTermination() ? 100 : 1;
  }
  CHECK(finished == 2);
  CHECK(VirtualAlloc(page, 0x1000, MEM_COMMIT, PAGE_READWRITE) == page);
  CHECK(VirtualProtect(page, 0x1000, PAGE_READONLY, &old) && old == PAGE_READWRITE);
  CHECK(VirtualQuery(page, &information, sizeof information) == sizeof information && information.Protect == PAGE_READONLY);
  CHECK(HeapAlloc(heap, HEAP_ZERO_MEMORY, 100) != NULL);
  while (HeapWalk(heap, &entry))
    if (entry.wFlags & PROCESS_HEAP_ENTRY_BUSY) finished++;
  CHECK(GetLastError() == ERROR_NO_MORE_ITEMS && finished >= 3);
  if (setjmp(Buffer) == 0) longjmp(Buffer, 5);
  CHECK(RemoveVectoredExceptionHandler(handler) != 0);
  CHECK(SIGSEGV == 11 && HeapDestroy(heap));
  return 0;
}

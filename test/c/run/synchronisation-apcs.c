// User APCs: queued by threads and by timers, called in alertable waits.
#include <windows.h>
#include <stdio.h>
#include <string.h>
#define CHECK(x) do { if (!(x)) { printf("line %d: %s (error %lu)\n", __LINE__, #x, GetLastError()); } } while (0)
static char order[32]; static int count; static DWORD ticks[4]; static HANDLE wake;
static void CALLBACK note(ULONG_PTR data) { order[count++] = (char)data; }
static void CALLBACK again(ULONG_PTR data) { note(data); if (data < 'c') QueueUserAPC(again, GetCurrentThread(), data + 1); }
static void CALLBACK waits(ULONG_PTR data) { WaitForSingleObject(wake, INFINITE); note(data); }
static void CALLBACK tick(LPVOID argument, DWORD low, DWORD high) { FILETIME now; GetSystemTimeAsFileTime(&now); ticks[count++] = GetTickCount() - (DWORD)(INT_PTR)argument; CHECK(low == now.dwLowDateTime && high == now.dwHighDateTime); }
static DWORD WINAPI sleeper(LPVOID parameter) { DWORD r; (void)parameter; note('t'); r = SleepEx(INFINITE, TRUE); note('u'); return r; }
int main(void) {
  HANDLE thread, timer, event = CreateEvent(NULL, FALSE, FALSE, NULL); LARGE_INTEGER due; DWORD code; INT_PTR start; int i;
  CHECK(QueueUserAPC(note, GetCurrentThread(), 'x') && QueueUserAPC(note, GetCurrentThread(), 'y'));
  Sleep(5);
  CHECK(WaitForSingleObjectEx(event, 0, FALSE) == WAIT_TIMEOUT && count == 0);
  CHECK(SleepEx(INFINITE, TRUE) == WAIT_IO_COMPLETION && !strcmp(order, "xy"));
  CHECK(SleepEx(1, TRUE) == 0);
  QueueUserAPC(note, GetCurrentThread(), 'z');
  SetEvent(event);
  CHECK(WaitForSingleObjectEx(event, INFINITE, TRUE) == WAIT_OBJECT_0 && count == 2);
  CHECK(WaitForSingleObjectEx(event, 0, TRUE) == WAIT_IO_COMPLETION && count == 3);
  QueueUserAPC(again, GetCurrentThread(), 'a');
  CHECK(SleepEx(0, TRUE) == WAIT_IO_COMPLETION && !strcmp(order, "xyzabc"));
  count = 0; memset(order, 0, sizeof(order));
  wake = CreateEvent(NULL, FALSE, FALSE, NULL);
  thread = CreateThread(NULL, 0, sleeper, NULL, 0, NULL);
  CHECK(QueueUserAPC(note, thread, 'b'));
  Sleep(1);
  CHECK(!strcmp(order, "bt") && QueueUserAPC(waits, thread, 'w'));
  Sleep(1);
  CHECK(!strcmp(order, "bt")); note('m'); SetEvent(wake);
  CHECK(WaitForSingleObject(thread, INFINITE) == 0 && GetExitCodeThread(thread, &code) && code == WAIT_IO_COMPLETION);
  CHECK(!strcmp(order, "btmwu"));
  CHECK(!QueueUserAPC(note, thread, 'q') && GetLastError() == ERROR_GEN_FAILURE);
  CHECK(!QueueUserAPC(note, event, 'q') && GetLastError() == ERROR_INVALID_HANDLE);
  count = 0; start = (INT_PTR)GetTickCount(); timer = CreateWaitableTimer(NULL, FALSE, NULL); due.QuadPart = -200000;
  CHECK(SetWaitableTimer(timer, &due, 10, tick, (LPVOID)start, FALSE));
  for (i = 0; i < 3; i++) CHECK(SleepEx(1000, TRUE) == WAIT_IO_COMPLETION);
  CHECK(count == 3 && ticks[0] == 20 && ticks[1] == 30 && ticks[2] == 40);
  Sleep(15);
  CHECK(CancelWaitableTimer(timer) && SleepEx(50, TRUE) == 0 && count == 3);
  puts("end");
  return 0;
}

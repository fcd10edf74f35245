// Slim locks, condition variables, one-time initialization, waitable timers.
#include <windows.h>
#include <stdio.h>
#define CHECK(x) do { if (!(x)) { printf("line %d: %s (error %lu)\n", __LINE__, #x, GetLastError()); } } while (0)
static SRWLOCK lock = SRWLOCK_INIT; static CONDITION_VARIABLE filled = CONDITION_VARIABLE_INIT; static INIT_ONCE once = INIT_ONCE_STATIC_INIT, bad = INIT_ONCE_STATIC_INIT;
static int items, calls; static CRITICAL_SECTION section;
static DWORD WINAPI produce(LPVOID p) { (void)p; AcquireSRWLockExclusive(&lock); items = 3; ReleaseSRWLockExclusive(&lock); WakeConditionVariable(&filled); return 0; }
static DWORD WINAPI produce2(LPVOID p) { (void)p; EnterCriticalSection(&section); items = 4; LeaveCriticalSection(&section); WakeAllConditionVariable(&filled); return 0; }
static BOOL CALLBACK init(PINIT_ONCE o, PVOID parameter, PVOID *context) { (void)o; calls++; if (!parameter) { SetLastError(99); return FALSE; } *context = parameter; return TRUE; }
int main(void) {
  PVOID context = NULL; BOOL pending; HANDLE timer; LARGE_INTEGER due; static long long value; DWORD tick;
  CHECK(TryAcquireSRWLockShared(&lock) && TryAcquireSRWLockShared(&lock) && !TryAcquireSRWLockExclusive(&lock));
  ReleaseSRWLockShared(&lock); ReleaseSRWLockShared(&lock);
  CHECK(lock.Ptr == NULL && TryAcquireSRWLockExclusive(&lock) && !TryAcquireSRWLockShared(&lock));
  CHECK(!SleepConditionVariableSRW(&filled, &lock, 10, 0) && GetLastError() == ERROR_TIMEOUT);
  CreateThread(NULL, 0, produce, NULL, 0, NULL);
  while (items == 0) CHECK(SleepConditionVariableSRW(&filled, &lock, INFINITE, 0));
  ReleaseSRWLockExclusive(&lock);
  CHECK(items == 3 && lock.Ptr == NULL);
  InitializeCriticalSection(&section); EnterCriticalSection(&section);
  CreateThread(NULL, 0, produce2, NULL, 0, NULL);
  while (items == 3) CHECK(SleepConditionVariableCS(&filled, &section, INFINITE));
  CHECK(section.RecursionCount == 1); LeaveCriticalSection(&section);
  __try { ReleaseSRWLockExclusive(&lock); CHECK(0); } __except (GetExceptionCode() == 0xC0000264) { }
  CHECK(InitOnceExecuteOnce(&once, init, &value, &context) && context == &value && calls == 1);
  context = NULL; CHECK(InitOnceExecuteOnce(&once, init, NULL, &context) && context == &value && calls == 1);
  CHECK(!InitOnceExecuteOnce(&bad, init, NULL, NULL) && GetLastError() == 99 && calls == 2);
  CHECK(!InitOnceBeginInitialize(&bad, INIT_ONCE_CHECK_ONLY, &pending, NULL) && pending);
  CHECK(InitOnceBeginInitialize(&bad, 0, &pending, NULL) && pending);
  CHECK(InitOnceComplete(&bad, 0, &value) && !InitOnceComplete(&bad, 0, &value));
  CHECK(InitOnceBeginInitialize(&bad, INIT_ONCE_CHECK_ONLY, &pending, &context) && !pending && context == &value);
  timer = CreateWaitableTimer(NULL, FALSE, NULL);
  due.QuadPart = -300000; tick = GetTickCount();
  CHECK(SetWaitableTimer(timer, &due, 20, NULL, NULL, FALSE));
  CHECK(WaitForSingleObject(timer, 10) == WAIT_TIMEOUT);
  CHECK(WaitForSingleObject(timer, INFINITE) == 0 && GetTickCount() - tick == 30);
  CHECK(WaitForSingleObject(timer, INFINITE) == 0 && GetTickCount() - tick == 50);
  CHECK(CancelWaitableTimer(timer) && WaitForSingleObject(timer, 100) == WAIT_TIMEOUT);
  CHECK(CloseHandle(timer));
  puts("end"); return 0;
}

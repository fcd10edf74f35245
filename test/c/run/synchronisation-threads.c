// Threads that share a buffer, a one-time initialization, a queue, and a mutex that is left behind.
#include <windows.h>
#include <stdio.h>
/* bounded buffer with semaphores and a mutex; several producers and consumers; threads joined by WaitForMultipleObjects */
#define N 4
static HANDLE empty, full, guard; static int buffer[N], in, out, produced, consumed, sum; static volatile LONG done;
static DWORD WINAPI producer(LPVOID p) { int base = (int)(INT_PTR)p, i; for (i = 0; i < 10; i++) { WaitForSingleObject(empty, INFINITE); WaitForSingleObject(guard, INFINITE); buffer[in] = base + i; in = (in + 1) % N; produced++; ReleaseMutex(guard); ReleaseSemaphore(full, 1, NULL); if (i % 3 == 0) Sleep(1); } return 0; }
static DWORD WINAPI consumer(LPVOID p) { HANDLE both[2]; both[0] = full; both[1] = guard; (void)p; for (;;) { DWORD r = WaitForMultipleObjects(2, both, TRUE, 100); if (r == WAIT_TIMEOUT) return 7; sum += buffer[out]; out = (out + 1) % N; consumed++; ReleaseMutex(guard); ReleaseSemaphore(empty, 1, NULL); SwitchToThread(); } }
/* lazy init whose function waits */
static INIT_ONCE once = INIT_ONCE_STATIC_INIT; static HANDLE slow; static int inits;
static BOOL CALLBACK init(PINIT_ONCE o, PVOID p, PVOID *c) { (void)o; (void)p; (void)c; Sleep(20); inits++; return TRUE; }
static DWORD WINAPI user(LPVOID p) { (void)p; InitOnceExecuteOnce(&once, init, NULL, NULL); return inits; }
/* queue with condition variable */
static CONDITION_VARIABLE cv = CONDITION_VARIABLE_INIT; static SRWLOCK lock = SRWLOCK_INIT; static int jobs, finished, stop;
static DWORD WINAPI worker(LPVOID p) { (void)p; for (;;) { AcquireSRWLockExclusive(&lock); while (!jobs && !stop) SleepConditionVariableSRW(&cv, &lock, INFINITE, 0); if (!jobs) { ReleaseSRWLockExclusive(&lock); return 3; } jobs--; ReleaseSRWLockExclusive(&lock); Sleep(2); InterlockedIncrement(&done); finished++; } }
static DWORD WINAPI abandon(LPVOID p) { WaitForSingleObject((HANDLE)p, INFINITE); return 0; }
int main(void) {
  HANDLE t[8]; int i; DWORD code, r, start;
  empty = CreateSemaphore(NULL, N, N, NULL); full = CreateSemaphore(NULL, 0, N, NULL); guard = CreateMutex(NULL, FALSE, NULL);
  for (i = 0; i < 3; i++) t[i] = CreateThread(NULL, 0, producer, (LPVOID)(INT_PTR)(100 * i), 0, NULL);
  for (; i < 5; i++) t[i] = CreateThread(NULL, 0, consumer, NULL, 0, NULL);
  r = WaitForMultipleObjects(5, t, TRUE, INFINITE);
  GetExitCodeThread(t[4], &code);
  printf("%lu %d %d %d %lu\n", r, produced, consumed, sum, code);
  for (i = 0; i < 4; i++) t[i] = CreateThread(NULL, 0, user, NULL, 0, NULL);
  start = GetTickCount();
  WaitForMultipleObjects(4, t, TRUE, INFINITE);
  printf("%d %lu ms\n", inits, GetTickCount() - start);
  for (i = 0; i < 3; i++) t[i] = CreateThread(NULL, 0, worker, NULL, 0, NULL);
  for (i = 0; i < 12; i++) { AcquireSRWLockExclusive(&lock); jobs++; ReleaseSRWLockExclusive(&lock); WakeConditionVariable(&cv); if (i % 4 == 0) Sleep(1); }
  AcquireSRWLockExclusive(&lock); stop = 1; ReleaseSRWLockExclusive(&lock); WakeAllConditionVariable(&cv);
  r = WaitForMultipleObjects(3, t, TRUE, INFINITE);
  printf("%lu %d %ld\n", r, finished, done);
  t[0] = CreateThread(NULL, 0, abandon, guard, 0, NULL);
  WaitForSingleObject(t[0], INFINITE);
  printf("abandoned %lu\n", WaitForSingleObject(guard, 0));
  return 0;
}

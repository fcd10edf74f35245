// Events, mutexes, semaphores, waits for several, handles.
#include <windows.h>
#include <stdio.h>
#define CHECK(x) do { if (!(x)) { printf("line %d: %s (error %lu)\n", __LINE__, #x, GetLastError()); } } while (0)
static HANDLE go, done;
static DWORD WINAPI worker(LPVOID p) { SetEvent((HANDLE)p); return 5; }
int main(void) {
  HANDLE e = CreateEvent(NULL, FALSE, TRUE, NULL), m, s, t, both[2]; LONG previous = 9; DWORD r;
  CHECK(e && GetLastError() == 0);
  CHECK(WaitForSingleObject(e, INFINITE) == WAIT_OBJECT_0);
  CHECK(WaitForSingleObject(e, 10) == WAIT_TIMEOUT);
  CHECK(SetEvent(e) && ResetEvent(e) && WaitForSingleObject(e, 0) == WAIT_TIMEOUT);
  m = CreateMutexW(NULL, TRUE, L"Global\\irqlab");
  CHECK(m && GetLastError() == 0);
  t = CreateMutexA(NULL, FALSE, "irqlab"); CHECK(t && t != m && GetLastError() == ERROR_ALREADY_EXISTS);
  CHECK(WaitForSingleObject(t, 0) == 0 && ReleaseMutex(m) && ReleaseMutex(t) && !ReleaseMutex(t) && GetLastError() == ERROR_NOT_OWNER);
  CHECK(CreateEventA(NULL, 0, 0, "irqlab") == NULL && GetLastError() == ERROR_INVALID_HANDLE);
  CHECK(OpenMutexW(SYNCHRONIZE, FALSE, L"IRQLAB") == NULL && GetLastError() == ERROR_FILE_NOT_FOUND);
  CHECK(CreateMutexA(NULL, FALSE, "a\\b") == NULL && GetLastError() == ERROR_PATH_NOT_FOUND);
  CHECK(CloseHandle(m) && CloseHandle(t) && OpenMutexW(SYNCHRONIZE, FALSE, L"irqlab") == NULL);
  s = CreateSemaphoreW(NULL, 1, 3, NULL);
  CHECK(ReleaseSemaphore(s, 2, &previous) && previous == 1);
  CHECK(!ReleaseSemaphore(s, 1, &previous) && GetLastError() == ERROR_TOO_MANY_POSTS && previous == 1);
  CHECK(!ReleaseSemaphore(e, 1, NULL) && GetLastError() == ERROR_INVALID_HANDLE);
  CHECK(!CreateSemaphore(NULL, 4, 3, NULL) && GetLastError() == ERROR_INVALID_PARAMETER);
  both[0] = e; both[1] = s;
  CHECK(WaitForMultipleObjects(2, both, FALSE, INFINITE) == 1);
  CHECK(WaitForMultipleObjects(2, both, TRUE, 5) == WAIT_TIMEOUT);
  t = CreateThread(NULL, 0, worker, e, 0, NULL);
  CHECK(WaitForMultipleObjects(2, both, TRUE, INFINITE) == 0);
  CHECK(WaitForSingleObject(t, INFINITE) == 0);
  CHECK(WaitForMultipleObjects(0, both, TRUE, 5) == WAIT_FAILED && GetLastError() == ERROR_INVALID_PARAMETER);
  both[1] = e; CHECK(WaitForMultipleObjects(2, both, TRUE, 5) == WAIT_FAILED && GetLastError() == ERROR_INVALID_PARAMETER);
  CHECK(SignalObjectAndWait(e, e, INFINITE, FALSE) == 0);
  CHECK(DuplicateHandle(GetCurrentProcess(), e, GetCurrentProcess(), &done, 0, FALSE, DUPLICATE_SAME_ACCESS) && done != e);
  CHECK(SetEvent(done) && WaitForSingleObject(e, 0) == 0);
  CHECK(DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &go, 0, FALSE, DUPLICATE_SAME_ACCESS) && go != GetCurrentThread());
  CHECK(WaitForSingleObject(go, 1) == WAIT_TIMEOUT);
  CHECK(!SwitchToThread());
  r = WaitForSingleObject((HANDLE)0x1234, 0); CHECK(r == WAIT_FAILED && GetLastError() == ERROR_INVALID_HANDLE);
  puts("end");
  return 0;
}

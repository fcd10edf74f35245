// program: two threads use a heap that serializes nothing, and one of them without the lock
#include <windows.h>

static HANDLE heap;
static CRITICAL_SECTION lock;

static void Use(void)
{
  void *block = HeapAlloc(heap, 0, 16); /* FOUND */

  if (block != NULL) {
    HeapFree(heap, 0, block);
  }
}

static DWORD WINAPI Locked(void *context)
{
  (void)context;
  EnterCriticalSection(&lock);
  Use();
  LeaveCriticalSection(&lock);
  return 0;
}

#ifdef BUGGY
static DWORD WINAPI Second(void *context)
{
  (void)context;
  Use();
  return 0;
}
#else
#define Second Locked
#endif

int main(void)
{
  HANDLE threads[2];
  int index;

  heap = HeapCreate(HEAP_NO_SERIALIZE, 0, 0);
  if (heap == NULL) {
    return 1;
  }
  InitializeCriticalSection(&lock);
  threads[0] = CreateThread(NULL, 0, Locked, NULL, 0, NULL);
  threads[1] = CreateThread(NULL, 0, Second, NULL, 0, NULL);
  for (index = 0; index < 2; index++) {
    if (threads[index] != NULL) {
      WaitForSingleObject(threads[index], INFINITE);
      CloseHandle(threads[index]);
    }
  }
  DeleteCriticalSection(&lock);
  HeapDestroy(heap);
  return 0;
}

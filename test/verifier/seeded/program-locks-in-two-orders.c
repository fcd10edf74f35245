// program: two threads acquire two locks in two orders, one after the other
#include <windows.h>

static CRITICAL_SECTION table, entry;

static void Both(CRITICAL_SECTION *first, CRITICAL_SECTION *second)
{
  EnterCriticalSection(first);
  EnterCriticalSection(second); /* FOUND */
  LeaveCriticalSection(second);
  LeaveCriticalSection(first);
}

static DWORD WINAPI Other(void *context)
{
  (void)context;
#ifdef BUGGY
  Both(&entry, &table);
#else
  Both(&table, &entry);
#endif
  return 0;
}

int main(void)
{
  HANDLE thread;

  InitializeCriticalSection(&table);
  InitializeCriticalSection(&entry);
  Both(&table, &entry);
  thread = CreateThread(NULL, 0, Other, NULL, 0, NULL);
  if (thread != NULL) {
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
  }
  DeleteCriticalSection(&entry);
  DeleteCriticalSection(&table);
  return 0;
}

// Return codes of events, mutexes, semaphores, timers, threads and other small things of programs. A function
// of type DWORD gives the last error that the routine leaves, which is that of the status in its name; one of type LONG gives the
// status itself; one of type BOOL gives TRUE when the routine gave NULL.
#include <windows.h>

// All memory that the machine has left, in pieces that get smaller.
static void *pieces[4096];
static int pieceCount;
static void TakeAllMemory(void)
{
    for (SIZE_T bytes = 0x400000; bytes >= 4096; bytes /= 4)
        while (pieceCount < 4096 && (pieces[pieceCount] = VirtualAlloc(NULL, bytes, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)) != NULL)
            pieceCount++;
}

static void GiveMemoryBack(void)
{
    while (pieceCount > 0)
        VirtualFree(pieces[--pieceCount], 0, MEM_RELEASE);
}

// Handles that an example makes until one is refused.
static HANDLE made[4096];
static int madeCount;
static void CloseAll(void)
{
    while (madeCount > 0)
        CloseHandle(made[--madeCount]);
}

static HANDLE NeverOpened(void)
{
    return (HANDLE)0x1234;
}

// Handles that give the right to wait and no other.
static HANDLE EventToWaitFor(void)
{
    return CreateEventExW(NULL, NULL, 0, SYNCHRONIZE);
}

static HANDLE SemaphoreToWaitFor(void)
{
    return CreateSemaphoreExW(NULL, 0, 1, NULL, 0, SYNCHRONIZE);
}

static HANDLE TimerToWaitFor(void)
{
    return CreateWaitableTimerExW(NULL, NULL, 0, SYNCHRONIZE);
}

// A handle that gives every right but that to wait.
static HANDLE EventToSet(void)
{
    return CreateEventExW(NULL, NULL, 0, EVENT_MODIFY_STATE);
}

static DWORD WINAPI ReturnAtOnce(LPVOID parameter)
{
    return 0;
}

static void CALLBACK DoNothing(ULONG_PTR data)
{
}

DWORD CreateEventA__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexA(NULL, FALSE, "taken");
    CreateEventA(NULL, FALSE, FALSE, "taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateEventA__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateEventA(NULL, FALSE, FALSE, "nowhere\\name");
    return GetLastError();
}

DWORD CreateEventA__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateEventA(NULL, FALSE, FALSE, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

DWORD CreateEventW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, L"taken");
    CreateEventW(NULL, FALSE, FALSE, L"taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateEventW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateEventW(NULL, FALSE, FALSE, L"nowhere\\name");
    return GetLastError();
}

DWORD CreateEventW__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateEventW(NULL, FALSE, FALSE, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// 0x80 is no flag.
DWORD CreateEventExA__STATUS_INVALID_PARAMETER(void)
{
    CreateEventExA(NULL, NULL, 0x80, EVENT_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateEventExA__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexA(NULL, FALSE, "taken");
    CreateEventExA(NULL, "taken", 0, EVENT_ALL_ACCESS);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateEventExA__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateEventExA(NULL, "nowhere\\name", 0, EVENT_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateEventExA__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateEventExA(NULL, NULL, 0, EVENT_ALL_ACCESS)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// 0x80 is no flag.
DWORD CreateEventExW__STATUS_INVALID_PARAMETER(void)
{
    CreateEventExW(NULL, NULL, 0x80, EVENT_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateEventExW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, L"taken");
    CreateEventExW(NULL, L"taken", 0, EVENT_ALL_ACCESS);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateEventExW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateEventExW(NULL, L"nowhere\\name", 0, EVENT_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateEventExW__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateEventExW(NULL, NULL, 0, EVENT_ALL_ACCESS)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

DWORD CreateMutexA__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateSemaphoreA(NULL, 0, 1, "taken");
    CreateMutexA(NULL, FALSE, "taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateMutexA__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateMutexA(NULL, FALSE, "nowhere\\name");
    return GetLastError();
}

DWORD CreateMutexA__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateMutexA(NULL, FALSE, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

DWORD CreateMutexW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateSemaphoreW(NULL, 0, 1, L"taken");
    CreateMutexW(NULL, FALSE, L"taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateMutexW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateMutexW(NULL, FALSE, L"nowhere\\name");
    return GetLastError();
}

DWORD CreateMutexW__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateMutexW(NULL, FALSE, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// 0x80 is no flag.
DWORD CreateMutexExA__STATUS_INVALID_PARAMETER(void)
{
    CreateMutexExA(NULL, NULL, 0x80, MUTEX_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateMutexExA__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateSemaphoreA(NULL, 0, 1, "taken");
    CreateMutexExA(NULL, "taken", 0, MUTEX_ALL_ACCESS);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateMutexExA__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateMutexExA(NULL, "nowhere\\name", 0, MUTEX_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateMutexExA__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateMutexExA(NULL, NULL, 0, MUTEX_ALL_ACCESS)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// 0x80 is no flag.
DWORD CreateMutexExW__STATUS_INVALID_PARAMETER(void)
{
    CreateMutexExW(NULL, NULL, 0x80, MUTEX_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateMutexExW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateSemaphoreW(NULL, 0, 1, L"taken");
    CreateMutexExW(NULL, L"taken", 0, MUTEX_ALL_ACCESS);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateMutexExW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateMutexExW(NULL, L"nowhere\\name", 0, MUTEX_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateMutexExW__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateMutexExW(NULL, NULL, 0, MUTEX_ALL_ACCESS)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// The count may not begin above its limit.
DWORD CreateSemaphoreA__STATUS_INVALID_PARAMETER(void)
{
    CreateSemaphoreA(NULL, 2, 1, NULL);
    return GetLastError();
}

DWORD CreateSemaphoreA__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexA(NULL, FALSE, "taken");
    CreateSemaphoreA(NULL, 0, 1, "taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateSemaphoreA__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateSemaphoreA(NULL, 0, 1, "nowhere\\name");
    return GetLastError();
}

DWORD CreateSemaphoreA__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateSemaphoreA(NULL, 0, 1, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// The count may not begin above its limit.
DWORD CreateSemaphoreW__STATUS_INVALID_PARAMETER(void)
{
    CreateSemaphoreW(NULL, 2, 1, NULL);
    return GetLastError();
}

DWORD CreateSemaphoreW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, L"taken");
    CreateSemaphoreW(NULL, 0, 1, L"taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateSemaphoreW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateSemaphoreW(NULL, 0, 1, L"nowhere\\name");
    return GetLastError();
}

DWORD CreateSemaphoreW__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateSemaphoreW(NULL, 0, 1, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// The count may not begin above its limit.
DWORD CreateSemaphoreExA__STATUS_INVALID_PARAMETER(void)
{
    CreateSemaphoreExA(NULL, 2, 1, NULL, 0, SEMAPHORE_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateSemaphoreExA__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexA(NULL, FALSE, "taken");
    CreateSemaphoreExA(NULL, 0, 1, "taken", 0, SEMAPHORE_ALL_ACCESS);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateSemaphoreExA__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateSemaphoreExA(NULL, 0, 1, "nowhere\\name", 0, SEMAPHORE_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateSemaphoreExA__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateSemaphoreExA(NULL, 0, 1, NULL, 0, SEMAPHORE_ALL_ACCESS)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// The count may not begin above its limit.
DWORD CreateSemaphoreExW__STATUS_INVALID_PARAMETER(void)
{
    CreateSemaphoreExW(NULL, 2, 1, NULL, 0, SEMAPHORE_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateSemaphoreExW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, L"taken");
    CreateSemaphoreExW(NULL, 0, 1, L"taken", 0, SEMAPHORE_ALL_ACCESS);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateSemaphoreExW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateSemaphoreExW(NULL, 0, 1, L"nowhere\\name", 0, SEMAPHORE_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateSemaphoreExW__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateSemaphoreExW(NULL, 0, 1, NULL, 0, SEMAPHORE_ALL_ACCESS)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

DWORD CreateWaitableTimerA__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexA(NULL, FALSE, "taken");
    CreateWaitableTimerA(NULL, FALSE, "taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateWaitableTimerA__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateWaitableTimerA(NULL, FALSE, "nowhere\\name");
    return GetLastError();
}

DWORD CreateWaitableTimerA__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateWaitableTimerA(NULL, FALSE, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

DWORD CreateWaitableTimerW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, L"taken");
    CreateWaitableTimerW(NULL, FALSE, L"taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateWaitableTimerW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateWaitableTimerW(NULL, FALSE, L"nowhere\\name");
    return GetLastError();
}

DWORD CreateWaitableTimerW__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateWaitableTimerW(NULL, FALSE, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

// 0x80 is no flag.
DWORD CreateWaitableTimerExW__STATUS_INVALID_PARAMETER(void)
{
    CreateWaitableTimerExW(NULL, NULL, 0x80, TIMER_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateWaitableTimerExW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, L"taken");
    CreateWaitableTimerExW(NULL, L"taken", 0, TIMER_ALL_ACCESS);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CreateWaitableTimerExW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    CreateWaitableTimerExW(NULL, L"nowhere\\name", 0, TIMER_ALL_ACCESS);
    return GetLastError();
}

DWORD CreateWaitableTimerExW__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateWaitableTimerExW(NULL, NULL, 0, TIMER_ALL_ACCESS)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    CloseAll();
    GiveMemoryBack();
    return error;
}

DWORD OpenEventA__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    OpenEventA(EVENT_MODIFY_STATE, FALSE, "nobody has this name");
    return GetLastError();
}

DWORD OpenEventA__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexA(NULL, FALSE, "taken");
    OpenEventA(EVENT_MODIFY_STATE, FALSE, "taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD OpenEventA__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    OpenEventA(EVENT_MODIFY_STATE, FALSE, "nowhere\\name");
    return GetLastError();
}

DWORD OpenEventA__STATUS_INVALID_PARAMETER(void)
{
    OpenEventA(EVENT_MODIFY_STATE, FALSE, NULL);
    return GetLastError();
}

DWORD OpenEventW__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    OpenEventW(EVENT_MODIFY_STATE, FALSE, L"nobody has this name");
    return GetLastError();
}

DWORD OpenEventW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, L"taken");
    OpenEventW(EVENT_MODIFY_STATE, FALSE, L"taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD OpenEventW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    OpenEventW(EVENT_MODIFY_STATE, FALSE, L"nowhere\\name");
    return GetLastError();
}

DWORD OpenEventW__STATUS_INVALID_PARAMETER(void)
{
    OpenEventW(EVENT_MODIFY_STATE, FALSE, NULL);
    return GetLastError();
}

DWORD OpenMutexW__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    OpenMutexW(SYNCHRONIZE, FALSE, L"nobody has this name");
    return GetLastError();
}

DWORD OpenMutexW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateEventW(NULL, FALSE, FALSE, L"taken");
    OpenMutexW(SYNCHRONIZE, FALSE, L"taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD OpenMutexW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    OpenMutexW(SYNCHRONIZE, FALSE, L"nowhere\\name");
    return GetLastError();
}

DWORD OpenMutexW__STATUS_INVALID_PARAMETER(void)
{
    OpenMutexW(SYNCHRONIZE, FALSE, NULL);
    return GetLastError();
}

DWORD OpenSemaphoreW__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    OpenSemaphoreW(SEMAPHORE_MODIFY_STATE, FALSE, L"nobody has this name");
    return GetLastError();
}

DWORD OpenSemaphoreW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateEventW(NULL, FALSE, FALSE, L"taken");
    OpenSemaphoreW(SEMAPHORE_MODIFY_STATE, FALSE, L"taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD OpenSemaphoreW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    OpenSemaphoreW(SEMAPHORE_MODIFY_STATE, FALSE, L"nowhere\\name");
    return GetLastError();
}

DWORD OpenSemaphoreW__STATUS_INVALID_PARAMETER(void)
{
    OpenSemaphoreW(SEMAPHORE_MODIFY_STATE, FALSE, NULL);
    return GetLastError();
}

DWORD OpenWaitableTimerW__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    OpenWaitableTimerW(TIMER_MODIFY_STATE, FALSE, L"nobody has this name");
    return GetLastError();
}

DWORD OpenWaitableTimerW__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateEventW(NULL, FALSE, FALSE, L"taken");
    OpenWaitableTimerW(TIMER_MODIFY_STATE, FALSE, L"taken");
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD OpenWaitableTimerW__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    OpenWaitableTimerW(TIMER_MODIFY_STATE, FALSE, L"nowhere\\name");
    return GetLastError();
}

DWORD OpenWaitableTimerW__STATUS_INVALID_PARAMETER(void)
{
    OpenWaitableTimerW(TIMER_MODIFY_STATE, FALSE, NULL);
    return GetLastError();
}

DWORD SetEvent__STATUS_INVALID_HANDLE(void)
{
    SetEvent(NeverOpened());
    return GetLastError();
}

DWORD SetEvent__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, NULL);
    SetEvent(other);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD SetEvent__STATUS_ACCESS_DENIED(void)
{
    HANDLE event = EventToWaitFor();
    SetEvent(event);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD ResetEvent__STATUS_INVALID_HANDLE(void)
{
    ResetEvent(NeverOpened());
    return GetLastError();
}

DWORD ResetEvent__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, NULL);
    ResetEvent(other);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD ResetEvent__STATUS_ACCESS_DENIED(void)
{
    HANDLE event = EventToWaitFor();
    ResetEvent(event);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD PulseEvent__STATUS_INVALID_HANDLE(void)
{
    PulseEvent(NeverOpened());
    return GetLastError();
}

DWORD PulseEvent__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateMutexW(NULL, FALSE, NULL);
    PulseEvent(other);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD PulseEvent__STATUS_ACCESS_DENIED(void)
{
    HANDLE event = EventToWaitFor();
    PulseEvent(event);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD ReleaseMutex__STATUS_INVALID_HANDLE(void)
{
    ReleaseMutex(NeverOpened());
    return GetLastError();
}

DWORD ReleaseMutex__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateEventW(NULL, FALSE, FALSE, NULL);
    ReleaseMutex(other);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD ReleaseMutex__STATUS_MUTANT_NOT_OWNED(void)
{
    HANDLE mutex = CreateMutexW(NULL, FALSE, NULL);
    ReleaseMutex(mutex);
    DWORD error = GetLastError();
    CloseHandle(mutex);
    return error;
}

DWORD ReleaseSemaphore__STATUS_INVALID_HANDLE(void)
{
    ReleaseSemaphore(NeverOpened(), 1, NULL);
    return GetLastError();
}

DWORD ReleaseSemaphore__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateEventW(NULL, FALSE, FALSE, NULL);
    ReleaseSemaphore(other, 1, NULL);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD ReleaseSemaphore__STATUS_ACCESS_DENIED(void)
{
    HANDLE semaphore = SemaphoreToWaitFor();
    ReleaseSemaphore(semaphore, 1, NULL);
    DWORD error = GetLastError();
    CloseHandle(semaphore);
    return error;
}

DWORD ReleaseSemaphore__STATUS_SEMAPHORE_LIMIT_EXCEEDED(void)
{
    HANDLE semaphore = CreateSemaphoreW(NULL, 1, 1, NULL);
    ReleaseSemaphore(semaphore, 1, NULL);
    DWORD error = GetLastError();
    CloseHandle(semaphore);
    return error;
}

DWORD ReleaseSemaphore__STATUS_INVALID_PARAMETER(void)
{
    HANDLE semaphore = CreateSemaphoreW(NULL, 0, 1, NULL);
    ReleaseSemaphore(semaphore, 0, NULL);
    DWORD error = GetLastError();
    CloseHandle(semaphore);
    return error;
}

DWORD CancelWaitableTimer__STATUS_INVALID_HANDLE(void)
{
    CancelWaitableTimer(NeverOpened());
    return GetLastError();
}

DWORD CancelWaitableTimer__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateEventW(NULL, FALSE, FALSE, NULL);
    CancelWaitableTimer(other);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD CancelWaitableTimer__STATUS_ACCESS_DENIED(void)
{
    HANDLE timer = TimerToWaitFor();
    CancelWaitableTimer(timer);
    DWORD error = GetLastError();
    CloseHandle(timer);
    return error;
}

DWORD SetWaitableTimer__STATUS_INVALID_HANDLE(void)
{
    LARGE_INTEGER inASecond = { .QuadPart = -10000000 };
    SetWaitableTimer(NeverOpened(), &inASecond, 0, NULL, NULL, FALSE);
    return GetLastError();
}

DWORD SetWaitableTimer__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    LARGE_INTEGER inASecond = { .QuadPart = -10000000 };
    HANDLE other = CreateEventW(NULL, FALSE, FALSE, NULL);
    SetWaitableTimer(other, &inASecond, 0, NULL, NULL, FALSE);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

DWORD SetWaitableTimer__STATUS_ACCESS_DENIED(void)
{
    LARGE_INTEGER inASecond = { .QuadPart = -10000000 };
    HANDLE timer = TimerToWaitFor();
    SetWaitableTimer(timer, &inASecond, 0, NULL, NULL, FALSE);
    DWORD error = GetLastError();
    CloseHandle(timer);
    return error;
}

DWORD SetWaitableTimer__STATUS_INVALID_PARAMETER(void)
{
    LARGE_INTEGER inASecond = { .QuadPart = -10000000 };
    HANDLE timer = CreateWaitableTimerW(NULL, FALSE, NULL);
    SetWaitableTimer(timer, &inASecond, -1, NULL, NULL, FALSE);
    DWORD error = GetLastError();
    CloseHandle(timer);
    return error;
}

DWORD WaitForSingleObject__STATUS_INVALID_HANDLE(void)
{
    WaitForSingleObject(NeverOpened(), 0);
    return GetLastError();
}

DWORD WaitForSingleObject__STATUS_ACCESS_DENIED(void)
{
    HANDLE event = EventToSet();
    WaitForSingleObject(event, 0);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD WaitForSingleObjectEx__STATUS_INVALID_HANDLE(void)
{
    WaitForSingleObjectEx(NeverOpened(), 0, FALSE);
    return GetLastError();
}

DWORD WaitForSingleObjectEx__STATUS_ACCESS_DENIED(void)
{
    HANDLE event = EventToSet();
    WaitForSingleObjectEx(event, 0, FALSE);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD WaitForMultipleObjects__STATUS_INVALID_HANDLE(void)
{
    HANDLE handle = NeverOpened();
    WaitForMultipleObjects(1, &handle, FALSE, 0);
    return GetLastError();
}

DWORD WaitForMultipleObjects__STATUS_ACCESS_DENIED(void)
{
    HANDLE event = EventToSet();
    WaitForMultipleObjects(1, &event, FALSE, 0);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

// All of several objects: each may be there once.
DWORD WaitForMultipleObjects__STATUS_INVALID_PARAMETER(void)
{
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    HANDLE twice[] = { event, event };
    WaitForMultipleObjects(2, twice, TRUE, 0);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD WaitForMultipleObjectsEx__STATUS_INVALID_HANDLE(void)
{
    HANDLE handle = NeverOpened();
    WaitForMultipleObjectsEx(1, &handle, FALSE, 0, FALSE);
    return GetLastError();
}

DWORD WaitForMultipleObjectsEx__STATUS_ACCESS_DENIED(void)
{
    HANDLE event = EventToSet();
    WaitForMultipleObjectsEx(1, &event, FALSE, 0, FALSE);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

// All of several objects: each may be there once.
DWORD WaitForMultipleObjectsEx__STATUS_INVALID_PARAMETER(void)
{
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    HANDLE twice[] = { event, event };
    WaitForMultipleObjectsEx(2, twice, TRUE, 0, FALSE);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD SignalObjectAndWait__STATUS_INVALID_HANDLE(void)
{
    SignalObjectAndWait(NeverOpened(), GetCurrentThread(), 0, FALSE);
    return GetLastError();
}

// A timer cannot be signalled.
DWORD SignalObjectAndWait__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE timer = CreateWaitableTimerW(NULL, FALSE, NULL);
    SignalObjectAndWait(timer, timer, 0, FALSE);
    DWORD error = GetLastError();
    CloseHandle(timer);
    return error;
}

DWORD SignalObjectAndWait__STATUS_ACCESS_DENIED(void)
{
    HANDLE event = EventToWaitFor();
    SignalObjectAndWait(event, event, 0, FALSE);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD SignalObjectAndWait__STATUS_MUTANT_NOT_OWNED(void)
{
    HANDLE mutex = CreateMutexW(NULL, FALSE, NULL);
    SignalObjectAndWait(mutex, mutex, 0, FALSE);
    DWORD error = GetLastError();
    CloseHandle(mutex);
    return error;
}

DWORD SignalObjectAndWait__STATUS_SEMAPHORE_LIMIT_EXCEEDED(void)
{
    HANDLE semaphore = CreateSemaphoreW(NULL, 1, 1, NULL);
    SignalObjectAndWait(semaphore, semaphore, 0, FALSE);
    DWORD error = GetLastError();
    CloseHandle(semaphore);
    return error;
}

DWORD CloseHandle__STATUS_INVALID_HANDLE(void)
{
    CloseHandle(NeverOpened());
    return GetLastError();
}

DWORD DuplicateHandle__STATUS_INVALID_HANDLE(void)
{
    HANDLE copy;
    DuplicateHandle(GetCurrentProcess(), NeverOpened(), GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS);
    return GetLastError();
}

// 0x80 is no flag.
DWORD DuplicateHandle__STATUS_INVALID_PARAMETER(void)
{
    HANDLE copy;
    DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &copy, 0, FALSE, 0x80);
    return GetLastError();
}

DWORD CreateThread__STATUS_NO_MEMORY(void)
{
    TakeAllMemory();
    while ((made[madeCount] = CreateThread(NULL, 0, ReturnAtOnce, NULL, 0, NULL)) != NULL)
        madeCount++;
    DWORD error = GetLastError();
    GiveMemoryBack();
    CloseAll();
    return error;
}

static LONG CALLBACK PassOn(PEXCEPTION_POINTERS pointers)
{
    return EXCEPTION_CONTINUE_SEARCH;
}

// With nt.injectFault({ routine: 'AddVectoredExceptionHandler' }): irqlab keeps handlers elsewhere.
BOOL AddVectoredExceptionHandler__STATUS_NO_MEMORY(void)
{
    return AddVectoredExceptionHandler(TRUE, PassOn) == NULL;
}

// With nt.injectFault({ routine: 'AddVectoredContinueHandler' }): irqlab keeps handlers elsewhere.
BOOL AddVectoredContinueHandler__STATUS_NO_MEMORY(void)
{
    return AddVectoredContinueHandler(TRUE, PassOn) == NULL;
}

// WAIT_TIMEOUT is STATUS_TIMEOUT.
LONG WaitForSingleObject__STATUS_TIMEOUT(void)
{
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    LONG result = WaitForSingleObject(event, 10);
    CloseHandle(event);
    return result;
}

// WAIT_TIMEOUT is STATUS_TIMEOUT.
LONG WaitForMultipleObjects__STATUS_TIMEOUT(void)
{
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    LONG result = WaitForMultipleObjects(1, &event, FALSE, 10);
    CloseHandle(event);
    return result;
}

// 0x80 is no flag.
DWORD CreateThread__STATUS_INVALID_PARAMETER(void)
{
    CreateThread(NULL, 0, ReturnAtOnce, NULL, 0x80, NULL);
    return GetLastError();
}

DWORD GetExitCodeThread__STATUS_INVALID_HANDLE(void)
{
    DWORD code;
    GetExitCodeThread(NeverOpened(), &code);
    return GetLastError();
}

DWORD GetExitCodeProcess__STATUS_INVALID_HANDLE(void)
{
    DWORD code;
    GetExitCodeProcess(NeverOpened(), &code);
    return GetLastError();
}

DWORD GetThreadId__STATUS_INVALID_HANDLE(void)
{
    GetThreadId(NeverOpened());
    return GetLastError();
}

DWORD GetProcessId__STATUS_INVALID_HANDLE(void)
{
    GetProcessId(NeverOpened());
    return GetLastError();
}

// No value has three bytes.
DWORD WaitOnAddress__STATUS_INVALID_PARAMETER(void)
{
    char value[4] = "abc", old[4] = "abc";
    WaitOnAddress(value, old, 3, INFINITE);
    return GetLastError();
}

DWORD SetThreadPriority__STATUS_INVALID_HANDLE(void)
{
    SetThreadPriority(NeverOpened(), THREAD_PRIORITY_HIGHEST);
    return GetLastError();
}

// 3 is the priority of no thread.
DWORD SetThreadPriority__STATUS_INVALID_PARAMETER(void)
{
    SetThreadPriority(GetCurrentThread(), 3);
    return GetLastError();
}

DWORD GetThreadPriority__STATUS_INVALID_HANDLE(void)
{
    GetThreadPriority(NeverOpened());
    return GetLastError();
}

DWORD SuspendThread__STATUS_INVALID_HANDLE(void)
{
    SuspendThread(NeverOpened());
    return GetLastError();
}

// 127 suspensions are the most.
DWORD SuspendThread__STATUS_SUSPEND_COUNT_EXCEEDED(void)
{
    HANDLE thread = CreateThread(NULL, 0, ReturnAtOnce, NULL, CREATE_SUSPENDED, NULL);
    while (SuspendThread(thread) != 0xFFFFFFFF) ;
    DWORD error = GetLastError();
    while (ResumeThread(thread) > 1) ;
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
    return error;
}

DWORD ResumeThread__STATUS_INVALID_HANDLE(void)
{
    ResumeThread(NeverOpened());
    return GetLastError();
}

DWORD QueueUserAPC__STATUS_INVALID_HANDLE(void)
{
    QueueUserAPC(DoNothing, NeverOpened(), 0);
    return GetLastError();
}

DWORD QueueUserAPC__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE other = CreateEventW(NULL, FALSE, FALSE, NULL);
    QueueUserAPC(DoNothing, other, 0);
    DWORD error = GetLastError();
    CloseHandle(other);
    return error;
}

// The thread has ended.
DWORD QueueUserAPC__STATUS_UNSUCCESSFUL(void)
{
    HANDLE thread = CreateThread(NULL, 0, ReturnAtOnce, NULL, 0, NULL);
    WaitForSingleObject(thread, INFINITE);
    QueueUserAPC(DoNothing, thread, 0);
    DWORD error = GetLastError();
    CloseHandle(thread);
    return error;
}

DWORD TerminateProcess__STATUS_INVALID_HANDLE(void)
{
    TerminateProcess(NeverOpened(), 1);
    return GetLastError();
}

DWORD GetModuleHandleA__STATUS_DLL_NOT_FOUND(void)
{
    GetModuleHandleA("nobody.dll");
    return GetLastError();
}

DWORD GetModuleHandleW__STATUS_DLL_NOT_FOUND(void)
{
    GetModuleHandleW(L"nobody.dll");
    return GetLastError();
}

DWORD GetProcAddress__STATUS_DLL_NOT_FOUND(void)
{
    GetProcAddress((HMODULE)0x1234, "HeapAlloc");
    return GetLastError();
}

DWORD GetProcAddress__STATUS_PROCEDURE_NOT_FOUND(void)
{
    GetProcAddress(GetModuleHandleW(L"kernel32.dll"), "HeapBake");
    return GetLastError();
}

// The process may not lock memory.
DWORD AllocateUserPhysicalPages__STATUS_PRIVILEGE_NOT_HELD(void)
{
    ULONG_PTR count = 1, frame;
    AllocateUserPhysicalPages(GetCurrentProcess(), &count, &frame);
    return GetLastError();
}

// A process has 1088 slots.
DWORD TlsAlloc__STATUS_NO_MEMORY(void)
{
    DWORD last = 0, index;
    while ((index = TlsAlloc()) != TLS_OUT_OF_INDEXES)
        last = index;
    DWORD error = GetLastError();
    for (index = 0; index <= last; index++)
        TlsFree(index);
    return error;
}

DWORD TlsFree__STATUS_INVALID_PARAMETER(void)
{
    TlsFree(TLS_OUT_OF_INDEXES);
    return GetLastError();
}

DWORD TlsGetValue__STATUS_INVALID_PARAMETER(void)
{
    TlsGetValue(TLS_OUT_OF_INDEXES);
    return GetLastError();
}

DWORD TlsSetValue__STATUS_INVALID_PARAMETER(void)
{
    TlsSetValue(TLS_OUT_OF_INDEXES, NULL);
    return GetLastError();
}

static BOOL CALLBACK MakeOddContext(PINIT_ONCE once, PVOID parameter, PVOID *context)
{
    *context = (PVOID)3;
    return TRUE;
}

// 0x80 is no flag.
DWORD InitOnceBeginInitialize__STATUS_INVALID_PARAMETER(void)
{
    INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    BOOL mine;
    InitOnceBeginInitialize(&once, 0x80, &mine, NULL);
    return GetLastError();
}

// It is not done yet.
DWORD InitOnceBeginInitialize__STATUS_UNSUCCESSFUL(void)
{
    INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    BOOL mine;
    InitOnceBeginInitialize(&once, INIT_ONCE_CHECK_ONLY, &mine, NULL);
    return GetLastError();
}

// The lowest bits of a context are 0.
DWORD InitOnceComplete__STATUS_INVALID_PARAMETER(void)
{
    INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    BOOL mine;
    InitOnceBeginInitialize(&once, 0, &mine, NULL);
    InitOnceComplete(&once, 0, (PVOID)3);
    return GetLastError();
}

// Nobody has begun.
DWORD InitOnceComplete__STATUS_UNSUCCESSFUL(void)
{
    INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    InitOnceComplete(&once, 0, NULL);
    return GetLastError();
}

// The lowest bits of a context are 0.
DWORD InitOnceExecuteOnce__STATUS_INVALID_PARAMETER(void)
{
    INIT_ONCE once = INIT_ONCE_STATIC_INIT;
    PVOID context;
    InitOnceExecuteOnce(&once, MakeOddContext, NULL, &context);
    return GetLastError();
}

// The functions above are called one by one.
int main(void)
{
    return 0;
}

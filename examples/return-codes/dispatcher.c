// Return codes of waits, mutexes, semaphores and processors, in a driver. Each function gives the status that its name ends
// with, returned or raised. Alerts: dispatcher-alerts.ts.
#include <ntifs.h>

static LARGE_INTEGER now = { .QuadPart = 0 };

// So many that wait blocks of the caller are needed.
static KEVENT events[MAXIMUM_WAIT_OBJECTS];
static PVOID objects[MAXIMUM_WAIT_OBJECTS];
static KWAIT_BLOCK waitBlocks[MAXIMUM_WAIT_OBJECTS];
static VOID MakeEvents(VOID)
{
    for (ULONG i = 0; i < MAXIMUM_WAIT_OBJECTS; i++) {
        KeInitializeEvent(&events[i], NotificationEvent, FALSE);
        objects[i] = &events[i];
    }
}

static KEVENT event;

static KMUTEX mutex;

static KSEMAPHORE semaphore;

static KDPC dpc;

static VOID DoNothing(PKDPC Dpc, PVOID Context, PVOID First, PVOID Second)
{
}

// A mutex that its owner has acquired as often as the count allows; written, since that takes long.
static VOID AcquireToTheLimit(VOID)
{
    KeInitializeMutex(&mutex, 0);
    KeWaitForSingleObject(&mutex, Executive, KernelMode, FALSE, NULL);
    mutex.Header.SignalState = MINLONG;
}

static VOID GiveLimitBack(VOID)
{
    mutex.Header.SignalState = 0;
    KeReleaseMutex(&mutex, FALSE);
}

NTSTATUS KeDelayExecutionThread__STATUS_SUCCESS(void)
{
    LARGE_INTEGER millisecond = { .QuadPart = -10000 };
    return KeDelayExecutionThread(KernelMode, FALSE, &millisecond);
}

NTSTATUS KeWaitForSingleObject__STATUS_SUCCESS(void)
{
    KeInitializeEvent(&event, NotificationEvent, TRUE);
    return KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, NULL);
}

NTSTATUS KeWaitForSingleObject__STATUS_TIMEOUT(void)
{
    KeInitializeEvent(&event, NotificationEvent, FALSE);
    return KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, &now);
}

NTSTATUS KeWaitForSingleObject__STATUS_MUTANT_LIMIT_EXCEEDED(void)
{
    NTSTATUS status = STATUS_SUCCESS;
    AcquireToTheLimit();
    __try {
        KeWaitForSingleObject(&mutex, Executive, KernelMode, FALSE, NULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    GiveLimitBack();
    return status;
}

static NTSTATUS triedStatus;
static VOID TryMutex(PVOID Context)
{
    triedStatus = KeWaitForMutexObject(Context, Executive, KernelMode, FALSE, &now);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS KeWaitForMutexObject__STATUS_SUCCESS(void)
{
    KeInitializeMutex(&mutex, 0);
    NTSTATUS status = KeWaitForMutexObject(&mutex, Executive, KernelMode, FALSE, NULL);
    KeReleaseMutex(&mutex, FALSE);
    return status;
}

// Another thread owns it: this one.
NTSTATUS KeWaitForMutexObject__STATUS_TIMEOUT(void)
{
    HANDLE thread;
    KeInitializeMutex(&mutex, 0);
    KeWaitForSingleObject(&mutex, Executive, KernelMode, FALSE, NULL);
    PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, TryMutex, &mutex);
    ZwWaitForSingleObject(thread, FALSE, NULL);
    ZwClose(thread);
    KeReleaseMutex(&mutex, FALSE);
    return triedStatus;
}

NTSTATUS KeWaitForMutexObject__STATUS_MUTANT_LIMIT_EXCEEDED(void)
{
    NTSTATUS status = STATUS_SUCCESS;
    AcquireToTheLimit();
    __try {
        KeWaitForMutexObject(&mutex, Executive, KernelMode, FALSE, NULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    GiveLimitBack();
    return status;
}

NTSTATUS KeWaitForMultipleObjects__STATUS_SUCCESS(void)
{
    MakeEvents();
    for (ULONG i = 0; i < MAXIMUM_WAIT_OBJECTS; i++)
        KeSetEvent(&events[i], IO_NO_INCREMENT, FALSE);
    return KeWaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, objects, WaitAll, Executive, KernelMode, FALSE, NULL, waitBlocks);
}

NTSTATUS KeWaitForMultipleObjects__STATUS_TIMEOUT(void)
{
    MakeEvents();
    return KeWaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, objects, WaitAny, Executive, KernelMode, FALSE, &now, waitBlocks);
}

NTSTATUS KeWaitForMultipleObjects__STATUS_WAIT_0(void)
{
    MakeEvents();
    KeSetEvent(&events[0], IO_NO_INCREMENT, FALSE);
    return KeWaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, objects, WaitAny, Executive, KernelMode, FALSE, NULL, waitBlocks);
}

NTSTATUS KeWaitForMultipleObjects__STATUS_WAIT_63(void)
{
    MakeEvents();
    KeSetEvent(&events[63], IO_NO_INCREMENT, FALSE);
    return KeWaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, objects, WaitAny, Executive, KernelMode, FALSE, NULL, waitBlocks);
}

NTSTATUS KeReleaseMutex__STATUS_MUTANT_NOT_OWNED(void)
{
    KeInitializeMutex(&mutex, 0);
    __try {
        KeReleaseMutex(&mutex, FALSE);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS KeReleaseSemaphore__STATUS_SEMAPHORE_LIMIT_EXCEEDED(void)
{
    KeInitializeSemaphore(&semaphore, 1, 1);
    __try {
        KeReleaseSemaphore(&semaphore, IO_NO_INCREMENT, 1, FALSE);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS KeGetProcessorNumberFromIndex__STATUS_SUCCESS(void)
{
    PROCESSOR_NUMBER number;
    return KeGetProcessorNumberFromIndex(0, &number);
}

NTSTATUS KeGetProcessorNumberFromIndex__STATUS_INVALID_PARAMETER(void)
{
    PROCESSOR_NUMBER number;
    return KeGetProcessorNumberFromIndex(99, &number);
}

NTSTATUS KeSetTargetProcessorDpcEx__STATUS_SUCCESS(void)
{
    PROCESSOR_NUMBER number = { .Number = 0 };
    KeInitializeDpc(&dpc, DoNothing, NULL);
    return KeSetTargetProcessorDpcEx(&dpc, &number);
}

NTSTATUS KeSetTargetProcessorDpcEx__STATUS_INVALID_PARAMETER(void)
{
    PROCESSOR_NUMBER number = { .Number = 63 };
    KeInitializeDpc(&dpc, DoNothing, NULL);
    return KeSetTargetProcessorDpcEx(&dpc, &number);
}

// The functions above are called one by one.
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

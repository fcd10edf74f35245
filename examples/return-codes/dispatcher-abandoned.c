// Return codes of mutexes that were abandoned: a thread of the driver ends and owns one. That breaks a rule of Driver Verifier;
// the machine of these examples reports it and goes on (boot({ onViolation: 'report' })). Each function gives the status
// that its name ends with, returned or raised.
#include <ntifs.h>

static KMUTEX mutex;

static VOID EndAsOwner(PVOID Context)
{
    KeWaitForSingleObject(Context, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID MakeAbandonedMutex(VOID)
{
    HANDLE thread;
    KeInitializeMutex(&mutex, 0);
    PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, EndAsOwner, &mutex);
    ZwWaitForSingleObject(thread, FALSE, NULL);
    ZwClose(thread);
}

static KEVENT events[MAXIMUM_WAIT_OBJECTS];
static PVOID objects[MAXIMUM_WAIT_OBJECTS];
static KWAIT_BLOCK waitBlocks[MAXIMUM_WAIT_OBJECTS];
static VOID MakeObjects(ULONG Place)
{
    MakeAbandonedMutex();
    for (ULONG i = 0; i < MAXIMUM_WAIT_OBJECTS; i++) {
        KeInitializeEvent(&events[i], NotificationEvent, FALSE);
        objects[i] = i == Place ? (PVOID)&mutex : (PVOID)&events[i];
    }
}

NTSTATUS KeReleaseMutex__STATUS_ABANDONED(void)
{
    MakeAbandonedMutex();
    __try {
        KeReleaseMutex(&mutex, FALSE);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS KeWaitForSingleObject__STATUS_ABANDONED(void)
{
    MakeAbandonedMutex();
    NTSTATUS status = KeWaitForSingleObject(&mutex, Executive, KernelMode, FALSE, NULL);
    KeReleaseMutex(&mutex, FALSE);
    return status;
}

NTSTATUS KeWaitForMutexObject__STATUS_ABANDONED(void)
{
    MakeAbandonedMutex();
    NTSTATUS status = KeWaitForMutexObject(&mutex, Executive, KernelMode, FALSE, NULL);
    KeReleaseMutex(&mutex, FALSE);
    return status;
}

NTSTATUS KeWaitForMultipleObjects__STATUS_ABANDONED_WAIT_0(void)
{
    MakeObjects(0);
    NTSTATUS status = KeWaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, objects, WaitAny, Executive, KernelMode, FALSE, NULL, waitBlocks);
    KeReleaseMutex(&mutex, FALSE);
    return status;
}

NTSTATUS KeWaitForMultipleObjects__STATUS_ABANDONED_WAIT_63(void)
{
    MakeObjects(63);
    NTSTATUS status = KeWaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, objects, WaitAny, Executive, KernelMode, FALSE, NULL, waitBlocks);
    KeReleaseMutex(&mutex, FALSE);
    return status;
}

// The functions above are called one by one.
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

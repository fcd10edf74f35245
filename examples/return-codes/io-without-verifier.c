// Return codes of handles that nobody has opened, in a driver. Driver Verifier stops most of these calls, so it is off here
// (boot({ verifier: 'off' })). Each function gives the status that its name ends with.
#include <ntifs.h>

static HANDLE NeverOpened(VOID)
{
    return (HANDLE)0x1234;
}

static VOID EndAtOnce(PVOID Context)
{
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS ObReferenceObjectByHandle__STATUS_INVALID_HANDLE(void)
{
    PVOID object;
    return ObReferenceObjectByHandle(NeverOpened(), 0, NULL, KernelMode, &object, NULL);
}

NTSTATUS PsCreateSystemThread__STATUS_INVALID_HANDLE(void)
{
    HANDLE thread;
    return PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NeverOpened(), NULL, EndAtOnce, NULL);
}

NTSTATUS ZwClose__STATUS_INVALID_HANDLE(void)
{
    return ZwClose(NeverOpened());
}

NTSTATUS ZwSetEvent__STATUS_INVALID_HANDLE(void)
{
    return ZwSetEvent(NeverOpened(), NULL);
}

NTSTATUS ZwWaitForSingleObject__STATUS_INVALID_HANDLE(void)
{
    return ZwWaitForSingleObject(NeverOpened(), FALSE, NULL);
}

// The functions above are called one by one.
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

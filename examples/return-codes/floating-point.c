// Return codes of the routines for floating-point state, in a driver. Each function gives the status that its name ends with.
#include <ntddk.h>

NTSTATUS KeSaveFloatingPointState__STATUS_SUCCESS(void)
{
    KFLOATING_SAVE save;
    NTSTATUS status = KeSaveFloatingPointState(&save);
    if (NT_SUCCESS(status))
        KeRestoreFloatingPointState(&save);
    return status;
}

NTSTATUS KeRestoreFloatingPointState__STATUS_SUCCESS(void)
{
    KFLOATING_SAVE save;
    NTSTATUS status = KeSaveFloatingPointState(&save);
    return NT_SUCCESS(status) ? KeRestoreFloatingPointState(&save) : status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

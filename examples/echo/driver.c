/* A driver that gives back what it is sent, in capitals. irqlab run driver.c --client client.c */
#include <ntddk.h>
#include "echo.h"

static DRIVER_DISPATCH EchoCreateClose;
static DRIVER_DISPATCH EchoDeviceControl;
static DRIVER_UNLOAD EchoUnload;
DRIVER_INITIALIZE DriverEntry;

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Echo");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Echo");

static KSPIN_LOCK Lock;
static ULONG Requests;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeSpinLock(&Lock);
    status = IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = EchoCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = EchoCreateClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = EchoDeviceControl;
    DriverObject->DriverUnload = EchoUnload;
    DbgPrint("echo: loaded\n");
    return STATUS_SUCCESS;
}

static void EchoUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(DriverObject->DeviceObject);
    DbgPrint("echo: unloaded after %lu requests\n", Requests);
}

static NTSTATUS EchoComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS EchoCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return EchoComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS EchoDeviceControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG length = stack->Parameters.DeviceIoControl.InputBufferLength;
    PCHAR text = Irp->AssociatedIrp.SystemBuffer;
    KIRQL irql;
    ULONG i;

    UNREFERENCED_PARAMETER(DeviceObject);
    if (stack->Parameters.DeviceIoControl.IoControlCode != IOCTL_ECHO)
        return EchoComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);

    KeAcquireSpinLock(&Lock, &irql);
    Requests++;
    if (stack->Parameters.DeviceIoControl.OutputBufferLength < length) {
        KeReleaseSpinLock(&Lock, irql); /* without this line, see what happens */
        return EchoComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    for (i = 0; i < length; i++)
        if (text[i] >= 'a' && text[i] <= 'z')
            text[i] -= 'a' - 'A';
    KeReleaseSpinLock(&Lock, irql);
    return EchoComplete(Irp, STATUS_SUCCESS, length);
}

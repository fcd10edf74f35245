/*
 * Ring: a pipe of a few bytes. A write puts all of its bytes in or none, a read takes what is there. The ring lies in
 * nonpaged pool, because it is touched while a spin lock is held, that is at DISPATCH_LEVEL.
 */
#include <ntddk.h>
#include "public.h"

#define RING_TAG 'gniR'

typedef struct _RING_EXTENSION {
    KSPIN_LOCK Lock;
    PUCHAR Bytes;
    ULONG First;
    RING_STATISTICS Statistics;
} RING_EXTENSION, *PRING_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD RingUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH RingCreateClose;
_Dispatch_type_(IRP_MJ_READ) DRIVER_DISPATCH RingRead;
_Dispatch_type_(IRP_MJ_WRITE) DRIVER_DISPATCH RingWrite;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH RingControl;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, RingUnload)
#endif

static NTSTATUS RingComplete(_Inout_ PIRP Irp, _In_ NTSTATUS Status, _In_ ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* Puts bytes in: all of them, or STATUS_DEVICE_BUSY when there is no room. */
static NTSTATUS RingPut(_Inout_ PRING_EXTENSION Ring, _In_reads_bytes_(Bytes) const UCHAR *From, _In_ ULONG Bytes)
{
    PRING_STATISTICS statistics = &Ring->Statistics;
    ULONG index;
    KIRQL irql;

    KeAcquireSpinLock(&Ring->Lock, &irql);
    if (Bytes > RING_BYTES - statistics->Used) {
        statistics->Refused++;
        KeReleaseSpinLock(&Ring->Lock, irql);
        return STATUS_DEVICE_BUSY;
    }
    for (index = 0; index < Bytes; index++) {
        Ring->Bytes[(Ring->First + statistics->Used + index) % RING_BYTES] = From[index];
    }
    statistics->Used += Bytes;
    statistics->BytesIn += Bytes;
    if (statistics->Used > statistics->HighWater) statistics->HighWater = statistics->Used;
    KeReleaseSpinLock(&Ring->Lock, irql);
    return STATUS_SUCCESS;
}

/* Takes as many bytes as there are; STATUS_NO_MORE_ENTRIES when there are none. */
static NTSTATUS RingGet(_Inout_ PRING_EXTENSION Ring, _Out_writes_bytes_to_(Bytes, *Taken) PUCHAR To,
                        _In_ ULONG Bytes, _Out_ PULONG Taken)
{
    PRING_STATISTICS statistics = &Ring->Statistics;
    NTSTATUS status = STATUS_SUCCESS;
    ULONG index;
    KIRQL irql;

    KeAcquireSpinLock(&Ring->Lock, &irql);
    if (Bytes > statistics->Used) Bytes = statistics->Used;
    if (Bytes == 0) status = STATUS_NO_MORE_ENTRIES;
    for (index = 0; index < Bytes; index++) {
        To[index] = Ring->Bytes[(Ring->First + index) % RING_BYTES];
    }
    Ring->First = (Ring->First + Bytes) % RING_BYTES;
    statistics->Used -= Bytes;
    statistics->BytesOut += Bytes;
    KeReleaseSpinLock(&Ring->Lock, irql);
    *Taken = Bytes;
    return status;
}

static VOID RingClear(_Inout_ PRING_EXTENSION Ring)
{
    KIRQL irql;

    KeAcquireSpinLock(&Ring->Lock, &irql);
    RtlZeroMemory(Ring->Bytes, RING_BYTES);
    Ring->First = 0;
    Ring->Statistics.Used = 0;
    KeReleaseSpinLock(&Ring->Lock, irql);
}

static VOID RingQuery(_In_ PRING_EXTENSION Ring, _Out_ PRING_STATISTICS Statistics)
{
    KIRQL irql;

    KeAcquireSpinLock(&Ring->Lock, &irql);
    *Statistics = Ring->Statistics;
    KeReleaseSpinLock(&Ring->Lock, irql);
}

_Use_decl_annotations_
NTSTATUS RingCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return RingComplete(Irp, STATUS_SUCCESS, 0);
}

_Use_decl_annotations_
NTSTATUS RingRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;
    ULONG taken = 0;
    NTSTATUS status = STATUS_SUCCESS;

    if (length != 0) {
        status = RingGet((PRING_EXTENSION)DeviceObject->DeviceExtension, (PUCHAR)Irp->AssociatedIrp.SystemBuffer,
                         length, &taken);
    }
    return RingComplete(Irp, status, taken);
}

_Use_decl_annotations_
NTSTATUS RingWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;
    NTSTATUS status;

    if (length > RING_BYTES) {
        status = STATUS_INVALID_BUFFER_SIZE;
    } else {
        status = RingPut((PRING_EXTENSION)DeviceObject->DeviceExtension,
                         (const UCHAR *)Irp->AssociatedIrp.SystemBuffer, length);
    }
    return RingComplete(Irp, status, NT_SUCCESS(status) ? length : 0);
}

_Use_decl_annotations_
NTSTATUS RingControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PRING_EXTENSION ring = (PRING_EXTENSION)DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);

    switch (location->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_RING_STATISTICS:
        if (location->Parameters.DeviceIoControl.OutputBufferLength < sizeof(RING_STATISTICS)) {
            return RingComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        }
        RingQuery(ring, (PRING_STATISTICS)Irp->AssociatedIrp.SystemBuffer);
        return RingComplete(Irp, STATUS_SUCCESS, sizeof(RING_STATISTICS));
    case IOCTL_RING_CLEAR:
        RingClear(ring);
        return RingComplete(Irp, STATUS_SUCCESS, 0);
    default:
        return RingComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

_Use_decl_annotations_
VOID RingUnload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabRing");
    PRING_EXTENSION ring = (PRING_EXTENSION)DriverObject->DeviceObject->DeviceExtension;

    PAGED_CODE();
    IoDeleteSymbolicLink(&link);
    ExFreePoolWithTag(ring->Bytes, RING_TAG);
    IoDeleteDevice(DriverObject->DeviceObject);
}

_Use_decl_annotations_
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\IrqlabRing");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabRing");
    PDEVICE_OBJECT device = NULL;
    PRING_EXTENSION ring;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(RING_EXTENSION), &name, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) return status;

    ring = (PRING_EXTENSION)device->DeviceExtension;
    KeInitializeSpinLock(&ring->Lock);
    ring->Bytes = (PUCHAR)ExAllocatePool2(POOL_FLAG_NON_PAGED, RING_BYTES, RING_TAG);
    if (ring->Bytes == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(ring->Bytes, RING_TAG);
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->DriverUnload = RingUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = RingCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = RingCreateClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = RingRead;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = RingWrite;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = RingControl;
    device->Flags |= DO_BUFFERED_IO;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

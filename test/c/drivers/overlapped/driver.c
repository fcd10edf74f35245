/*
 * A device that answers later: each control request waits for a timer of its
 * own, can be cancelled, and is completed by the DPC of the timer. Reads are
 * answered at once.
 */
#include <ntddk.h>
#include "public.h"

#define TAG 'retL'

typedef struct _REQUEST {
    LIST_ENTRY Link;
    KTIMER Timer;
    KDPC Dpc;
    PIRP Irp;
    PFILE_OBJECT File;
} REQUEST, *PREQUEST;

static KSPIN_LOCK Lock;
static LIST_ENTRY Requests;
static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Later");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\??\\Later");

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LaterUnload;
DRIVER_CANCEL LaterCancel;
KDEFERRED_ROUTINE LaterDpc;
static DRIVER_DISPATCH LaterCreateClose, LaterCleanup, LaterRead, LaterControl;

static NTSTATUS Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* The time is up. A request that is being cancelled is left to its cancel routine. */
VOID LaterDpc(PKDPC Dpc, PVOID Context, PVOID First, PVOID Second)
{
    PREQUEST request = (PREQUEST)Context;
    PIRP irp;
    ULONG *value;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(First);
    UNREFERENCED_PARAMETER(Second);
    KeAcquireSpinLockAtDpcLevel(&Lock);
    irp = request->Irp;
    if (IoSetCancelRoutine(irp, NULL) == NULL) {
        KeReleaseSpinLockFromDpcLevel(&Lock);
        return;
    }
    RemoveEntryList(&request->Link);
    KeReleaseSpinLockFromDpcLevel(&Lock);
    value = (ULONG *)irp->AssociatedIrp.SystemBuffer;
    *value *= 2;
    ExFreePoolWithTag(request, TAG);
    Complete(irp, STATUS_SUCCESS, sizeof(*value));
}

VOID LaterCancel(PDEVICE_OBJECT Device, PIRP Irp)
{
    PREQUEST request = (PREQUEST)Irp->Tail.Overlay.DriverContext[0];
    KIRQL irql;

    UNREFERENCED_PARAMETER(Device);
    IoReleaseCancelSpinLock(Irp->CancelIrql);
    KeAcquireSpinLock(&Lock, &irql);
    RemoveEntryList(&request->Link);
    KeReleaseSpinLock(&Lock, irql);
    KeCancelTimer(&request->Timer);
    ExFreePoolWithTag(request, TAG);
    Complete(Irp, STATUS_CANCELLED, 0);
}

static NTSTATUS LaterControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
    PREQUEST request;
    LARGE_INTEGER due;
    KIRQL irql;

    UNREFERENCED_PARAMETER(Device);
    if (location->Parameters.DeviceIoControl.IoControlCode != IOCTL_LATER)
        return Complete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    if (location->Parameters.DeviceIoControl.InputBufferLength < sizeof(ULONG) ||
        location->Parameters.DeviceIoControl.OutputBufferLength < sizeof(ULONG))
        return Complete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    request = (PREQUEST)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*request), TAG);
    if (request == NULL) return Complete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    KeInitializeTimer(&request->Timer);
    KeInitializeDpc(&request->Dpc, LaterDpc, request);
    request->Irp = Irp;
    request->File = location->FileObject;
    Irp->Tail.Overlay.DriverContext[0] = request;
    due.QuadPart = -10000 * (LONGLONG)*(ULONG *)Irp->AssociatedIrp.SystemBuffer;
    KeAcquireSpinLock(&Lock, &irql);
    IoMarkIrpPending(Irp);
    InsertTailList(&Requests, &request->Link);
    IoSetCancelRoutine(Irp, LaterCancel);
    KeReleaseSpinLock(&Lock, irql);
    KeSetTimer(&request->Timer, due, &request->Dpc);
    return STATUS_PENDING;
}

/* Twenty-six letters from the offset on. */
static NTSTATUS LaterRead(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
    ULONG index, length = location->Parameters.Read.Length;
    LONGLONG offset = location->Parameters.Read.ByteOffset.QuadPart;
    PUCHAR buffer = (PUCHAR)Irp->AssociatedIrp.SystemBuffer;

    UNREFERENCED_PARAMETER(Device);
    if (offset < 0 || offset >= 26) return Complete(Irp, STATUS_END_OF_FILE, 0);
    for (index = 0; index < length && offset + index < 26; index++) buffer[index] = (UCHAR)('a' + offset + index);
    return Complete(Irp, STATUS_SUCCESS, index);
}

static NTSTATUS LaterCreateClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    return Complete(Irp, STATUS_SUCCESS, 0);
}

/* The last handle is closed: nobody wants the answers any more. */
static NTSTATUS LaterCleanup(PDEVICE_OBJECT Device, PIRP Irp)
{
    PFILE_OBJECT file = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    PLIST_ENTRY link;
    PIRP found;
    KIRQL irql;

    UNREFERENCED_PARAMETER(Device);
    do {
        found = NULL;
        KeAcquireSpinLock(&Lock, &irql);
        for (link = Requests.Flink; link != &Requests && found == NULL; link = link->Flink) {
            PREQUEST request = CONTAINING_RECORD(link, REQUEST, Link);
            if (request->File == file) found = request->Irp;
        }
        KeReleaseSpinLock(&Lock, irql);
        if (found != NULL) IoCancelIrp(found);
    } while (found != NULL);
    return Complete(Irp, STATUS_SUCCESS, 0);
}

VOID LaterUnload(PDRIVER_OBJECT Driver)
{
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeSpinLock(&Lock);
    InitializeListHead(&Requests);
    Driver->DriverUnload = LaterUnload;
    Driver->MajorFunction[IRP_MJ_CREATE] = LaterCreateClose;
    Driver->MajorFunction[IRP_MJ_CLOSE] = LaterCreateClose;
    Driver->MajorFunction[IRP_MJ_CLEANUP] = LaterCleanup;
    Driver->MajorFunction[IRP_MJ_READ] = LaterRead;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = LaterControl;
    status = IoCreateDevice(Driver, 0, &DeviceName, DEVICE_TYPE_LATER, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) return status;
    device->Flags |= DO_BUFFERED_IO;
    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status)) IoDeleteDevice(device);
    return status;
}

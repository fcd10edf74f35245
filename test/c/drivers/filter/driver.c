/*
 * Filter: the input buffer of a request holds pointers. The I/O manager copies the buffer and knows nothing of the
 * pointers in it, so the driver has to probe them itself, in the context of the program that sent the request, and
 * has to expect that memory which passed the probe is gone when it is used.
 */
#include <ntddk.h>
#include "public.h"

#define FILTER_TAG 'tliF'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD FilterUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH FilterCreateClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH FilterControl;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, FilterUnload)
#pragma alloc_text(PAGE, FilterControl)
#endif

static NTSTATUS FilterComplete(_Inout_ PIRP Irp, _In_ NTSTATUS Status, _In_ ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* Which exceptions are the caller's fault; everything else is a mistake of this driver and must not be hidden. */
static LONG FilterException(_In_ NTSTATUS Code)
{
    switch (Code) {
    case STATUS_ACCESS_VIOLATION:
    case STATUS_DATATYPE_MISALIGNMENT:
    case STATUS_GUARD_PAGE_VIOLATION:
    case STATUS_IN_PAGE_ERROR:
        return EXCEPTION_EXECUTE_HANDLER;
    default:
        return EXCEPTION_CONTINUE_SEARCH;
    }
}

/* Copies the source of a request into memory of the driver. */
static NTSTATUS FilterCapture(_In_ const FILTER_REQUEST *Request, _Out_writes_bytes_(Request->Length) PCHAR To)
{
    __try {
        ProbeForRead(Request->Source, Request->Length, sizeof(CHAR));
        RtlCopyMemory(To, Request->Source, Request->Length);
    } __except (FilterException(GetExceptionCode())) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

/* Gives the result back: the bytes first, then their number. */
static NTSTATUS FilterAnswer(_In_ const FILTER_REQUEST *Request, _In_reads_bytes_(Request->Length) const CHAR *From,
                             _In_ ULONG Changed)
{
    __try {
        ProbeForWrite(Request->Target, Request->Length, sizeof(CHAR));
        RtlCopyMemory(Request->Target, From, Request->Length);
        if (Request->Changed != NULL) {
            ProbeForWrite(Request->Changed, sizeof(ULONG), TYPE_ALIGNMENT(ULONG));
            *Request->Changed = Changed;
        }
    } __except (FilterException(GetExceptionCode())) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

/* Makes letters capital; the answer is how many. */
static ULONG FilterUpper(_Inout_updates_bytes_(Length) PCHAR Text, _In_ ULONG Length)
{
    ULONG changed = 0;
    ULONG index;

    for (index = 0; index < Length; index++) {
        if (Text[index] < 'a' || Text[index] > 'z') continue;
        Text[index] = (CHAR)(Text[index] - 'a' + 'A');
        changed++;
    }
    return changed;
}

/* Serves a request that lies in system memory: it cannot change under our hands. */
static NTSTATUS FilterServe(_In_ const FILTER_REQUEST *Request)
{
    PCHAR copy = NULL;
    NTSTATUS status;

    if (Request->Length > FILTER_MAXIMUM_BYTES) return STATUS_INVALID_BUFFER_SIZE;
    /* Probes pass any address with a length of zero, so this is decided here. */
    if (Request->Length == 0) return STATUS_NO_DATA_DETECTED;

    copy = (PCHAR)ExAllocatePool2(POOL_FLAG_PAGED, Request->Length, FILTER_TAG);
    if (copy == NULL) return STATUS_INSUFFICIENT_RESOURCES;

    status = FilterCapture(Request, copy);
    if (NT_SUCCESS(status)) {
        ULONG changed = FilterUpper(copy, Request->Length);
        status = FilterAnswer(Request, copy, changed);
    }
    ExFreePoolWithTag(copy, FILTER_TAG);
    return status;
}

_Use_decl_annotations_
NTSTATUS FilterCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return FilterComplete(Irp, STATUS_SUCCESS, 0);
}

_Use_decl_annotations_
NTSTATUS FilterControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS status;

    PAGED_CODE();
    UNREFERENCED_PARAMETER(DeviceObject);
    if (location->Parameters.DeviceIoControl.IoControlCode != IOCTL_FILTER_UPPER) {
        return FilterComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    if (location->Parameters.DeviceIoControl.InputBufferLength != sizeof(FILTER_REQUEST)) {
        return FilterComplete(Irp, STATUS_INFO_LENGTH_MISMATCH, 0);
    }
    status = FilterServe((const FILTER_REQUEST *)Irp->AssociatedIrp.SystemBuffer);
    return FilterComplete(Irp, status, 0);
}

_Use_decl_annotations_
VOID FilterUnload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabFilter");

    PAGED_CODE();
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

_Use_decl_annotations_
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\IrqlabFilter");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabFilter");
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) return status;
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->DriverUnload = FilterUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = FilterCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = FilterCreateClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = FilterControl;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

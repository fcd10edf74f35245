/*
 * Echo: gives back what it is given, through each of the four ways in which the I/O manager hands over buffers.
 * Reads and writes use direct I/O; the last message that was written is what a read returns.
 */
#include <ntddk.h>
#include "public.h"

typedef struct _ECHO_EXTENSION {
    FAST_MUTEX Mutex;
    ULONG Bytes;
    UCHAR Message[ECHO_MAXIMUM_BYTES];
} ECHO_EXTENSION, *PECHO_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD EchoUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH EchoCreateClose;
_Dispatch_type_(IRP_MJ_READ) DRIVER_DISPATCH EchoRead;
_Dispatch_type_(IRP_MJ_WRITE) DRIVER_DISPATCH EchoWrite;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH EchoControl;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, EchoUnload)
#pragma alloc_text(PAGE, EchoCreateClose)
#endif

static NTSTATUS EchoComplete(_Inout_ PIRP Irp, _In_ NTSTATUS Status, _In_ ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

_Use_decl_annotations_
NTSTATUS EchoCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(DeviceObject);
    return EchoComplete(Irp, STATUS_SUCCESS, 0);
}

/* Keeps a message for the next read. */
static NTSTATUS EchoKeep(_Inout_ PECHO_EXTENSION Extension, _In_reads_bytes_(Bytes) const UCHAR *From,
                         _In_ ULONG Bytes, _In_ UCHAR Key)
{
    ULONG index;

    if (Bytes > sizeof(Extension->Message)) return STATUS_INVALID_BUFFER_SIZE;
    ExAcquireFastMutex(&Extension->Mutex);
    for (index = 0; index < Bytes; index++) Extension->Message[index] = (UCHAR)(From[index] ^ Key);
    Extension->Bytes = Bytes;
    ExReleaseFastMutex(&Extension->Mutex);
    return STATUS_SUCCESS;
}

/* An MDL describes the buffer of the program; there is none for a buffer of zero bytes. */
_Use_decl_annotations_
NTSTATUS EchoRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PECHO_EXTENSION extension = (PECHO_EXTENSION)DeviceObject->DeviceExtension;
    ULONG bytes = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;
    PUCHAR to;

    if (bytes == 0) return EchoComplete(Irp, STATUS_SUCCESS, 0);
    to = (PUCHAR)MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority | MdlMappingNoExecute);
    if (to == NULL) return EchoComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);

    ExAcquireFastMutex(&extension->Mutex);
    if (bytes > extension->Bytes) bytes = extension->Bytes;
    RtlCopyMemory(to, extension->Message, bytes);
    ExReleaseFastMutex(&extension->Mutex);
    return EchoComplete(Irp, STATUS_SUCCESS, bytes);
}

_Use_decl_annotations_
NTSTATUS EchoWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PECHO_EXTENSION extension = (PECHO_EXTENSION)DeviceObject->DeviceExtension;
    ULONG bytes = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;
    PUCHAR from = NULL;
    NTSTATUS status;

    if (bytes != 0) {
        from = (PUCHAR)MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority | MdlMappingNoExecute);
        if (from == NULL) return EchoComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    status = EchoKeep(extension, from, bytes, 0);
    return EchoComplete(Irp, status, NT_SUCCESS(status) ? bytes : 0);
}

/* Both buffers are one: the input lies where the output will be. */
static NTSTATUS EchoBuffered(_In_ PIO_STACK_LOCATION Location, _Out_ PULONG_PTR Information)
{
    ULONG input = Location->Parameters.DeviceIoControl.InputBufferLength;

    *Information = 0;
    if (input == 0) return STATUS_INVALID_PARAMETER;
    if (Location->Parameters.DeviceIoControl.OutputBufferLength < input) return STATUS_BUFFER_TOO_SMALL;
    *Information = input;
    return STATUS_SUCCESS;
}

/* The first buffer holds the key, the MDL describes the data: memory that the program lets the driver read. */
static NTSTATUS EchoInDirect(_Inout_ PECHO_EXTENSION Extension, _In_ PIRP Irp, _In_ PIO_STACK_LOCATION Location,
                             _Out_ PULONG_PTR Information)
{
    ULONG bytes = Location->Parameters.DeviceIoControl.OutputBufferLength;
    PUCHAR from;
    NTSTATUS status;

    *Information = 0;
    if (Location->Parameters.DeviceIoControl.InputBufferLength != sizeof(ULONG)) return STATUS_INVALID_PARAMETER;
    if (Irp->MdlAddress == NULL) return STATUS_INVALID_PARAMETER;
    from = (PUCHAR)MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority | MdlMappingNoExecute);
    if (from == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    status = EchoKeep(Extension, from, bytes, (UCHAR)*(PULONG)Irp->AssociatedIrp.SystemBuffer);
    if (NT_SUCCESS(status)) *Information = bytes;
    return status;
}

/* The input is a copy in system memory, the MDL describes the output. */
static NTSTATUS EchoOutDirect(_In_ PIRP Irp, _In_ PIO_STACK_LOCATION Location, _Out_ PULONG_PTR Information)
{
    ULONG input = Location->Parameters.DeviceIoControl.InputBufferLength;
    PVOID to;

    *Information = 0;
    if (Irp->MdlAddress == NULL || MmGetMdlByteCount(Irp->MdlAddress) < input) return STATUS_BUFFER_TOO_SMALL;
    to = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority | MdlMappingNoExecute);
    if (to == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyMemory(to, Irp->AssociatedIrp.SystemBuffer, input);
    *Information = input;
    return STATUS_SUCCESS;
}

/*
 * Both addresses are the program's own words: they are probed and used in the guarded body, since the program can
 * take its memory away at any time. The bytes go through a buffer of the driver, because the two may overlap.
 */
static NTSTATUS EchoNeither(_In_ PIRP Irp, _In_ PIO_STACK_LOCATION Location, _Out_ PULONG_PTR Information)
{
    UCHAR copy[ECHO_MAXIMUM_BYTES];
    PVOID from = Location->Parameters.DeviceIoControl.Type3InputBuffer;
    PVOID to = Irp->UserBuffer;
    ULONG input = Location->Parameters.DeviceIoControl.InputBufferLength;
    ULONG output = Location->Parameters.DeviceIoControl.OutputBufferLength;

    *Information = 0;
    if (input > sizeof(copy)) return STATUS_INVALID_BUFFER_SIZE;
    if (output < input) return STATUS_BUFFER_TOO_SMALL;
    __try {
        ProbeForRead(from, input, sizeof(UCHAR));
        ProbeForWrite(to, output, sizeof(UCHAR));
        RtlCopyMemory(copy, from, input);
        RtlCopyMemory(to, copy, input);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    *Information = input;
    return STATUS_SUCCESS;
}

_Use_decl_annotations_
NTSTATUS EchoControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PECHO_EXTENSION extension = (PECHO_EXTENSION)DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
    ULONG_PTR information = 0;
    NTSTATUS status;

    switch (location->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_ECHO_BUFFERED:
        status = EchoBuffered(location, &information);
        break;
    case IOCTL_ECHO_IN_DIRECT:
        status = EchoInDirect(extension, Irp, location, &information);
        break;
    case IOCTL_ECHO_OUT_DIRECT:
        status = EchoOutDirect(Irp, location, &information);
        break;
    case IOCTL_ECHO_NEITHER:
        status = EchoNeither(Irp, location, &information);
        break;
    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }
    return EchoComplete(Irp, status, information);
}

_Use_decl_annotations_
VOID EchoUnload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabEcho");

    PAGED_CODE();
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

_Use_decl_annotations_
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\IrqlabEcho");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabEcho");
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(ECHO_EXTENSION), &name, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) return status;
    ExInitializeFastMutex(&((PECHO_EXTENSION)device->DeviceExtension)->Mutex);
    device->Flags |= DO_DIRECT_IO;

    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->DriverUnload = EchoUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = EchoCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = EchoCreateClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = EchoRead;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = EchoWrite;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = EchoControl;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

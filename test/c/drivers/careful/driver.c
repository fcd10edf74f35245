/*
 * Careful: owns one of each thing that a driver has to give back, expects every call to fail, and undoes in reverse
 * order what it did, whether the start goes wrong half-way or the driver is unloaded.
 */
#include <ntddk.h>
#include "public.h"

#define TAG_PATH 'paeC'
#define TAG_TABLE 'baeC'
#define TAG_SCRATCH 'saeC'

#define TURN_DELAY (-10000LL * 5)
#define TURN_TIMEOUT (-10000LL * 1000)

typedef struct _CAREFUL_EXTENSION {
    PDEVICE_OBJECT Device;
    UNICODE_STRING Path;
    PULONG Table;
    PIO_WORKITEM WorkItem;
    BOOLEAN HasLink;
    KEVENT Turn;
    KEVENT Done;
    KTIMER Timer;
    KDPC Dpc;
    KSPIN_LOCK Lock;
    ULONG Sorts;
    volatile LONG Deferred;
    volatile LONG Worked;
} CAREFUL_EXTENSION, *PCAREFUL_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CarefulUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH CarefulCreateClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH CarefulControl;
KDEFERRED_ROUTINE CarefulDeferred;
IO_WORKITEM_ROUTINE CarefulWork;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, CarefulUnload)
#pragma alloc_text(PAGE, CarefulWork)
#endif

static NTSTATUS CarefulComplete(_Inout_ PIRP Irp, _In_ NTSTATUS Status, _In_ ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* Gives back what the extension owns, the newest first; what it does not own is NULL or FALSE. */
static VOID CarefulRelease(_Inout_ PCAREFUL_EXTENSION Extension)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabCareful");

    if (Extension->HasLink) IoDeleteSymbolicLink(&link);
    KeCancelTimer(&Extension->Timer);
    KeFlushQueuedDpcs();
    if (Extension->WorkItem != NULL) IoFreeWorkItem(Extension->WorkItem);
    if (Extension->Table != NULL) ExFreePoolWithTag(Extension->Table, TAG_TABLE);
    if (Extension->Path.Buffer != NULL) ExFreePoolWithTag(Extension->Path.Buffer, TAG_PATH);
    IoDeleteDevice(Extension->Device);
}

/* The timer is due: work that may wait goes to a thread. Level: DISPATCH_LEVEL. */
_Use_decl_annotations_
VOID CarefulDeferred(PKDPC Dpc, PVOID DeferredContext, PVOID SystemArgument1, PVOID SystemArgument2)
{
    PCAREFUL_EXTENSION extension = (PCAREFUL_EXTENSION)DeferredContext;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(SystemArgument1);
    UNREFERENCED_PARAMETER(SystemArgument2);
    if (extension == NULL) return;
    InterlockedIncrement(&extension->Deferred);
    IoQueueWorkItem(extension->WorkItem, CarefulWork, DelayedWorkQueue, extension);
}

/* Level: PASSIVE_LEVEL. */
_Use_decl_annotations_
VOID CarefulWork(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    PCAREFUL_EXTENSION extension = (PCAREFUL_EXTENSION)Context;

    PAGED_CODE();
    UNREFERENCED_PARAMETER(DeviceObject);
    if (extension == NULL) return;
    InterlockedIncrement(&extension->Worked);
    KeSetEvent(&extension->Done, IO_NO_INCREMENT, FALSE);
}

/* Timer, DPC and work item exist once: one request at a time has its turn. */
static NTSTATUS CarefulTurn(_Inout_ PCAREFUL_EXTENSION Extension)
{
    LARGE_INTEGER delay;
    LARGE_INTEGER timeout;
    NTSTATUS status;

    delay.QuadPart = TURN_DELAY;
    timeout.QuadPart = TURN_TIMEOUT;
    status = KeWaitForSingleObject(&Extension->Turn, Executive, KernelMode, FALSE, &timeout);
    if (status != STATUS_SUCCESS) return STATUS_DEVICE_BUSY;

    KeClearEvent(&Extension->Done);
    KeSetTimer(&Extension->Timer, delay, &Extension->Dpc);
    KeWaitForSingleObject(&Extension->Done, Executive, KernelMode, FALSE, NULL);
    KeSetEvent(&Extension->Turn, IO_NO_INCREMENT, FALSE);
    return STATUS_SUCCESS;
}

/* Sorts by insertion, in a copy; the last result stays in the table. */
static NTSTATUS CarefulSort(_Inout_ PCAREFUL_EXTENSION Extension, _Inout_updates_(Count) PULONG Numbers, _In_ ULONG Count)
{
    NTSTATUS status = STATUS_SUCCESS;
    SIZE_T bytes = (SIZE_T)Count * sizeof(ULONG);
    PULONG scratch = NULL;
    ULONG index;
    KIRQL irql;

    if (Count == 0 || Count > CAREFUL_MAXIMUM_NUMBERS) {
        status = STATUS_INVALID_PARAMETER;
        goto Cleanup;
    }
    scratch = (PULONG)ExAllocatePool2(POOL_FLAG_PAGED, bytes, TAG_SCRATCH);
    if (scratch == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Cleanup;
    }
    for (index = 0; index < Count; index++) {
        ULONG place = index;
        while (place > 0 && scratch[place - 1] > Numbers[index]) {
            scratch[place] = scratch[place - 1];
            place--;
        }
        scratch[place] = Numbers[index];
    }
    RtlCopyMemory(Numbers, scratch, bytes);

    /* The scratch memory is pageable, Numbers and the table are not. */
    KeAcquireSpinLock(&Extension->Lock, &irql);
    RtlZeroMemory(Extension->Table, CAREFUL_MAXIMUM_NUMBERS * sizeof(ULONG));
    RtlCopyMemory(Extension->Table, Numbers, bytes);
    Extension->Sorts++;
    KeReleaseSpinLock(&Extension->Lock, irql);

Cleanup:
    if (scratch != NULL) ExFreePoolWithTag(scratch, TAG_SCRATCH);
    return status;
}

/* The last part of the registry path is the name of the service. */
static VOID CarefulServiceName(_In_ PCUNICODE_STRING Path, _Out_writes_(Room) PWCHAR Name, _In_ ULONG Room)
{
    ULONG length = Path->Length / sizeof(WCHAR);
    ULONG first = length;
    ULONG index = 0;

    while (first > 0 && Path->Buffer[first - 1] != L'\\') first--;
    for (; first < length && index + 1 < Room; first++, index++) Name[index] = Path->Buffer[first];
    Name[index] = UNICODE_NULL;
}

static VOID CarefulQuery(_In_ PCAREFUL_EXTENSION Extension, _Out_ PCAREFUL_STATE State)
{
    ULONG index;
    KIRQL irql;

    RtlZeroMemory(State, sizeof(*State));
    CarefulServiceName(&Extension->Path, State->Service, RTL_NUMBER_OF(State->Service));
    KeAcquireSpinLock(&Extension->Lock, &irql);
    State->Sorts = Extension->Sorts;
    for (index = 0; index < CAREFUL_MAXIMUM_NUMBERS; index++) {
        if (Extension->Table[index] > State->Largest) State->Largest = Extension->Table[index];
    }
    KeReleaseSpinLock(&Extension->Lock, irql);
    State->Deferred = (ULONG)Extension->Deferred;
    State->Worked = (ULONG)Extension->Worked;
}

_Use_decl_annotations_
NTSTATUS CarefulCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return CarefulComplete(Irp, STATUS_SUCCESS, 0);
}

_Use_decl_annotations_
NTSTATUS CarefulControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PCAREFUL_EXTENSION extension = (PCAREFUL_EXTENSION)DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
    ULONG input = location->Parameters.DeviceIoControl.InputBufferLength;
    ULONG output = location->Parameters.DeviceIoControl.OutputBufferLength;
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    ULONG_PTR information = 0;
    NTSTATUS status = STATUS_SUCCESS;

    switch (location->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_CAREFUL_SORT:
        if (input % sizeof(ULONG) != 0 || output < input) {
            status = STATUS_INVALID_PARAMETER;
            break;
        }
        status = CarefulSort(extension, (PULONG)buffer, input / sizeof(ULONG));
        if (NT_SUCCESS(status)) information = input;
        break;
    case IOCTL_CAREFUL_TURN:
        status = CarefulTurn(extension);
        break;
    case IOCTL_CAREFUL_STATE:
        if (output < sizeof(CAREFUL_STATE)) {
            status = STATUS_BUFFER_TOO_SMALL;
            break;
        }
        CarefulQuery(extension, (PCAREFUL_STATE)buffer);
        information = sizeof(CAREFUL_STATE);
        break;
    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }
    return CarefulComplete(Irp, status, information);
}

_Use_decl_annotations_
VOID CarefulUnload(PDRIVER_OBJECT DriverObject)
{
    PAGED_CODE();
    CarefulRelease((PCAREFUL_EXTENSION)DriverObject->DeviceObject->DeviceExtension);
}

_Use_decl_annotations_
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\IrqlabCareful");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabCareful");
    PCAREFUL_EXTENSION extension = NULL;
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(CAREFUL_EXTENSION), &name, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) goto Cleanup;

    /* The I/O manager has filled the extension with zeros. */
    extension = (PCAREFUL_EXTENSION)device->DeviceExtension;
    extension->Device = device;
    KeInitializeSpinLock(&extension->Lock);
    KeInitializeEvent(&extension->Turn, SynchronizationEvent, TRUE);
    KeInitializeEvent(&extension->Done, NotificationEvent, FALSE);
    KeInitializeTimer(&extension->Timer);
    KeInitializeDpc(&extension->Dpc, CarefulDeferred, extension);

    /* The path is the I/O manager's: it is gone when DriverEntry returns. */
    extension->Path.Buffer = (PWCH)ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, TAG_PATH);
    if (extension->Path.Buffer == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Cleanup;
    }
    extension->Path.MaximumLength = RegistryPath->Length;
    RtlCopyUnicodeString(&extension->Path, RegistryPath);

    extension->Table = (PULONG)ExAllocatePool2(POOL_FLAG_NON_PAGED, CAREFUL_MAXIMUM_NUMBERS * sizeof(ULONG), TAG_TABLE);
    if (extension->Table == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Cleanup;
    }

    extension->WorkItem = IoAllocateWorkItem(device);
    if (extension->WorkItem == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Cleanup;
    }

    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) goto Cleanup;
    extension->HasLink = TRUE;

    DriverObject->DriverUnload = CarefulUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = CarefulCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = CarefulCreateClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = CarefulControl;
    device->Flags &= ~DO_DEVICE_INITIALIZING;

Cleanup:
    if (!NT_SUCCESS(status) && extension != NULL) CarefulRelease(extension);
    return status;
}

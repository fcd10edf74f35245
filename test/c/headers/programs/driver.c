// A driver without hardware that uses a little of everything that ntddk.h declares. It adds numbers in a DPC.
#include <ntddk.h>
#include <wdmsec.h>
#include <ntintsafe.h>
#include <ntstrsafe.h>

#define IOCTL_ADD CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_READ CTL_CODE(40000, 0x901, METHOD_OUT_DIRECT, FILE_READ_ACCESS)
#define IOCTL_PEEK CTL_CODE(FILE_DEVICE_UNKNOWN, 0x802, METHOD_NEITHER, FILE_ANY_ACCESS)
#define TAG 'derF'

C_ASSERT(IOCTL_ADD == 0x222000);
C_ASSERT(METHOD_FROM_CTL_CODE(IOCTL_READ) == METHOD_OUT_DIRECT);

typedef struct _EXTENSION {
  PDEVICE_OBJECT Self;
  LIST_ENTRY List;
  KSPIN_LOCK Lock;
  KDPC Dpc;
  KTIMER Timer;
  KEVENT Event;
  FAST_MUTEX Mutex;
  ERESOURCE Resource;
  IO_REMOVE_LOCK RemoveLock;
  NPAGED_LOOKASIDE_LIST Lookaside;
  UNICODE_STRING Name;
  ULONG Count;
} EXTENSION, *PEXTENSION;

typedef struct {
  LIST_ENTRY Entry;
  ULONG Value;
} ITEM, *PITEM;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_ADD_DEVICE AddDevice;
DRIVER_CANCEL OnCancel;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH CreateClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH Control;
IO_COMPLETION_ROUTINE Completed;
IO_WORKITEM_ROUTINE Work;
KDEFERRED_ROUTINE Deferred;
KSTART_ROUTINE Thread;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, CreateClose)
#endif

DECLARE_CONST_UNICODE_STRING(DeviceName, L"\\Device\\Headers");
DECLARE_CONST_UNICODE_STRING(LinkName, L"\\DosDevices\\Headers");

_Use_decl_annotations_
VOID Deferred(PKDPC Dpc, PVOID DeferredContext, PVOID SystemArgument1, PVOID SystemArgument2)
{
  PEXTENSION extension = (PEXTENSION)DeferredContext;
  UNREFERENCED_PARAMETER(Dpc);
  UNREFERENCED_PARAMETER(SystemArgument1);
  UNREFERENCED_PARAMETER(SystemArgument2);
  KeAcquireSpinLockAtDpcLevel(&extension->Lock);
  while (!IsListEmpty(&extension->List)) {
    PITEM item = CONTAINING_RECORD(RemoveHeadList(&extension->List), ITEM, Entry);
    extension->Count += item->Value;
    ExFreeToNPagedLookasideList(&extension->Lookaside, item);
  }
  KeReleaseSpinLockFromDpcLevel(&extension->Lock);
  InterlockedIncrement((LONG *)&extension->Count);
}

VOID Thread(PVOID StartContext)
{
  LARGE_INTEGER interval;
  interval.QuadPart = -10000LL * 10;
  KeDelayExecutionThread(KernelMode, FALSE, &interval);
  KeSetEvent((PRKEVENT)StartContext, IO_NO_INCREMENT, FALSE);
  PsTerminateSystemThread(STATUS_SUCCESS);
}

VOID Work(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
  UNREFERENCED_PARAMETER(DeviceObject);
  IoFreeWorkItem((PIO_WORKITEM)Context);
}

NTSTATUS Completed(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
  UNREFERENCED_PARAMETER(DeviceObject);
  UNREFERENCED_PARAMETER(Context);
  if (Irp->PendingReturned) IoMarkIrpPending(Irp);
  return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
  Irp->IoStatus.Status = Status;
  Irp->IoStatus.Information = Information;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return Status;
}

VOID OnCancel(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
  UNREFERENCED_PARAMETER(DeviceObject);
  IoReleaseCancelSpinLock(Irp->CancelIrql);
  Complete(Irp, STATUS_CANCELLED, 0);
}

NTSTATUS CreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
  PAGED_CODE();
  UNREFERENCED_PARAMETER(DeviceObject);
  return Complete(Irp, STATUS_SUCCESS, 0);
}

NTSTATUS Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
  PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
  PEXTENSION extension = (PEXTENSION)DeviceObject->DeviceExtension;
  ULONG length = location->Parameters.DeviceIoControl.InputBufferLength;
  NTSTATUS status = STATUS_SUCCESS;
  KIRQL irql;
  ASSERT(extension != NULL);
  switch (location->Parameters.DeviceIoControl.IoControlCode) {
  case IOCTL_ADD: {
    PITEM item;
    if (length < sizeof(ULONG)) return Complete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    item = ExAllocateFromNPagedLookasideList(&extension->Lookaside);
    if (item == NULL) return Complete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    item->Value = *(PULONG)Irp->AssociatedIrp.SystemBuffer;
    KeAcquireSpinLock(&extension->Lock, &irql);
    InsertTailList(&extension->List, &item->Entry);
    KeReleaseSpinLock(&extension->Lock, irql);
    KeInsertQueueDpc(&extension->Dpc, NULL, NULL);
    break;
  }
  case IOCTL_READ: {
    PULONG target = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority | MdlMappingNoExecute);
    if (target == NULL) return Complete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    if (MmGetMdlByteCount(Irp->MdlAddress) < sizeof(ULONG)) return Complete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    *target = extension->Count;
    return Complete(Irp, STATUS_SUCCESS, sizeof(ULONG));
  }
  case IOCTL_PEEK:
    __try {
      ProbeForRead(location->Parameters.DeviceIoControl.Type3InputBuffer, length, sizeof(UCHAR));
      extension->Count += *(PUCHAR)location->Parameters.DeviceIoControl.Type3InputBuffer;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
      status = GetExceptionCode();
    }
    break;
  default:
    status = STATUS_INVALID_DEVICE_REQUEST;
  }
  NT_ASSERT(KeGetCurrentIrql() <= DISPATCH_LEVEL);
  return Complete(Irp, status, 0);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
  PEXTENSION extension = DriverObject->DeviceObject->DeviceExtension;
  IoDeleteSymbolicLink((PUNICODE_STRING)&LinkName);
  KeCancelTimer(&extension->Timer);
  ExDeleteNPagedLookasideList(&extension->Lookaside);
  ExDeleteResourceLite(&extension->Resource);
  IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
  UNREFERENCED_PARAMETER(DriverObject);
  UNREFERENCED_PARAMETER(PhysicalDeviceObject);
  return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
  OBJECT_ATTRIBUTES attributes;
  PDEVICE_OBJECT device = NULL;
  PEXTENSION extension;
  HANDLE thread;
  PVOID object;
  ULONG index, size;
  NTSTATUS status;
  WCHAR text[32];
  UNREFERENCED_PARAMETER(RegistryPath);
  status = RtlULongAdd(sizeof(EXTENSION), 16, &size);
  if (NT_SUCCESS(status)) status = RtlStringCbPrintfW(text, sizeof text, L"%u", size);
  if (!NT_SUCCESS(status)) return status;
  status = IoCreateDevice(DriverObject, size, (PUNICODE_STRING)&DeviceName, FILE_DEVICE_UNKNOWN,
                          FILE_DEVICE_SECURE_OPEN, FALSE, &device);
  if (!NT_SUCCESS(status)) return status;
  for (index = 0; index <= IRP_MJ_MAXIMUM_FUNCTION; index++) DriverObject->MajorFunction[index] = CreateClose;
  DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
  DriverObject->DriverUnload = Unload;
  DriverObject->DriverExtension->AddDevice = AddDevice;
  extension = device->DeviceExtension;
  extension->Self = device;
  InitializeListHead(&extension->List);
  KeInitializeSpinLock(&extension->Lock);
  KeInitializeEvent(&extension->Event, NotificationEvent, FALSE);
  KeInitializeDpc(&extension->Dpc, Deferred, extension);
  KeInitializeTimerEx(&extension->Timer, SynchronizationTimer);
  ExInitializeFastMutex(&extension->Mutex);
  ExInitializeResourceLite(&extension->Resource);
  ExInitializeNPagedLookasideList(&extension->Lookaside, NULL, NULL, POOL_NX_ALLOCATION, sizeof(ITEM), TAG, 0);
  IoInitializeRemoveLock(&extension->RemoveLock, TAG, 0, 0);
  InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
  status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, &attributes, NULL, NULL, Thread, &extension->Event);
  if (!NT_SUCCESS(status)) return status;
  status = ObReferenceObjectByHandle(thread, SYNCHRONIZE, *PsThreadType, KernelMode, &object, NULL);
  ZwClose(thread);
  if (!NT_SUCCESS(status)) return status;
  KeWaitForSingleObject(object, Executive, KernelMode, FALSE, NULL);
  ObDereferenceObject(object);
  status = IoCreateSymbolicLink((PUNICODE_STRING)&LinkName, (PUNICODE_STRING)&DeviceName);
  if (!NT_SUCCESS(status)) return status;
  device->Flags &= ~DO_DEVICE_INITIALIZING;
  return STATUS_SUCCESS;
}

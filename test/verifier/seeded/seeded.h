/* A driver around one function: every program of this folder is its Work, with a bug when BUGGY is defined. */
#include <ntddk.h>

#define TAG 'deeS'
#define LINK_NAME L"\\??\\Seeded"

/* What Work may use; in the device extension. */
typedef struct _STATE {
  PVOID Block;
  KSPIN_LOCK SpinLock;
  FAST_MUTEX FastMutex;
  ERESOURCE Resource;
  KEVENT Event;
  KTIMER Timer;
  KDPC Dpc;
  IO_REMOVE_LOCK RemoveLock;
  NPAGED_LOOKASIDE_LIST Lookaside;
} STATE, *PSTATE;

/* One request: bytes in and out are in Buffer for METHOD_BUFFERED. Information is what the request gives back. */
typedef struct _REQUEST {
  PDEVICE_OBJECT Device;
  PSTATE State;
  PIRP Irp;
  PIO_STACK_LOCATION Stack;
  PUCHAR Buffer;
  ULONG InputBytes;
  ULONG OutputBytes;
  ULONG_PTR Information;
} REQUEST, *PREQUEST;

static NTSTATUS Work(PREQUEST request);
#ifdef HAS_START
static NTSTATUS Start(PDEVICE_OBJECT device, PSTATE state);
#endif
#ifdef HAS_STOP
static VOID Stop(PSTATE state);
#endif

static NTSTATUS Complete(PIRP irp, NTSTATUS status, ULONG_PTR information)
{
  irp->IoStatus.Status = status;
  irp->IoStatus.Information = information;
  IoCompleteRequest(irp, IO_NO_INCREMENT);
  return status;
}

static NTSTATUS CreateClose(PDEVICE_OBJECT device, PIRP irp)
{
  UNREFERENCED_PARAMETER(device);
  return Complete(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS Control(PDEVICE_OBJECT device, PIRP irp)
{
  REQUEST request;
  NTSTATUS status;

  request.Device = device;
  request.State = (PSTATE)device->DeviceExtension;
  request.Irp = irp;
  request.Stack = IoGetCurrentIrpStackLocation(irp);
  request.Buffer = (PUCHAR)irp->AssociatedIrp.SystemBuffer;
  request.InputBytes = request.Stack->Parameters.DeviceIoControl.InputBufferLength;
  request.OutputBytes = request.Stack->Parameters.DeviceIoControl.OutputBufferLength;
  request.Information = 0;
  status = Work(&request);
#ifdef COMPLETES_ITSELF
  return status;
#else
  return Complete(irp, status, request.Information);
#endif
}

static VOID Unload(PDRIVER_OBJECT driver)
{
  UNICODE_STRING link = RTL_CONSTANT_STRING(LINK_NAME);

#ifdef HAS_STOP
  Stop((PSTATE)driver->DeviceObject->DeviceExtension);
#endif
#ifndef KEEPS_LINK
  IoDeleteSymbolicLink(&link);
#endif
  ExDeleteResourceLite(&((PSTATE)driver->DeviceObject->DeviceExtension)->Resource);
  IoDeleteDevice(driver->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registryPath)
{
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Seeded");
  UNICODE_STRING link = RTL_CONSTANT_STRING(LINK_NAME);
  PDEVICE_OBJECT device;
  PSTATE state;
  NTSTATUS status;

  UNREFERENCED_PARAMETER(registryPath);
  status = IoCreateDevice(driver, sizeof(STATE), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
  if (!NT_SUCCESS(status)) {
    return status;
  }
  state = (PSTATE)device->DeviceExtension;
  KeInitializeSpinLock(&state->SpinLock);
  ExInitializeFastMutex(&state->FastMutex);
  ExInitializeResourceLite(&state->Resource);
  KeInitializeEvent(&state->Event, NotificationEvent, FALSE);
  KeInitializeTimer(&state->Timer);
  IoInitializeRemoveLock(&state->RemoveLock, TAG, 0, 0);
  status = IoCreateSymbolicLink(&link, &name);
  if (!NT_SUCCESS(status)) {
    ExDeleteResourceLite(&state->Resource);
    IoDeleteDevice(device);
    return status;
  }
#ifdef HAS_START
  status = Start(device, state);
  if (!NT_SUCCESS(status)) {
    IoDeleteSymbolicLink(&link);
    ExDeleteResourceLite(&state->Resource);
    IoDeleteDevice(device);
    return status;
  }
#endif
  driver->MajorFunction[IRP_MJ_CREATE] = CreateClose;
  driver->MajorFunction[IRP_MJ_CLOSE] = CreateClose;
  driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
  driver->DriverUnload = Unload;
  return STATUS_SUCCESS;
}

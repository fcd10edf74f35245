// A driver that opens its own device by name: DriverEntry makes it, and talk gives the line of a wrong value.
#include <ntddk.h>

#define CHECK(condition) if (!(condition)) return __LINE__
#define IOCTL_DOUBLE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

static PDEVICE_OBJECT Device;
static ULONG Creates, Closes;
static LONGLONG Offset;

static NTSTATUS Dispatch(PDEVICE_OBJECT device, PIRP irp)
{
  PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(irp);
  PULONG number = irp->AssociatedIrp.SystemBuffer;
  UNREFERENCED_PARAMETER(device);
  irp->IoStatus.Status = STATUS_SUCCESS;
  irp->IoStatus.Information = 0;
  switch (location->MajorFunction) {
  case IRP_MJ_CREATE:
    Creates++;
    irp->IoStatus.Information = FILE_OPENED;
    break;
  case IRP_MJ_CLOSE:
    Closes++;
    break;
  case IRP_MJ_READ:
    Offset = location->Parameters.Read.ByteOffset.QuadPart;
    RtlFillMemory(number, location->Parameters.Read.Length, 'r');
    irp->IoStatus.Information = location->Parameters.Read.Length;
    break;
  case IRP_MJ_WRITE:
    irp->IoStatus.Information = location->Parameters.Write.Length;
    break;
  case IRP_MJ_DEVICE_CONTROL:
    if (irp->RequestorMode != KernelMode) irp->IoStatus.Status = STATUS_ACCESS_DENIED;
    else if (location->Parameters.DeviceIoControl.IoControlCode != IOCTL_DOUBLE) irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    else {
      *number *= 2;
      irp->IoStatus.Information = sizeof *number;
    }
    break;
  }
  {
    NTSTATUS status = irp->IoStatus.Status;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
  }
}

ULONG talk(void)
{
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Files"), link = RTL_CONSTANT_STRING(L"\\??\\Files"), none = RTL_CONSTANT_STRING(L"\\Device\\None");
  UNICODE_STRING event = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\FilesReady");
  OBJECT_ATTRIBUTES attributes;
  IO_STATUS_BLOCK block;
  HANDLE file, again, ready;
  PKEVENT object;
  LARGE_INTEGER offset;
  ULONG input = 21, output = 0;
  UCHAR buffer[8] = {0};

  InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
  CHECK(ZwCreateFile(&file, GENERIC_READ | GENERIC_WRITE, &attributes, &block, NULL, FILE_ATTRIBUTE_NORMAL, 0, FILE_OPEN,
    FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0) == STATUS_SUCCESS);
  CHECK(block.Status == STATUS_SUCCESS && block.Information == FILE_OPENED && Creates == 1);
  attributes.ObjectName = &link;
  CHECK(ZwOpenFile(&again, FILE_READ_DATA, &attributes, &block, FILE_SHARE_READ, FILE_SYNCHRONOUS_IO_NONALERT) == STATUS_SUCCESS);
  CHECK(Creates == 2 && ZwClose(again) == STATUS_SUCCESS && Closes == 1);
  attributes.ObjectName = &none;
  CHECK(ZwOpenFile(&again, FILE_READ_DATA, &attributes, &block, 0, 0) == STATUS_OBJECT_NAME_NOT_FOUND);

  CHECK(ZwDeviceIoControlFile(file, NULL, NULL, NULL, &block, IOCTL_DOUBLE, &input, sizeof input, &output, sizeof output) == STATUS_SUCCESS);
  CHECK(output == 42 && input == 21 && block.Information == 4);
  CHECK(ZwDeviceIoControlFile(file, NULL, NULL, NULL, &block, 0x222000 + 4, NULL, 0, NULL, 0) == STATUS_INVALID_DEVICE_REQUEST);
  object = IoCreateNotificationEvent(&event, &ready);
  CHECK(object != NULL);
  KeClearEvent(object);
  offset.QuadPart = 0x123456789;
  CHECK(ZwReadFile(file, ready, NULL, NULL, &block, buffer, 4, &offset, NULL) == STATUS_SUCCESS);
  CHECK(buffer[3] == 'r' && buffer[4] == 0 && block.Information == 4 && Offset == 0x123456789 && KeReadStateEvent(object) != 0);
  CHECK(ZwWriteFile(file, NULL, NULL, NULL, &block, buffer, 8, NULL, NULL) == STATUS_SUCCESS && block.Information == 8);
  CHECK(ZwWriteFile((HANDLE)0x1234, NULL, NULL, NULL, &block, buffer, 8, NULL, NULL) == STATUS_INVALID_HANDLE);
  CHECK(ZwWriteFile(file, file, NULL, NULL, &block, buffer, 8, NULL, NULL) == STATUS_INVALID_HANDLE);
  CHECK(ZwClose(ready) == STATUS_SUCCESS && ZwClose(file) == STATUS_SUCCESS && Closes == 2);
  return 0;
}

static VOID Unload(PDRIVER_OBJECT driver)
{
  UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Files");
  UNREFERENCED_PARAMETER(driver);
  IoDeleteSymbolicLink(&link);
  IoDeleteDevice(Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Files"), link = RTL_CONSTANT_STRING(L"\\??\\Files");
  ULONG major;
  UNREFERENCED_PARAMETER(path);
  for (major = 0; major <= IRP_MJ_MAXIMUM_FUNCTION; major++) driver->MajorFunction[major] = Dispatch;
  driver->DriverUnload = Unload;
  NT_VERIFY(NT_SUCCESS(IoCreateDevice(driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device)));
  Device->Flags |= DO_BUFFERED_IO;
  return IoCreateSymbolicLink(&link, &name);
}

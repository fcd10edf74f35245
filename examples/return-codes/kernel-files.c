// Return codes of files that a driver opens by name: its own device. Each function gives the status that its name ends with.
#include <ntifs.h>

#define IOCTL_NOTHING CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define IOCTL_WRITES CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_WRITE_ACCESS)

static OBJECT_ATTRIBUTES attributes;
static UNICODE_STRING attributesName;
static POBJECT_ATTRIBUTES Named(PCWSTR Name)
{
    RtlInitUnicodeString(&attributesName, Name);
    InitializeObjectAttributes(&attributes, &attributesName, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    return &attributes;
}

// Attributes that are too short.
static POBJECT_ATTRIBUTES TooShort(VOID)
{
    Named(L"\\Device\\KernelFiles")->Length = 1;
    return &attributes;
}

static IO_STATUS_BLOCK block;
static HANDLE file;
static NTSTATUS Create(ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes)
{
    return ZwCreateFile(&file, Access, Attributes, &block, NULL, FILE_ATTRIBUTE_NORMAL, 0, FILE_OPEN,
        FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
}

static NTSTATUS Open(ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes)
{
    return ZwOpenFile(&file, Access, Attributes, &block, 0, FILE_SYNCHRONOUS_IO_NONALERT);
}

static HANDLE Device(ACCESS_MASK Access)
{
    Create(Access, Named(L"\\Device\\KernelFiles"));
    return file;
}

// A handle of an event.
static HANDLE Event(VOID)
{
    HANDLE event = NULL;
    ZwCreateEvent(&event, EVENT_ALL_ACCESS, NULL, NotificationEvent, FALSE);
    return event;
}

static NTSTATUS Close(HANDLE Handle, NTSTATUS Status)
{
    ZwClose(Handle);
    return Status;
}

static UCHAR bytes[4];

static NTSTATUS Read(HANDLE Handle)
{
    return ZwReadFile(Handle, NULL, NULL, NULL, &block, bytes, sizeof(bytes), NULL, NULL);
}

static NTSTATUS Write(HANDLE Handle)
{
    return ZwWriteFile(Handle, NULL, NULL, NULL, &block, bytes, sizeof(bytes), NULL, NULL);
}

static NTSTATUS Control(HANDLE Handle, ULONG Code)
{
    return ZwDeviceIoControlFile(Handle, NULL, NULL, NULL, &block, Code, NULL, 0, NULL, 0);
}

NTSTATUS ZwCreateFile__STATUS_SUCCESS(VOID)
{
    NTSTATUS status = Create(GENERIC_READ, Named(L"\\Device\\KernelFiles"));
    return Close(file, status);
}

NTSTATUS ZwCreateFile__STATUS_INVALID_PARAMETER(VOID)
{
    return Create(GENERIC_READ, TooShort());
}

NTSTATUS ZwCreateFile__STATUS_OBJECT_NAME_NOT_FOUND(VOID)
{
    return Create(GENERIC_READ, Named(L"\\Device\\Nobody"));
}

NTSTATUS ZwCreateFile__STATUS_OBJECT_PATH_NOT_FOUND(VOID)
{
    return Create(GENERIC_READ, Named(L"\\Nowhere\\Nobody"));
}

NTSTATUS ZwCreateFile__STATUS_OBJECT_PATH_SYNTAX_BAD(VOID)
{
    return Create(GENERIC_READ, Named(L"KernelFiles"));
}

NTSTATUS ZwCreateFile__STATUS_OBJECT_TYPE_MISMATCH(VOID)
{
    return Create(GENERIC_READ, Named(L"\\Driver\\driver"));
}

NTSTATUS ZwOpenFile__STATUS_SUCCESS(VOID)
{
    NTSTATUS status = Open(GENERIC_READ, Named(L"\\Device\\KernelFiles"));
    return Close(file, status);
}

NTSTATUS ZwOpenFile__STATUS_INVALID_PARAMETER(VOID)
{
    return Open(GENERIC_READ, TooShort());
}

NTSTATUS ZwOpenFile__STATUS_OBJECT_NAME_NOT_FOUND(VOID)
{
    return Open(GENERIC_READ, Named(L"\\Device\\Nobody"));
}

NTSTATUS ZwOpenFile__STATUS_OBJECT_PATH_NOT_FOUND(VOID)
{
    return Open(GENERIC_READ, Named(L"\\Nowhere\\Nobody"));
}

NTSTATUS ZwOpenFile__STATUS_OBJECT_PATH_SYNTAX_BAD(VOID)
{
    return Open(GENERIC_READ, Named(L"KernelFiles"));
}

NTSTATUS ZwOpenFile__STATUS_OBJECT_TYPE_MISMATCH(VOID)
{
    return Open(GENERIC_READ, Named(L"\\Driver\\driver"));
}

NTSTATUS ZwReadFile__STATUS_SUCCESS(VOID)
{
    HANDLE handle = Device(GENERIC_READ);
    return Close(handle, Read(handle));
}

NTSTATUS ZwReadFile__STATUS_INVALID_HANDLE(VOID)
{
    return Read((HANDLE)0x1234);
}

NTSTATUS ZwReadFile__STATUS_OBJECT_TYPE_MISMATCH(VOID)
{
    HANDLE event = Event();
    return Close(event, Read(event));
}

NTSTATUS ZwReadFile__STATUS_ACCESS_DENIED(VOID)
{
    HANDLE handle = Device(GENERIC_WRITE);
    return Close(handle, Read(handle));
}

NTSTATUS ZwWriteFile__STATUS_SUCCESS(VOID)
{
    HANDLE handle = Device(GENERIC_WRITE);
    return Close(handle, Write(handle));
}

NTSTATUS ZwWriteFile__STATUS_INVALID_HANDLE(VOID)
{
    return Write((HANDLE)0x1234);
}

NTSTATUS ZwWriteFile__STATUS_OBJECT_TYPE_MISMATCH(VOID)
{
    HANDLE event = Event();
    return Close(event, Write(event));
}

NTSTATUS ZwWriteFile__STATUS_ACCESS_DENIED(VOID)
{
    HANDLE handle = Device(GENERIC_READ);
    return Close(handle, Write(handle));
}

NTSTATUS ZwDeviceIoControlFile__STATUS_SUCCESS(VOID)
{
    HANDLE handle = Device(GENERIC_READ);
    return Close(handle, Control(handle, IOCTL_NOTHING));
}

NTSTATUS ZwDeviceIoControlFile__STATUS_INVALID_HANDLE(VOID)
{
    return Control((HANDLE)0x1234, IOCTL_NOTHING);
}

NTSTATUS ZwDeviceIoControlFile__STATUS_OBJECT_TYPE_MISMATCH(VOID)
{
    HANDLE event = Event();
    return Close(event, Control(event, IOCTL_NOTHING));
}

NTSTATUS ZwDeviceIoControlFile__STATUS_ACCESS_DENIED(VOID)
{
    HANDLE handle = Device(GENERIC_READ);
    return Close(handle, Control(handle, IOCTL_WRITES));
}

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\KernelFiles");
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG major = 0; major <= IRP_MJ_MAXIMUM_FUNCTION; major++)
        DriverObject->MajorFunction[major] = Dispatch;
    return IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
}

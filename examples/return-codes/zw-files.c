// Return codes of files of devices, in a driver that opens a device by its name. Each function gives the status that its name ends with.
#include <ntifs.h>

static UNICODE_STRING deviceName = RTL_CONSTANT_STRING(L"\\Device\\Files");

static PCWSTR free = L"\\Device\\Free", nowhere = L"\\Nowhere\\Files", withoutRoot = L"Files";

static OBJECT_ATTRIBUTES attributes;
static UNICODE_STRING attributesName;
static POBJECT_ATTRIBUTES Named(PCWSTR Name)
{
    RtlInitUnicodeString(&attributesName, Name);
    InitializeObjectAttributes(&attributes, &attributesName, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    return &attributes;
}

static IO_STATUS_BLOCK result;
static HANDLE file;

// A file of the device of this driver.
static HANDLE Open(ACCESS_MASK Access)
{
    HANDLE opened = NULL;
    ZwOpenFile(&opened, Access | SYNCHRONIZE, Named(deviceName.Buffer), &result, 0, FILE_SYNCHRONOUS_IO_NONALERT);
    return opened;
}

static HANDLE NewEvent(PCWSTR Name)
{
    HANDLE event = NULL;
    ZwCreateEvent(&event, EVENT_ALL_ACCESS, Name == NULL ? NULL : Named(Name), NotificationEvent, FALSE);
    return event;
}

static HANDLE NeverOpened(VOID)
{
    return (HANDLE)0x1234;
}

static UCHAR buffer[16];
static LARGE_INTEGER start;

NTSTATUS ZwCreateFile__STATUS_SUCCESS(void)
{
    NTSTATUS status = ZwCreateFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(deviceName.Buffer), &result, NULL, 0, 0, FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
    if (NT_SUCCESS(status))
        ZwClose(file);
    return status;
}

NTSTATUS ZwCreateFile__STATUS_INVALID_PARAMETER(void)
{
    OBJECT_ATTRIBUTES tooShort = { .Length = 4 };
    return ZwCreateFile(&file, FILE_READ_DATA | SYNCHRONIZE, &tooShort, &result, NULL, 0, 0, FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
}

NTSTATUS ZwCreateFile__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return ZwCreateFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(free), &result, NULL, 0, 0, FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
}

NTSTATUS ZwCreateFile__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    return ZwCreateFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(nowhere), &result, NULL, 0, 0, FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
}

NTSTATUS ZwCreateFile__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return ZwCreateFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(withoutRoot), &result, NULL, 0, 0, FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
}

NTSTATUS ZwCreateFile__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE event = NewEvent(L"\\BaseNamedObjects\\Files");
    NTSTATUS status = ZwCreateFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(L"\\BaseNamedObjects\\Files"), &result, NULL, 0, 0, FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0);
    ZwClose(event);
    return status;
}

NTSTATUS ZwOpenFile__STATUS_SUCCESS(void)
{
    NTSTATUS status = ZwOpenFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(deviceName.Buffer), &result, 0, FILE_SYNCHRONOUS_IO_NONALERT);
    if (NT_SUCCESS(status))
        ZwClose(file);
    return status;
}

NTSTATUS ZwOpenFile__STATUS_INVALID_PARAMETER(void)
{
    OBJECT_ATTRIBUTES tooShort = { .Length = 4 };
    return ZwOpenFile(&file, FILE_READ_DATA | SYNCHRONIZE, &tooShort, &result, 0, FILE_SYNCHRONOUS_IO_NONALERT);
}

NTSTATUS ZwOpenFile__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return ZwOpenFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(free), &result, 0, FILE_SYNCHRONOUS_IO_NONALERT);
}

NTSTATUS ZwOpenFile__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    return ZwOpenFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(nowhere), &result, 0, FILE_SYNCHRONOUS_IO_NONALERT);
}

NTSTATUS ZwOpenFile__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    return ZwOpenFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(withoutRoot), &result, 0, FILE_SYNCHRONOUS_IO_NONALERT);
}

NTSTATUS ZwOpenFile__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE event = NewEvent(L"\\BaseNamedObjects\\Files");
    NTSTATUS status = ZwOpenFile(&file, FILE_READ_DATA | SYNCHRONIZE, Named(L"\\BaseNamedObjects\\Files"), &result, 0, FILE_SYNCHRONOUS_IO_NONALERT);
    ZwClose(event);
    return status;
}

NTSTATUS ZwReadFile__STATUS_SUCCESS(void)
{
    HANDLE opened = Open(FILE_READ_DATA);
    NTSTATUS status = ZwReadFile(opened, NULL, NULL, NULL, &result, buffer, sizeof(buffer), &start, NULL);
    ZwClose(opened);
    return status;
}

NTSTATUS ZwReadFile__STATUS_INVALID_HANDLE(void)
{
    return ZwReadFile(NeverOpened(), NULL, NULL, NULL, &result, buffer, sizeof(buffer), &start, NULL);
}

NTSTATUS ZwReadFile__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE event = NewEvent(NULL);
    NTSTATUS status = ZwReadFile(event, NULL, NULL, NULL, &result, buffer, sizeof(buffer), &start, NULL);
    ZwClose(event);
    return status;
}

NTSTATUS ZwReadFile__STATUS_ACCESS_DENIED(void)
{
    HANDLE opened = Open(FILE_WRITE_DATA);
    NTSTATUS status = ZwReadFile(opened, NULL, NULL, NULL, &result, buffer, sizeof(buffer), &start, NULL);
    ZwClose(opened);
    return status;
}

NTSTATUS ZwWriteFile__STATUS_SUCCESS(void)
{
    HANDLE opened = Open(FILE_WRITE_DATA);
    NTSTATUS status = ZwWriteFile(opened, NULL, NULL, NULL, &result, buffer, sizeof(buffer), &start, NULL);
    ZwClose(opened);
    return status;
}

NTSTATUS ZwWriteFile__STATUS_INVALID_HANDLE(void)
{
    return ZwWriteFile(NeverOpened(), NULL, NULL, NULL, &result, buffer, sizeof(buffer), &start, NULL);
}

NTSTATUS ZwWriteFile__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE event = NewEvent(NULL);
    NTSTATUS status = ZwWriteFile(event, NULL, NULL, NULL, &result, buffer, sizeof(buffer), &start, NULL);
    ZwClose(event);
    return status;
}

NTSTATUS ZwWriteFile__STATUS_ACCESS_DENIED(void)
{
    HANDLE opened = Open(FILE_READ_DATA);
    NTSTATUS status = ZwWriteFile(opened, NULL, NULL, NULL, &result, buffer, sizeof(buffer), &start, NULL);
    ZwClose(opened);
    return status;
}

NTSTATUS ZwDeviceIoControlFile__STATUS_SUCCESS(void)
{
    HANDLE opened = Open(FILE_WRITE_DATA);
    NTSTATUS status = ZwDeviceIoControlFile(opened, NULL, NULL, NULL, &result, 0x22A000, NULL, 0, buffer, sizeof(buffer));
    ZwClose(opened);
    return status;
}

NTSTATUS ZwDeviceIoControlFile__STATUS_INVALID_HANDLE(void)
{
    return ZwDeviceIoControlFile(NeverOpened(), NULL, NULL, NULL, &result, 0x22A000, NULL, 0, buffer, sizeof(buffer));
}

NTSTATUS ZwDeviceIoControlFile__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE event = NewEvent(NULL);
    NTSTATUS status = ZwDeviceIoControlFile(event, NULL, NULL, NULL, &result, 0x22A000, NULL, 0, buffer, sizeof(buffer));
    ZwClose(event);
    return status;
}

// The code 0x22A000 asks for FILE_WRITE_ACCESS.
NTSTATUS ZwDeviceIoControlFile__STATUS_ACCESS_DENIED(void)
{
    HANDLE opened = Open(FILE_READ_DATA);
    NTSTATUS status = ZwDeviceIoControlFile(opened, NULL, NULL, NULL, &result, 0x22A000, NULL, 0, buffer, sizeof(buffer));
    ZwClose(opened);
    return status;
}

static NTSTATUS Complete(PDEVICE_OBJECT Device, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

// The functions above are called one by one.
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Complete;
    return IoCreateDevice(DriverObject, 0, &deviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
}

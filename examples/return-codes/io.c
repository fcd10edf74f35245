// Return codes of the I/O manager and of objects, in a driver. Each function gives the status that its name ends with.
#include <ntifs.h>

#define TAG 'lpmE'

// All memory that the machine has left, in pieces that get smaller, from both pools.
static PVOID pieces[8192];
static ULONG pieceCount;
static VOID TakeAllMemory(VOID)
{
    for (SIZE_T bytes = 0x400000; bytes >= 16; bytes /= 4) {
        while (pieceCount < 8192 && (pieces[pieceCount] = ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, TAG)) != NULL)
            pieceCount++;
        while (pieceCount < 8192 && (pieces[pieceCount] = ExAllocatePool2(POOL_FLAG_PAGED, bytes, TAG)) != NULL)
            pieceCount++;
    }
}

static VOID GiveMemoryBack(VOID)
{
    while (pieceCount > 0)
        ExFreePoolWithTag(pieces[--pieceCount], TAG);
}

static UNICODE_STRING deviceName = RTL_CONSTANT_STRING(L"\\Device\\Example");

static UNICODE_STRING linkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Example");

static UNICODE_STRING freeName = RTL_CONSTANT_STRING(L"\\Device\\Free");

static UNICODE_STRING eventName = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Example");

// DriverEntry makes a device of the name.
static PDRIVER_OBJECT driver;
static PDEVICE_OBJECT device;

static PDEVICE_OBJECT NewDevice(VOID)
{
    PDEVICE_OBJECT made = NULL;
    IoCreateDevice(driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &made);
    return made;
}

static HANDLE NewEvent(PUNICODE_STRING Name)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE event = NULL;
    InitializeObjectAttributes(&attributes, Name, OBJ_KERNEL_HANDLE, NULL, NULL);
    ZwCreateEvent(&event, EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE);
    return event;
}

NTSTATUS ExCreateCallback__STATUS_SUCCESS(void)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Callback\\Example");
    OBJECT_ATTRIBUTES attributes;
    PCALLBACK_OBJECT object;
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    NTSTATUS status = ExCreateCallback(&object, &attributes, TRUE, TRUE);
    if (NT_SUCCESS(status))
        ObDereferenceObject(object);
    return status;
}

NTSTATUS IoCreateDevice__STATUS_SUCCESS(void)
{
    PDEVICE_OBJECT made;
    NTSTATUS status = IoCreateDevice(driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &made);
    IoDeleteDevice(made);
    return status;
}

NTSTATUS IoCreateDevice__STATUS_INSUFFICIENT_RESOURCES(void)
{
    PDEVICE_OBJECT made;
    TakeAllMemory();
    NTSTATUS status = IoCreateDevice(driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &made);
    GiveMemoryBack();
    return status;
}

NTSTATUS IoCreateDevice__STATUS_OBJECT_NAME_COLLISION(void)
{
    PDEVICE_OBJECT made;
    return IoCreateDevice(driver, 0, &deviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &made);
}

NTSTATUS IoCreateSymbolicLink__STATUS_SUCCESS(void)
{
    NTSTATUS status = IoCreateSymbolicLink(&linkName, &deviceName);
    IoDeleteSymbolicLink(&linkName);
    return status;
}

NTSTATUS IoCreateSymbolicLink__STATUS_OBJECT_NAME_COLLISION(void)
{
    return IoCreateSymbolicLink(&deviceName, &deviceName);
}

NTSTATUS IoCreateUnprotectedSymbolicLink__STATUS_SUCCESS(void)
{
    NTSTATUS status = IoCreateUnprotectedSymbolicLink(&linkName, &deviceName);
    IoDeleteSymbolicLink(&linkName);
    return status;
}

NTSTATUS IoCreateUnprotectedSymbolicLink__STATUS_OBJECT_NAME_COLLISION(void)
{
    return IoCreateUnprotectedSymbolicLink(&deviceName, &deviceName);
}

NTSTATUS IoDeleteSymbolicLink__STATUS_SUCCESS(void)
{
    IoCreateSymbolicLink(&linkName, &deviceName);
    return IoDeleteSymbolicLink(&linkName);
}

NTSTATUS IoDeleteSymbolicLink__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    return IoDeleteSymbolicLink(&freeName);
}

NTSTATUS IoDeleteSymbolicLink__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    return IoDeleteSymbolicLink(&deviceName);
}

NTSTATUS IoGetDeviceObjectPointer__STATUS_SUCCESS(void)
{
    PFILE_OBJECT file;
    PDEVICE_OBJECT found;
    NTSTATUS status = IoGetDeviceObjectPointer(&deviceName, FILE_READ_DATA, &file, &found);
    if (NT_SUCCESS(status))
        ObDereferenceObject(file);
    return status;
}

NTSTATUS IoGetDeviceObjectPointer__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    PFILE_OBJECT file;
    PDEVICE_OBJECT found;
    return IoGetDeviceObjectPointer(&freeName, FILE_READ_DATA, &file, &found);
}

NTSTATUS IoGetDeviceObjectPointer__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    PFILE_OBJECT file;
    PDEVICE_OBJECT found;
    HANDLE event = NewEvent(&eventName);
    NTSTATUS status = IoGetDeviceObjectPointer(&eventName, FILE_READ_DATA, &file, &found);
    ZwClose(event);
    return status;
}

NTSTATUS IoAttachDevice__STATUS_SUCCESS(void)
{
    PDEVICE_OBJECT upper = NewDevice();
    PDEVICE_OBJECT lower;
    NTSTATUS status = IoAttachDevice(upper, &deviceName, &lower);
    if (NT_SUCCESS(status))
        IoDetachDevice(lower);
    IoDeleteDevice(upper);
    return status;
}

NTSTATUS IoAttachDevice__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    PDEVICE_OBJECT upper = NewDevice();
    PDEVICE_OBJECT lower;
    HANDLE event = NewEvent(&eventName);
    NTSTATUS status = IoAttachDevice(upper, &eventName, &lower);
    ZwClose(event);
    IoDeleteDevice(upper);
    return status;
}

NTSTATUS IoAttachDeviceToDeviceStackSafe__STATUS_SUCCESS(void)
{
    PDEVICE_OBJECT upper = NewDevice();
    PDEVICE_OBJECT lower = NULL;
    NTSTATUS status = IoAttachDeviceToDeviceStackSafe(upper, device, &lower);
    if (NT_SUCCESS(status))
        IoDetachDevice(lower);
    IoDeleteDevice(upper);
    return status;
}

NTSTATUS IoAttachDeviceToDeviceStackSafe__STATUS_NO_SUCH_DEVICE(void)
{
    // DO_DEVICE_INITIALIZING is still set in the device below.
    PDEVICE_OBJECT below = NewDevice();
    PDEVICE_OBJECT upper = NewDevice();
    PDEVICE_OBJECT lower = NULL;
    NTSTATUS status = IoAttachDeviceToDeviceStackSafe(upper, below, &lower);
    IoDeleteDevice(upper);
    IoDeleteDevice(below);
    return status;
}

static VOID OnceASecond(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
}

NTSTATUS IoInitializeTimer__STATUS_SUCCESS(void)
{
    PDEVICE_OBJECT made = NewDevice();
    NTSTATUS status = IoInitializeTimer(made, OnceASecond, NULL);
    IoDeleteDevice(made);
    return status;
}

NTSTATUS IoInitializeTimer__STATUS_INSUFFICIENT_RESOURCES(void)
{
    PDEVICE_OBJECT made = NewDevice();
    TakeAllMemory();
    NTSTATUS status = IoInitializeTimer(made, OnceASecond, NULL);
    GiveMemoryBack();
    IoDeleteDevice(made);
    return status;
}

static BOOLEAN NotMine(PKINTERRUPT Interrupt, PVOID Context)
{
    return FALSE;
}

NTSTATUS IoConnectInterrupt__STATUS_SUCCESS(void)
{
    PKINTERRUPT interrupt;
    NTSTATUS status = IoConnectInterrupt(&interrupt, NotMine, NULL, NULL, 0x51, 5, 5, LevelSensitive, FALSE, 1, FALSE);
    IoDisconnectInterrupt(interrupt);
    return status;
}

NTSTATUS IoConnectInterrupt__STATUS_INVALID_PARAMETER(void)
{
    PKINTERRUPT interrupt;
    return IoConnectInterrupt(&interrupt, NULL, NULL, NULL, 0x51, 5, 5, LevelSensitive, FALSE, 1, FALSE);
}

// Sends a request of a file that was opened for reading; Control, of this driver, asks about it.
static ULONG requiredAccess;
static NTSTATUS Validate(ULONG RequiredAccess)
{
    PFILE_OBJECT file;
    PDEVICE_OBJECT found;
    IO_STATUS_BLOCK result;
    KEVENT done;
    requiredAccess = RequiredAccess;
    KeInitializeEvent(&done, NotificationEvent, FALSE);
    IoGetDeviceObjectPointer(&deviceName, FILE_READ_DATA, &file, &found);
    PIRP irp = IoBuildDeviceIoControlRequest(0x222000, found, NULL, 0, NULL, 0, FALSE, &done, &result);
    IoGetNextIrpStackLocation(irp)->FileObject = file;
    NTSTATUS status = IoCallDriver(found, irp);
    ObDereferenceObject(file);
    return status;
}

static NTSTATUS Control(PDEVICE_OBJECT Device, PIRP Irp)
{
    NTSTATUS status = IoValidateDeviceIoControlAccess(Irp, requiredAccess);
    Irp->IoStatus.Status = status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return status;
}

NTSTATUS IoValidateDeviceIoControlAccess__STATUS_SUCCESS(void)
{
    return Validate(FILE_READ_ACCESS);
}

NTSTATUS IoValidateDeviceIoControlAccess__STATUS_ACCESS_DENIED(void)
{
    return Validate(FILE_WRITE_ACCESS);
}

// 0x80 is neither of the two.
NTSTATUS IoValidateDeviceIoControlAccess__STATUS_INVALID_PARAMETER(void)
{
    return Validate(0x80);
}

NTSTATUS IoAcquireRemoveLock__STATUS_SUCCESS(void)
{
    static IO_REMOVE_LOCK removeLock;
    IoInitializeRemoveLock(&removeLock, TAG, 0, 0);
    NTSTATUS status = IoAcquireRemoveLock(&removeLock, &device);
    IoReleaseRemoveLock(&removeLock, &device);
    return status;
}

NTSTATUS IoAcquireRemoveLock__STATUS_DELETE_PENDING(void)
{
    static IO_REMOVE_LOCK removeLock;
    IoInitializeRemoveLock(&removeLock, TAG, 0, 0);
    IoAcquireRemoveLock(&removeLock, &device);
    IoReleaseRemoveLockAndWait(&removeLock, &device);
    return IoAcquireRemoveLock(&removeLock, &device);
}

NTSTATUS IoAcquireRemoveLockEx__STATUS_SUCCESS(void)
{
    static IO_REMOVE_LOCK removeLock;
    IoInitializeRemoveLock(&removeLock, TAG, 0, 0);
    NTSTATUS status = IoAcquireRemoveLockEx(&removeLock, &device, __FILE__, __LINE__, sizeof(removeLock));
    IoReleaseRemoveLock(&removeLock, &device);
    return status;
}

NTSTATUS IoAcquireRemoveLockEx__STATUS_DELETE_PENDING(void)
{
    static IO_REMOVE_LOCK removeLock;
    IoInitializeRemoveLock(&removeLock, TAG, 0, 0);
    IoAcquireRemoveLock(&removeLock, &device);
    IoReleaseRemoveLockAndWait(&removeLock, &device);
    return IoAcquireRemoveLockEx(&removeLock, &device, __FILE__, __LINE__, sizeof(removeLock));
}

// A queue of requests that has no place for any: what its routines do is the driver's.
static IO_CSQ queue;
static NTSTATUS InsertEx(PIO_CSQ Csq, PIRP Irp, PVOID Context)
{
    return STATUS_SUCCESS;
}

static VOID Insert(PIO_CSQ Csq, PIRP Irp)
{
}

static VOID Remove(PIO_CSQ Csq, PIRP Irp)
{
}

static PIRP PeekNext(PIO_CSQ Csq, PIRP Irp, PVOID Context)
{
    return NULL;
}

static VOID AcquireLock(PIO_CSQ Csq, PKIRQL Irql)
{
}

static VOID ReleaseLock(PIO_CSQ Csq, KIRQL Irql)
{
}

static VOID CompleteCancelled(PIO_CSQ Csq, PIRP Irp)
{
}

NTSTATUS IoCsqInitialize__STATUS_SUCCESS(void)
{
    return IoCsqInitialize(&queue, Insert, Remove, PeekNext, AcquireLock, ReleaseLock, CompleteCancelled);
}

NTSTATUS IoCsqInitializeEx__STATUS_SUCCESS(void)
{
    return IoCsqInitializeEx(&queue, InsertEx, Remove, PeekNext, AcquireLock, ReleaseLock, CompleteCancelled);
}

// Puts a request into the queue, and takes it out again to complete it.
static NTSTATUS inserted;
static NTSTATUS Queue(PDEVICE_OBJECT Device, PIRP Irp)
{
    IO_CSQ_IRP_CONTEXT context;
    inserted = IoCsqInsertIrpEx(&queue, Irp, &context, NULL);
    Irp = IoCsqRemoveIrp(&queue, &context);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_PENDING;
}

// The request comes to Queue of this driver.
NTSTATUS IoCsqInsertIrpEx__STATUS_SUCCESS(void)
{
    IO_STATUS_BLOCK result;
    KEVENT done;
    KeInitializeEvent(&done, NotificationEvent, FALSE);
    IoCsqInitializeEx(&queue, InsertEx, Remove, PeekNext, AcquireLock, ReleaseLock, CompleteCancelled);
    IoCallDriver(device, IoBuildDeviceIoControlRequest(0x222000, device, NULL, 0, NULL, 0, TRUE, &done, &result));
    KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
    return inserted;
}

NTSTATUS ObReferenceObjectByHandle__STATUS_SUCCESS(void)
{
    PVOID object;
    HANDLE event = NewEvent(NULL);
    NTSTATUS status = ObReferenceObjectByHandle(event, EVENT_MODIFY_STATE, *ExEventObjectType, KernelMode, &object, NULL);
    ObDereferenceObject(object);
    ZwClose(event);
    return status;
}

NTSTATUS ObReferenceObjectByHandle__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    PVOID object;
    HANDLE event = NewEvent(NULL);
    NTSTATUS status = ObReferenceObjectByHandle(event, 0, *PsThreadType, KernelMode, &object, NULL);
    ZwClose(event);
    return status;
}

NTSTATUS ObReferenceObjectByHandle__STATUS_ACCESS_DENIED(void)
{
    PVOID object;
    HANDLE event;
    ZwCreateEvent(&event, SYNCHRONIZE, NULL, NotificationEvent, FALSE);
    NTSTATUS status = ObReferenceObjectByHandle(event, EVENT_MODIFY_STATE, *ExEventObjectType, UserMode, &object, NULL);
    ZwClose(event);
    return status;
}

NTSTATUS ObReferenceObjectByPointer__STATUS_SUCCESS(void)
{
    NTSTATUS status = ObReferenceObjectByPointer(PsGetCurrentThread(), 0, *PsThreadType, KernelMode);
    ObDereferenceObject(PsGetCurrentThread());
    return status;
}

NTSTATUS ObReferenceObjectByPointer__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    return ObReferenceObjectByPointer(PsGetCurrentThread(), 0, *ExEventObjectType, KernelMode);
}

static VOID EndAtOnce(PVOID Context)
{
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS PsCreateSystemThread__STATUS_SUCCESS(void)
{
    HANDLE thread;
    NTSTATUS status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, EndAtOnce, NULL);
    ZwWaitForSingleObject(thread, FALSE, NULL);
    ZwClose(thread);
    return status;
}

NTSTATUS ZwClose__STATUS_SUCCESS(void)
{
    return ZwClose(NewEvent(NULL));
}

NTSTATUS ZwCreateEvent__STATUS_SUCCESS(void)
{
    HANDLE event;
    NTSTATUS status = ZwCreateEvent(&event, EVENT_ALL_ACCESS, NULL, NotificationEvent, FALSE);
    ZwClose(event);
    return status;
}

NTSTATUS ZwCreateEvent__STATUS_INSUFFICIENT_RESOURCES(void)
{
    HANDLE event;
    TakeAllMemory();
    NTSTATUS status = ZwCreateEvent(&event, EVENT_ALL_ACCESS, NULL, NotificationEvent, FALSE);
    GiveMemoryBack();
    return status;
}

NTSTATUS ZwCreateEvent__STATUS_INVALID_PARAMETER_4(void)
{
    HANDLE event;
    return ZwCreateEvent(&event, EVENT_ALL_ACCESS, NULL, (EVENT_TYPE)2, FALSE);
}

static UNICODE_STRING withoutEnd = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\");

static UNICODE_STRING withoutRoot = RTL_CONSTANT_STRING(L"Example");

static UNICODE_STRING nowhere = RTL_CONSTANT_STRING(L"\\Nowhere\\Example");

// Length is that of OBJECT_ATTRIBUTES.
NTSTATUS ZwCreateEvent__STATUS_INVALID_PARAMETER(void)
{
    HANDLE event;
    OBJECT_ATTRIBUTES attributes = { .Length = 4, .ObjectName = &eventName };
    return ZwCreateEvent(&event, EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE);
}

NTSTATUS ZwCreateEvent__STATUS_OBJECT_NAME_INVALID(void)
{
    HANDLE event;
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, &withoutEnd, OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwCreateEvent(&event, EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE);
}

NTSTATUS ZwCreateEvent__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    HANDLE event;
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, &withoutRoot, OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwCreateEvent(&event, EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE);
}

// Length is that of OBJECT_ATTRIBUTES.
NTSTATUS ZwOpenEvent__STATUS_INVALID_PARAMETER(void)
{
    HANDLE event;
    OBJECT_ATTRIBUTES attributes = { .Length = 4, .ObjectName = &eventName };
    return ZwOpenEvent(&event, EVENT_ALL_ACCESS, &attributes);
}

NTSTATUS ZwOpenEvent__STATUS_OBJECT_NAME_INVALID(void)
{
    HANDLE event;
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, &withoutEnd, OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwOpenEvent(&event, EVENT_ALL_ACCESS, &attributes);
}

NTSTATUS ZwOpenEvent__STATUS_OBJECT_PATH_SYNTAX_BAD(void)
{
    HANDLE event;
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, &withoutRoot, OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwOpenEvent(&event, EVENT_ALL_ACCESS, &attributes);
}

NTSTATUS ZwOpenEvent__STATUS_OBJECT_PATH_NOT_FOUND(void)
{
    HANDLE event;
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, &nowhere, OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwOpenEvent(&event, EVENT_ALL_ACCESS, &attributes);
}

NTSTATUS ZwOpenEvent__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    HANDLE event;
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, &eventName, OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwOpenEvent(&event, EVENT_ALL_ACCESS, &attributes);
}

NTSTATUS ZwOpenEvent__STATUS_SUCCESS(void)
{
    HANDLE made = NewEvent(&eventName), event;
    OBJECT_ATTRIBUTES attributes;
    InitializeObjectAttributes(&attributes, &eventName, OBJ_KERNEL_HANDLE, NULL, NULL);
    NTSTATUS status = ZwOpenEvent(&event, EVENT_ALL_ACCESS, &attributes);
    ZwClose(event);
    ZwClose(made);
    return status;
}

NTSTATUS ZwSetEvent__STATUS_SUCCESS(void)
{
    HANDLE event = NewEvent(NULL);
    NTSTATUS status = ZwSetEvent(event, NULL);
    ZwClose(event);
    return status;
}

NTSTATUS ZwWaitForSingleObject__STATUS_SUCCESS(void)
{
    HANDLE event = NewEvent(NULL);
    ZwSetEvent(event, NULL);
    NTSTATUS status = ZwWaitForSingleObject(event, FALSE, NULL);
    ZwClose(event);
    return status;
}

NTSTATUS ZwWaitForSingleObject__STATUS_TIMEOUT(void)
{
    HANDLE event = NewEvent(NULL);
    LARGE_INTEGER now = { .QuadPart = 0 };
    NTSTATUS status = ZwWaitForSingleObject(event, FALSE, &now);
    ZwClose(event);
    return status;
}

NTSTATUS IoAllocateDriverObjectExtension__STATUS_SUCCESS(void)
{
    static ULONG client;
    PVOID extension;
    return IoAllocateDriverObjectExtension(driver, &client, 16, &extension);
}

NTSTATUS IoAllocateDriverObjectExtension__STATUS_OBJECT_NAME_COLLISION(void)
{
    static ULONG client;
    PVOID extension;
    IoAllocateDriverObjectExtension(driver, &client, 16, &extension);
    return IoAllocateDriverObjectExtension(driver, &client, 16, &extension);
}

NTSTATUS IoAllocateDriverObjectExtension__STATUS_INSUFFICIENT_RESOURCES(void)
{
    static ULONG client;
    PVOID extension;
    TakeAllMemory();
    NTSTATUS status = IoAllocateDriverObjectExtension(driver, &client, 16, &extension);
    GiveMemoryBack();
    return status;
}

NTSTATUS IoRegisterShutdownNotification__STATUS_SUCCESS(void)
{
    NTSTATUS status = IoRegisterShutdownNotification(device);
    IoUnregisterShutdownNotification(device);
    return status;
}

static PIRP PowerIrp(PIO_COMPLETION_ROUTINE Completion)
{
    PIRP irp = IoAllocateIrp(device->StackSize, FALSE);
    irp->IoStatus.Status = STATUS_NOT_SUPPORTED;
    IoGetNextIrpStackLocation(irp)->MajorFunction = IRP_MJ_POWER;
    IoGetNextIrpStackLocation(irp)->MinorFunction = IRP_MN_QUERY_POWER;
    IoSetCompletionRoutine(irp, Completion, NULL, TRUE, TRUE, TRUE);
    return irp;
}

static NTSTATUS FreeIrp(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    IoFreeIrp(Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

// Answers power requests, at once or with STATUS_PENDING.
static NTSTATUS powerAnswer = STATUS_SUCCESS;
static NTSTATUS Power(PDEVICE_OBJECT Device, PIRP Irp)
{
    NTSTATUS answer = powerAnswer;
    if (answer == STATUS_PENDING)
        IoMarkIrpPending(Irp);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return answer;
}

// The request comes to Power of this driver.
NTSTATUS PoCallDriver__STATUS_SUCCESS(void)
{
    powerAnswer = STATUS_SUCCESS;
    return PoCallDriver(device, PowerIrp(FreeIrp));
}

// The request comes to Power of this driver.
NTSTATUS PoCallDriver__STATUS_PENDING(void)
{
    powerAnswer = STATUS_PENDING;
    return PoCallDriver(device, PowerIrp(FreeIrp));
}

NTSTATUS PsLookupProcessByProcessId__STATUS_SUCCESS(void)
{
    PEPROCESS process;
    NTSTATUS status = PsLookupProcessByProcessId(PsGetCurrentProcessId(), &process);
    ObDereferenceObject(process);
    return status;
}

NTSTATUS PsLookupProcessByProcessId__STATUS_INVALID_PARAMETER(void)
{
    PEPROCESS process;
    return PsLookupProcessByProcessId((HANDLE)99996, &process);
}

NTSTATUS IoSetCompletionRoutineEx__STATUS_SUCCESS(void)
{
    PIRP irp = IoAllocateIrp(device->StackSize, FALSE);
    NTSTATUS status = IoSetCompletionRoutineEx(device, irp, FreeIrp, NULL, TRUE, TRUE, TRUE);
    IoFreeIrp(irp);
    return status;
}

NTSTATUS PsLookupThreadByThreadId__STATUS_SUCCESS(void)
{
    PETHREAD thread;
    NTSTATUS status = PsLookupThreadByThreadId(PsGetCurrentThreadId(), &thread);
    ObDereferenceObject(thread);
    return status;
}

NTSTATUS PsLookupThreadByThreadId__STATUS_INVALID_PARAMETER(void)
{
    PETHREAD thread;
    return PsLookupThreadByThreadId((HANDLE)99996, &thread);
}

NTSTATUS ObOpenObjectByPointer__STATUS_SUCCESS(void)
{
    HANDLE handle;
    NTSTATUS status = ObOpenObjectByPointer(PsGetCurrentProcess(), OBJ_KERNEL_HANDLE, NULL, PROCESS_ALL_ACCESS,
                                            *PsProcessType, KernelMode, &handle);
    ZwClose(handle);
    return status;
}

NTSTATUS ObOpenObjectByPointer__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE handle;
    return ObOpenObjectByPointer(PsGetCurrentProcess(), OBJ_KERNEL_HANDLE, NULL, PROCESS_ALL_ACCESS, *PsThreadType,
                                 KernelMode, &handle);
}

static VOID ProcessNotify(HANDLE ParentId, HANDLE ProcessId, BOOLEAN Create)
{
}

NTSTATUS PsSetCreateProcessNotifyRoutine__STATUS_SUCCESS(void)
{
    NTSTATUS status = PsSetCreateProcessNotifyRoutine(ProcessNotify, FALSE);
    PsSetCreateProcessNotifyRoutine(ProcessNotify, TRUE);
    return status;
}

// It is removed, and was not registered.
NTSTATUS PsSetCreateProcessNotifyRoutine__STATUS_INVALID_PARAMETER(void)
{
    return PsSetCreateProcessNotifyRoutine(ProcessNotify, TRUE);
}

static VOID ProcessNotifyEx(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO CreateInfo)
{
}

NTSTATUS PsSetCreateProcessNotifyRoutineEx__STATUS_SUCCESS(void)
{
    NTSTATUS status = PsSetCreateProcessNotifyRoutineEx(ProcessNotifyEx, FALSE);
    PsSetCreateProcessNotifyRoutineEx(ProcessNotifyEx, TRUE);
    return status;
}

// It is removed, and was not registered.
NTSTATUS PsSetCreateProcessNotifyRoutineEx__STATUS_INVALID_PARAMETER(void)
{
    return PsSetCreateProcessNotifyRoutineEx(ProcessNotifyEx, TRUE);
}

static VOID ThreadNotify(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
}

NTSTATUS PsSetCreateThreadNotifyRoutine__STATUS_SUCCESS(void)
{
    NTSTATUS status = PsSetCreateThreadNotifyRoutine(ThreadNotify);
    PsRemoveCreateThreadNotifyRoutine(ThreadNotify);
    return status;
}

// It is registered until no more routines can be.
NTSTATUS PsSetCreateThreadNotifyRoutine__STATUS_INSUFFICIENT_RESOURCES(void)
{
    NTSTATUS status;
    do
        status = PsSetCreateThreadNotifyRoutine(ThreadNotify);
    while (NT_SUCCESS(status));
    while (NT_SUCCESS(PsRemoveCreateThreadNotifyRoutine(ThreadNotify)))
        ;
    return status;
}

NTSTATUS PsRemoveCreateThreadNotifyRoutine__STATUS_SUCCESS(void)
{
    PsSetCreateThreadNotifyRoutine(ThreadNotify);
    return PsRemoveCreateThreadNotifyRoutine(ThreadNotify);
}

NTSTATUS PsRemoveCreateThreadNotifyRoutine__STATUS_PROCEDURE_NOT_FOUND(void)
{
    return PsRemoveCreateThreadNotifyRoutine(ThreadNotify);
}

static VOID ImageNotify(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo)
{
}

NTSTATUS PsSetLoadImageNotifyRoutine__STATUS_SUCCESS(void)
{
    NTSTATUS status = PsSetLoadImageNotifyRoutine(ImageNotify);
    PsRemoveLoadImageNotifyRoutine(ImageNotify);
    return status;
}

// It is registered until no more routines can be.
NTSTATUS PsSetLoadImageNotifyRoutine__STATUS_INSUFFICIENT_RESOURCES(void)
{
    NTSTATUS status;
    do
        status = PsSetLoadImageNotifyRoutine(ImageNotify);
    while (NT_SUCCESS(status));
    while (NT_SUCCESS(PsRemoveLoadImageNotifyRoutine(ImageNotify)))
        ;
    return status;
}

NTSTATUS PsRemoveLoadImageNotifyRoutine__STATUS_SUCCESS(void)
{
    PsSetLoadImageNotifyRoutine(ImageNotify);
    return PsRemoveLoadImageNotifyRoutine(ImageNotify);
}

NTSTATUS PsRemoveLoadImageNotifyRoutine__STATUS_PROCEDURE_NOT_FOUND(void)
{
    return PsRemoveLoadImageNotifyRoutine(ImageNotify);
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
    driver = DriverObject;
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Complete;
    DriverObject->MajorFunction[IRP_MJ_POWER] = Power;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
    DriverObject->MajorFunction[IRP_MJ_INTERNAL_DEVICE_CONTROL] = Queue;
    return IoCreateDevice(DriverObject, 0, &deviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
}

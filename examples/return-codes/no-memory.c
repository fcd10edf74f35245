// Routines that give NULL when the machine has no memory left, in a driver: each function gives TRUE when it is so. The status in its name
// is that of nt.debug.lastFailure; a function of type NTSTATUS gives that status itself.
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

static PDEVICE_OBJECT device;

static UNICODE_STRING deviceName = RTL_CONSTANT_STRING(L"\\Device\\Example");

static UNICODE_STRING eventName = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Example");

static UCHAR buffer[64];

static LARGE_INTEGER offset;

static IO_STATUS_BLOCK result;

static KEVENT done;

static HANDLE handle;

static PHYSICAL_ADDRESS lowest = { .QuadPart = 0 }, highest = { .QuadPart = 0xFFFFFFFF };

// What an example gets until it is refused.
static PVOID got[8192];
static ULONG gotCount;

BOOLEAN IoAllocateErrorLogEntry__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = IoAllocateErrorLogEntry(device, sizeof(IO_ERROR_LOG_PACKET)) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN RtlCreateUnicodeString__STATUS_NO_MEMORY(void)
{
    UNICODE_STRING copy;
    TakeAllMemory();
    BOOLEAN failed = !RtlCreateUnicodeString(&copy, L"irqlab");
    GiveMemoryBack();
    return failed;
}

BOOLEAN IoAllocateIrp__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = IoAllocateIrp(1, FALSE) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN IoAllocateMdl__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = IoAllocateMdl(buffer, sizeof(buffer), FALSE, FALSE, NULL) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN IoBuildAsynchronousFsdRequest__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = IoBuildAsynchronousFsdRequest(IRP_MJ_READ, device, buffer, sizeof(buffer), &offset, &result) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN IoBuildSynchronousFsdRequest__STATUS_INSUFFICIENT_RESOURCES(void)
{
    KeInitializeEvent(&done, NotificationEvent, FALSE);
    TakeAllMemory();
    BOOLEAN failed = IoBuildSynchronousFsdRequest(IRP_MJ_READ, device, buffer, sizeof(buffer), &offset, &done, &result) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN IoBuildDeviceIoControlRequest__STATUS_INSUFFICIENT_RESOURCES(void)
{
    KeInitializeEvent(&done, NotificationEvent, FALSE);
    TakeAllMemory();
    BOOLEAN failed = IoBuildDeviceIoControlRequest(0x222000, device, NULL, 0, NULL, 0, FALSE, &done, &result) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN IoCreateNotificationEvent__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = IoCreateNotificationEvent(&eventName, &handle) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN IoCreateSynchronizationEvent__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = IoCreateSynchronizationEvent(&eventName, &handle) == NULL;
    GiveMemoryBack();
    return failed;
}

static VOID WhenTimeIsUp(PEX_TIMER Timer, PVOID Context)
{
}

BOOLEAN IoAllocateWorkItem__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((got[gotCount] = IoAllocateWorkItem(device)) != NULL)
        gotCount++;
    GiveMemoryBack();
    while (gotCount > 0)
        IoFreeWorkItem(got[--gotCount]);
    return TRUE;
}

BOOLEAN ExAllocateTimer__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    while ((got[gotCount] = ExAllocateTimer(WhenTimeIsUp, NULL, 0)) != NULL)
        gotCount++;
    GiveMemoryBack();
    while (gotCount > 0)
        ExDeleteTimer(got[--gotCount], TRUE, TRUE, NULL);
    return TRUE;
}

BOOLEAN ExAllocateFromNPagedLookasideList__STATUS_INSUFFICIENT_RESOURCES(void)
{
    NPAGED_LOOKASIDE_LIST *list = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*list), TAG);
    ExInitializeNPagedLookasideList(list, NULL, NULL, 0, 64, TAG, 0);
    TakeAllMemory();
    BOOLEAN failed = ExAllocateFromNPagedLookasideList(list) == NULL;
    GiveMemoryBack();
    ExDeleteNPagedLookasideList(list);
    ExFreePoolWithTag(list, TAG);
    return failed;
}

BOOLEAN ExAllocateFromPagedLookasideList__STATUS_INSUFFICIENT_RESOURCES(void)
{
    PAGED_LOOKASIDE_LIST *list = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*list), TAG);
    ExInitializePagedLookasideList(list, NULL, NULL, 0, 64, TAG, 0);
    TakeAllMemory();
    BOOLEAN failed = ExAllocateFromPagedLookasideList(list) == NULL;
    GiveMemoryBack();
    ExDeletePagedLookasideList(list);
    ExFreePoolWithTag(list, TAG);
    return failed;
}

BOOLEAN ExAllocateFromLookasideListEx__STATUS_INSUFFICIENT_RESOURCES(void)
{
    LOOKASIDE_LIST_EX *list = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*list), TAG);
    ExInitializeLookasideListEx(list, NULL, NULL, NonPagedPoolNx, 0, 64, TAG, 0);
    TakeAllMemory();
    BOOLEAN failed = ExAllocateFromLookasideListEx(list) == NULL;
    GiveMemoryBack();
    ExDeleteLookasideListEx(list);
    ExFreePoolWithTag(list, TAG);
    return failed;
}

BOOLEAN MmAllocateContiguousMemory__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = MmAllocateContiguousMemory(0x10000, highest) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN MmAllocateContiguousMemorySpecifyCache__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = MmAllocateContiguousMemorySpecifyCache(0x10000, lowest, highest, lowest, MmCached) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN MmAllocateContiguousNodeMemory__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = MmAllocateContiguousNodeMemory(0x10000, lowest, highest, lowest, PAGE_READWRITE, MM_ANY_NODE_OK) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN MmAllocateNonCachedMemory__STATUS_INSUFFICIENT_RESOURCES(void)
{
    TakeAllMemory();
    BOOLEAN failed = MmAllocateNonCachedMemory(0x10000) == NULL;
    GiveMemoryBack();
    return failed;
}

BOOLEAN MmGetSystemAddressForMdlSafe__STATUS_INSUFFICIENT_RESOURCES(void)
{
    PMDL mdl = IoAllocateMdl(buffer, sizeof(buffer), FALSE, FALSE, NULL);
    MmProbeAndLockPages(mdl, KernelMode, IoWriteAccess);
    TakeAllMemory();
    BOOLEAN failed = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority) == NULL;
    GiveMemoryBack();
    MmUnlockPages(mdl);
    IoFreeMdl(mdl);
    return failed;
}

BOOLEAN MmMapLockedPagesSpecifyCache__STATUS_INSUFFICIENT_RESOURCES(void)
{
    PMDL mdl = IoAllocateMdl(buffer, sizeof(buffer), FALSE, FALSE, NULL);
    MmProbeAndLockPages(mdl, KernelMode, IoWriteAccess);
    TakeAllMemory();
    BOOLEAN failed = MmMapLockedPagesSpecifyCache(mdl, KernelMode, MmCached, NULL, FALSE, NormalPagePriority) == NULL;
    GiveMemoryBack();
    MmUnlockPages(mdl);
    IoFreeMdl(mdl);
    return failed;
}

NTSTATUS IoGetDeviceObjectPointer__STATUS_INSUFFICIENT_RESOURCES(void)
{
    PFILE_OBJECT file;
    PDEVICE_OBJECT found;
    TakeAllMemory();
    NTSTATUS status = IoGetDeviceObjectPointer(&deviceName, FILE_READ_DATA, &file, &found);
    GiveMemoryBack();
    return status;
}

static BOOLEAN NotMine(PKINTERRUPT Interrupt, PVOID Context)
{
    return FALSE;
}

NTSTATUS IoConnectInterrupt__STATUS_INSUFFICIENT_RESOURCES(void)
{
    NTSTATUS status = STATUS_SUCCESS;
    PKINTERRUPT interrupt;
    TakeAllMemory();
    while (status == STATUS_SUCCESS) {
        status = IoConnectInterrupt(&interrupt, NotMine, NULL, NULL, 0x51, 5, 5, LevelSensitive, TRUE, 1, FALSE);
        got[gotCount++] = interrupt;
    }
    GiveMemoryBack();
    for (gotCount--; gotCount > 0; gotCount--)
        IoDisconnectInterrupt(got[gotCount - 1]);
    return status;
}

static VOID EndAtOnce(PVOID Context)
{
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS PsCreateSystemThread__STATUS_INSUFFICIENT_RESOURCES(void)
{
    NTSTATUS status = STATUS_SUCCESS;
    HANDLE thread;
    TakeAllMemory();
    while (status == STATUS_SUCCESS) {
        status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, EndAtOnce, NULL);
        got[gotCount++] = thread;
    }
    GiveMemoryBack();
    for (gotCount--; gotCount > 0; gotCount--) {
        ZwWaitForSingleObject(got[gotCount - 1], FALSE, NULL);
        ZwClose(got[gotCount - 1]);
    }
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
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Complete;
    return IoCreateDevice(DriverObject, 0, &deviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
}

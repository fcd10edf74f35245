// Locks that are not free, and rundown protection that is over, in a driver: each function gives TRUE when the routine gives FALSE, which is
// all that it tells. The status in its name is what fault injection calls that.
#include <ntifs.h>

static ERESOURCE resource;

// Another thread holds a lock while an example tries it.
static KEVENT isHeld, giveBack;
static HANDLE holder;
static VOID StartHolder(PKSTART_ROUTINE Routine)
{
    KeInitializeEvent(&isHeld, NotificationEvent, FALSE);
    KeInitializeEvent(&giveBack, NotificationEvent, FALSE);
    PsCreateSystemThread(&holder, THREAD_ALL_ACCESS, NULL, NULL, NULL, Routine, NULL);
    KeWaitForSingleObject(&isHeld, Executive, KernelMode, FALSE, NULL);
}

static VOID EndHolder(VOID)
{
    KeSetEvent(&giveBack, IO_NO_INCREMENT, FALSE);
    ZwWaitForSingleObject(holder, FALSE, NULL);
    ZwClose(holder);
}

static VOID HoldResource(PVOID Context)
{
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&resource, TRUE);
    KeSetEvent(&isHeld, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(&giveBack, Executive, KernelMode, FALSE, NULL);
    ExReleaseResourceLite(&resource);
    KeLeaveCriticalRegion();
    PsTerminateSystemThread(STATUS_SUCCESS);
}

BOOLEAN ExAcquireResourceExclusiveLite__STATUS_LOCK_NOT_GRANTED(void)
{
    ExInitializeResourceLite(&resource);
    StartHolder(HoldResource);
    KeEnterCriticalRegion();
    BOOLEAN failed = !ExAcquireResourceExclusiveLite(&resource, FALSE);
    KeLeaveCriticalRegion();
    EndHolder();
    ExDeleteResourceLite(&resource);
    return failed;
}

BOOLEAN ExAcquireResourceSharedLite__STATUS_LOCK_NOT_GRANTED(void)
{
    ExInitializeResourceLite(&resource);
    StartHolder(HoldResource);
    KeEnterCriticalRegion();
    BOOLEAN failed = !ExAcquireResourceSharedLite(&resource, FALSE);
    KeLeaveCriticalRegion();
    EndHolder();
    ExDeleteResourceLite(&resource);
    return failed;
}

BOOLEAN ExAcquireSharedStarveExclusive__STATUS_LOCK_NOT_GRANTED(void)
{
    ExInitializeResourceLite(&resource);
    StartHolder(HoldResource);
    KeEnterCriticalRegion();
    BOOLEAN failed = !ExAcquireSharedStarveExclusive(&resource, FALSE);
    KeLeaveCriticalRegion();
    EndHolder();
    ExDeleteResourceLite(&resource);
    return failed;
}

BOOLEAN ExAcquireSharedWaitForExclusive__STATUS_LOCK_NOT_GRANTED(void)
{
    ExInitializeResourceLite(&resource);
    StartHolder(HoldResource);
    KeEnterCriticalRegion();
    BOOLEAN failed = !ExAcquireSharedWaitForExclusive(&resource, FALSE);
    KeLeaveCriticalRegion();
    EndHolder();
    ExDeleteResourceLite(&resource);
    return failed;
}

static FAST_MUTEX fastMutex;
static VOID HoldFastMutex(PVOID Context)
{
    ExAcquireFastMutex(&fastMutex);
    KeSetEvent(&isHeld, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(&giveBack, Executive, KernelMode, FALSE, NULL);
    ExReleaseFastMutex(&fastMutex);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

BOOLEAN ExTryToAcquireFastMutex__STATUS_LOCK_NOT_GRANTED(void)
{
    ExInitializeFastMutex(&fastMutex);
    StartHolder(HoldFastMutex);
    BOOLEAN failed = !ExTryToAcquireFastMutex(&fastMutex);
    EndHolder();
    return failed;
}

static KGUARDED_MUTEX guardedMutex;
static VOID HoldGuardedMutex(PVOID Context)
{
    KeAcquireGuardedMutex(&guardedMutex);
    KeSetEvent(&isHeld, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(&giveBack, Executive, KernelMode, FALSE, NULL);
    KeReleaseGuardedMutex(&guardedMutex);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

BOOLEAN KeTryToAcquireGuardedMutex__STATUS_LOCK_NOT_GRANTED(void)
{
    KeInitializeGuardedMutex(&guardedMutex);
    StartHolder(HoldGuardedMutex);
    BOOLEAN failed = !KeTryToAcquireGuardedMutex(&guardedMutex);
    EndHolder();
    return failed;
}

static KSPIN_LOCK spinLock;

BOOLEAN KeTryToAcquireSpinLockAtDpcLevel__STATUS_LOCK_NOT_GRANTED(void)
{
    KIRQL irql;
    KeInitializeSpinLock(&spinLock);
    KeAcquireSpinLock(&spinLock, &irql);
    BOOLEAN failed = !KeTryToAcquireSpinLockAtDpcLevel(&spinLock);
    KeReleaseSpinLock(&spinLock, irql);
    return failed;
}

static EX_RUNDOWN_REF rundown;

BOOLEAN ExAcquireRundownProtection__STATUS_DELETE_PENDING(void)
{
    ExInitializeRundownProtection(&rundown);
    ExWaitForRundownProtectionRelease(&rundown);
    return !ExAcquireRundownProtection(&rundown);
}

BOOLEAN ExAcquireRundownProtectionEx__STATUS_DELETE_PENDING(void)
{
    ExInitializeRundownProtection(&rundown);
    ExWaitForRundownProtectionRelease(&rundown);
    return !ExAcquireRundownProtectionEx(&rundown, 2);
}

// The functions above are called one by one.
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

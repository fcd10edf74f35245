/*
 * Cache: records by key, the one that was used last at the head of the list. Entries come from a lookaside list, so
 * that those that are removed serve the next inserts. A fast mutex guards the list: all callers are at PASSIVE_LEVEL.
 */
#include <ntddk.h>
#include "public.h"

#define CACHE_TAG 'hcaC'

typedef struct _CACHE_ENTRY {
    LIST_ENTRY Link;
    CACHE_RECORD Record;
} CACHE_ENTRY, *PCACHE_ENTRY;

typedef struct _CACHE_EXTENSION {
    FAST_MUTEX Mutex;
    LIST_ENTRY Entries;
    ULONG Count;
    NPAGED_LOOKASIDE_LIST Lookaside;
} CACHE_EXTENSION, *PCACHE_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CacheUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH CacheCreateClose;
_Dispatch_type_(IRP_MJ_DEVICE_CONTROL) DRIVER_DISPATCH CacheControl;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, CacheUnload)
#pragma alloc_text(PAGE, CacheControl)
#endif

static NTSTATUS CacheComplete(_Inout_ PIRP Irp, _In_ NTSTATUS Status, _In_ ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* The entry of a key, or NULL. The caller holds the mutex. */
static PCACHE_ENTRY CacheLookUp(_In_ PCACHE_EXTENSION Cache, _In_ ULONG Key)
{
    PLIST_ENTRY link;

    for (link = Cache->Entries.Flink; link != &Cache->Entries; link = link->Flink) {
        PCACHE_ENTRY entry = CONTAINING_RECORD(link, CACHE_ENTRY, Link);
        if (entry->Record.Key == Key) return entry;
    }
    return NULL;
}

static NTSTATUS CacheInsert(_Inout_ PCACHE_EXTENSION Cache, _In_ const CACHE_RECORD *Record)
{
    NTSTATUS status = STATUS_SUCCESS;
    PCACHE_ENTRY entry;

    /* Outside of the mutex: an allocation may take its time. */
    entry = (PCACHE_ENTRY)ExAllocateFromNPagedLookasideList(&Cache->Lookaside);
    if (entry == NULL) return STATUS_INSUFFICIENT_RESOURCES;
    entry->Record = *Record;

    ExAcquireFastMutex(&Cache->Mutex);
    if (CacheLookUp(Cache, Record->Key) != NULL) {
        status = STATUS_OBJECT_NAME_COLLISION;
    } else if (Cache->Count == CACHE_MAXIMUM_RECORDS) {
        status = STATUS_QUOTA_EXCEEDED;
    } else {
        InsertHeadList(&Cache->Entries, &entry->Link);
        Cache->Count++;
    }
    ExReleaseFastMutex(&Cache->Mutex);

    if (!NT_SUCCESS(status)) ExFreeToNPagedLookasideList(&Cache->Lookaside, entry);
    return status;
}

static NTSTATUS CacheFind(_Inout_ PCACHE_EXTENSION Cache, _In_ ULONG Key, _Out_ PCACHE_RECORD Record)
{
    NTSTATUS status = STATUS_NOT_FOUND;
    PCACHE_ENTRY entry;

    ExAcquireFastMutex(&Cache->Mutex);
    entry = CacheLookUp(Cache, Key);
    if (entry != NULL) {
        RemoveEntryList(&entry->Link);
        InsertHeadList(&Cache->Entries, &entry->Link);
        *Record = entry->Record;
        status = STATUS_SUCCESS;
    }
    ExReleaseFastMutex(&Cache->Mutex);
    return status;
}

static NTSTATUS CacheRemove(_Inout_ PCACHE_EXTENSION Cache, _In_ ULONG Key)
{
    PCACHE_ENTRY entry;

    ExAcquireFastMutex(&Cache->Mutex);
    entry = CacheLookUp(Cache, Key);
    if (entry != NULL) {
        RemoveEntryList(&entry->Link);
        Cache->Count--;
    }
    ExReleaseFastMutex(&Cache->Mutex);

    if (entry == NULL) return STATUS_NOT_FOUND;
    ExFreeToNPagedLookasideList(&Cache->Lookaside, entry);
    return STATUS_SUCCESS;
}

/* Writes as many keys as fit. */
static NTSTATUS CacheKeys(_Inout_ PCACHE_EXTENSION Cache, _Out_writes_to_(Room, *Written) PULONG Keys,
                          _In_ ULONG Room, _Out_ PULONG Written)
{
    NTSTATUS status = STATUS_SUCCESS;
    PLIST_ENTRY link;
    ULONG count = 0;

    ExAcquireFastMutex(&Cache->Mutex);
    for (link = Cache->Entries.Flink; link != &Cache->Entries; link = link->Flink) {
        if (count == Room) {
            status = STATUS_BUFFER_OVERFLOW;
            break;
        }
        Keys[count] = CONTAINING_RECORD(link, CACHE_ENTRY, Link)->Record.Key;
        count++;
    }
    ExReleaseFastMutex(&Cache->Mutex);
    *Written = count;
    return status;
}

_Use_decl_annotations_
NTSTATUS CacheCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return CacheComplete(Irp, STATUS_SUCCESS, 0);
}

_Use_decl_annotations_
NTSTATUS CacheControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PCACHE_EXTENSION cache = (PCACHE_EXTENSION)DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION location = IoGetCurrentIrpStackLocation(Irp);
    ULONG input = location->Parameters.DeviceIoControl.InputBufferLength;
    ULONG output = location->Parameters.DeviceIoControl.OutputBufferLength;
    PVOID buffer = Irp->AssociatedIrp.SystemBuffer;
    ULONG_PTR information = 0;
    NTSTATUS status;
    ULONG count;

    PAGED_CODE();
    switch (location->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_CACHE_INSERT:
        if (input < sizeof(CACHE_RECORD)) {
            status = STATUS_INVALID_PARAMETER;
            break;
        }
        status = CacheInsert(cache, (PCACHE_RECORD)buffer);
        break;
    case IOCTL_CACHE_FIND:
        if (input < sizeof(ULONG)) {
            status = STATUS_INVALID_PARAMETER;
            break;
        }
        if (output < sizeof(CACHE_RECORD)) {
            status = STATUS_BUFFER_TOO_SMALL;
            break;
        }
        status = CacheFind(cache, *(PULONG)buffer, (PCACHE_RECORD)buffer);
        if (NT_SUCCESS(status)) information = sizeof(CACHE_RECORD);
        break;
    case IOCTL_CACHE_REMOVE:
        status = input < sizeof(ULONG) ? STATUS_INVALID_PARAMETER : CacheRemove(cache, *(PULONG)buffer);
        break;
    case IOCTL_CACHE_COUNT:
        if (output < sizeof(ULONG)) {
            status = STATUS_BUFFER_TOO_SMALL;
            break;
        }
        ExAcquireFastMutex(&cache->Mutex);
        *(PULONG)buffer = cache->Count;
        ExReleaseFastMutex(&cache->Mutex);
        information = sizeof(ULONG);
        status = STATUS_SUCCESS;
        break;
    case IOCTL_CACHE_KEYS:
        status = CacheKeys(cache, (PULONG)buffer, output / sizeof(ULONG), &count);
        information = (ULONG_PTR)count * sizeof(ULONG);
        break;
    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }
    return CacheComplete(Irp, status, information);
}

/* Nobody has the device open any more, so nobody else touches the list. */
_Use_decl_annotations_
VOID CacheUnload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabCache");
    PCACHE_EXTENSION cache = (PCACHE_EXTENSION)DriverObject->DeviceObject->DeviceExtension;

    PAGED_CODE();
    IoDeleteSymbolicLink(&link);
    while (!IsListEmpty(&cache->Entries)) {
        PLIST_ENTRY first = RemoveHeadList(&cache->Entries);
        ExFreeToNPagedLookasideList(&cache->Lookaside, CONTAINING_RECORD(first, CACHE_ENTRY, Link));
    }
    ExDeleteNPagedLookasideList(&cache->Lookaside);
    IoDeleteDevice(DriverObject->DeviceObject);
}

_Use_decl_annotations_
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\IrqlabCache");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\IrqlabCache");
    PDEVICE_OBJECT device = NULL;
    PCACHE_EXTENSION cache;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(CACHE_EXTENSION), &name, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) return status;

    cache = (PCACHE_EXTENSION)device->DeviceExtension;
    ExInitializeFastMutex(&cache->Mutex);
    InitializeListHead(&cache->Entries);
    ExInitializeNPagedLookasideList(&cache->Lookaside, NULL, NULL, POOL_NX_ALLOCATION, sizeof(CACHE_ENTRY),
                                    CACHE_TAG, 0);

    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        ExDeleteNPagedLookasideList(&cache->Lookaside);
        IoDeleteDevice(device);
        return status;
    }

    DriverObject->DriverUnload = CacheUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = CacheCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = CacheCreateClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = CacheControl;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

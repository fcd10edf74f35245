// The services of the kernel that a driver uses beside requests, each as it is usually written.
#include <ntifs.h>

#define TAG 'vreS'

typedef struct _NODE {
  SLIST_ENTRY Free;
  SINGLE_LIST_ENTRY Single;
  LIST_ENTRY Entry;
  ULONG Value;
} NODE, *PNODE;

typedef struct _SERVICES {
  KSPIN_LOCK Lock;
  EX_SPIN_LOCK Shared;
  KMUTEX Mutex;
  KSEMAPHORE Semaphore;
  KGUARDED_MUTEX Guarded;
  EX_RUNDOWN_REF Rundown;
  SLIST_HEADER Stack;
  LIST_ENTRY List;
  KTIMER Timer;
  KDPC Dpc;
  PEX_TIMER ExTimer;
  LOOKASIDE_LIST_EX Lookaside;
  WORK_QUEUE_ITEM Item;
  KBUGCHECK_CALLBACK_RECORD Callback;
  LONG Count;
  LONG64 Wide;
  PVOID Pointer;
} SERVICES, *PSERVICES;

static SERVICES Services;
static UNICODE_STRING Name;

KDEFERRED_ROUTINE OnTimer;
EXT_CALLBACK OnExTimer;
WORKER_THREAD_ROUTINE OnWork;
KBUGCHECK_CALLBACK_ROUTINE OnBugCheck;
DRIVER_INITIALIZE DriverEntry;

VOID OnTimer(PKDPC Dpc, PVOID Context, PVOID First, PVOID Second)
{
  UNREFERENCED_PARAMETER(Dpc);
  UNREFERENCED_PARAMETER(First);
  UNREFERENCED_PARAMETER(Second);
  KeSetEvent((PKEVENT)Context, EVENT_INCREMENT, FALSE);
}

VOID OnExTimer(PEX_TIMER Timer, PVOID Context)
{
  UNREFERENCED_PARAMETER(Timer);
  InterlockedIncrement(&((PSERVICES)Context)->Count);
}

VOID OnWork(PVOID Parameter)
{
  PSERVICES services = Parameter;
  KeReleaseSemaphore(&services->Semaphore, IO_NO_INCREMENT, 1, FALSE);
}

VOID OnBugCheck(PVOID Buffer, ULONG Length)
{
  RtlZeroMemory(Buffer, Length);
}

static NTSTATUS UseLocks(PSERVICES services)
{
  KLOCK_QUEUE_HANDLE handle;
  KIRQL irql;
  LARGE_INTEGER timeout;
  PVOID objects[2];
  NTSTATUS status;

  KeAcquireSpinLock(&services->Lock, &irql);
  KeReleaseSpinLock(&services->Lock, irql);
  KeAcquireInStackQueuedSpinLock(&services->Lock, &handle);
  KeReleaseInStackQueuedSpinLock(&handle);
  irql = ExAcquireSpinLockShared(&services->Shared);
  ExReleaseSpinLockShared(&services->Shared, irql);
  KeRaiseIrql(DISPATCH_LEVEL, &irql);
  KeLowerIrql(irql);
  KeEnterCriticalRegion();
  KeLeaveCriticalRegion();
  KeAcquireGuardedMutex(&services->Guarded);
  KeReleaseGuardedMutex(&services->Guarded);
  if (ExAcquireRundownProtection(&services->Rundown)) ExReleaseRundownProtection(&services->Rundown);
  timeout.QuadPart = RELATIVE_TIME(10 * 1000 * 10LL);
  objects[0] = &services->Mutex;
  objects[1] = &services->Semaphore;
  status = KeWaitForMultipleObjects(2, objects, WaitAny, Executive, KernelMode, FALSE, &timeout, NULL);
  if (status == STATUS_WAIT_0) KeReleaseMutex(&services->Mutex, FALSE);
  return status;
}

static VOID UseLists(PSERVICES services)
{
  SINGLE_LIST_ENTRY head = {NULL};
  PLIST_ENTRY entry;
  PSINGLE_LIST_ENTRY single;
  PNODE node = ExAllocateFromLookasideListEx(&services->Lookaside);

  if (node == NULL) return;
  InitializeListHead(&services->List);
  InsertHeadList(&services->List, &node->Entry);
  for (entry = services->List.Flink; entry != &services->List; entry = entry->Flink)
    services->Count += (LONG)CONTAINING_RECORD(entry, NODE, Entry)->Value;
  RemoveEntryList(&node->Entry);
  PushEntryList(&head, &node->Single);
  single = PopEntryList(&head);
  node = CONTAINING_RECORD(single, NODE, Single);
  ExInterlockedInsertTailList(&services->List, &node->Entry, &services->Lock);
  entry = ExInterlockedRemoveHeadList(&services->List, &services->Lock);
  InterlockedPushEntrySList(&services->Stack, &node->Free);
  node = (PNODE)InterlockedPopEntrySList(&services->Stack);
  ExFreeToLookasideListEx(&services->Lookaside, node);
  UNREFERENCED_PARAMETER(entry);
}

static VOID UseInterlocked(PSERVICES services)
{
  PVOID old = InterlockedExchangePointer(&services->Pointer, services);
  InterlockedCompareExchangePointer(&services->Pointer, old, services);
  InterlockedAdd(&services->Count, 5);
  InterlockedOr(&services->Count, 0x10);
  InterlockedAnd64(&services->Wide, ~(LONG64)1);
  InterlockedCompareExchange64(&services->Wide, 1, 2);
  InterlockedBitTestAndSet(&services->Count, 3);
}

static NTSTATUS UseMemory(VOID)
{
  POOL_EXTENDED_PARAMETER parameter = {0};
  PULONG block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_RAISE_ON_FAILURE, 64, TAG);
  PHYSICAL_ADDRESS highest;

  highest.QuadPart = MAXLONGLONG;
  parameter.Type = PoolExtendedParameterPriority;
  parameter.Priority = HighPoolPriority;
  RtlFillMemory(block, 64, 0xAA);
  if (RtlCompareMemory(block, block + 1, 8) != 8) KdPrint(("different %p %wZ\n", block, &Name));
  ExFreePoolWithTag(block, TAG);
  block = ExAllocatePool3(POOL_FLAG_PAGED, 64, TAG, &parameter, 1);
  if (block == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  ExFreePool(block);
  block = MmAllocateContiguousMemory(PAGE_SIZE, highest);
  if (block != NULL) MmFreeContiguousMemory(block);
  return STATUS_SUCCESS;
}

static LONG Filter(PEXCEPTION_POINTERS Information)
{
  return Information->ExceptionRecord->ExceptionCode == STATUS_ACCESS_VIOLATION ? EXCEPTION_EXECUTE_HANDLER
                                                                                : EXCEPTION_CONTINUE_SEARCH;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
  NTSTATUS status = STATUS_SUCCESS;
  LARGE_INTEGER due, now;
  KEVENT event;

  UNREFERENCED_PARAMETER(DriverObject);
  UNREFERENCED_PARAMETER(RegistryPath);
  RtlInitUnicodeString(&Name, L"services");
  KeInitializeSpinLock(&Services.Lock);
  KeInitializeMutex(&Services.Mutex, 0);
  KeInitializeSemaphore(&Services.Semaphore, 0, MAXLONG);
  KeInitializeGuardedMutex(&Services.Guarded);
  ExInitializeRundownProtection(&Services.Rundown);
  InitializeSListHead(&Services.Stack);
  KeInitializeEvent(&event, SynchronizationEvent, FALSE);
  KeInitializeTimer(&Services.Timer);
  KeInitializeDpc(&Services.Dpc, OnTimer, &event);
  due.QuadPart = -10000;
  KeSetTimerEx(&Services.Timer, due, 100, &Services.Dpc);
  Services.ExTimer = ExAllocateTimer(OnExTimer, &Services, EX_TIMER_HIGH_RESOLUTION);
  status = ExInitializeLookasideListEx(&Services.Lookaside, NULL, NULL, NonPagedPoolNx, 0, sizeof(NODE), TAG, 0);
  if (!NT_SUCCESS(status)) return status;
  ExInitializeWorkItem(&Services.Item, OnWork, &Services);
  ExQueueWorkItem(&Services.Item, DelayedWorkQueue);
  KeInitializeCallbackRecord(&Services.Callback);
  KeRegisterBugCheckCallback(&Services.Callback, OnBugCheck, &Services, sizeof Services, (PUCHAR)"services");
  KeQuerySystemTime(&now);
  try {
    status = UseLocks(&Services);
    UseLists(&Services);
    UseInterlocked(&Services);
    status = UseMemory();
    if (now.QuadPart == 0) leave;
  } except (Filter(GetExceptionInformation())) {
    status = GetExceptionCode();
  }
  DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, "%08lx %I64d\n", status, now.QuadPart);
  if (status == STATUS_UNSUCCESSFUL) KeBugCheckEx(MANUALLY_INITIATED_CRASH, 1, 2, 3, (ULONG_PTR)&Services);
  return status;
}

// Return codes of memory for drivers. A function that gives TRUE had NULL from the routine, whose status
// is the one in the name of the function; the others give that status, returned or raised.
#include <ntddk.h>

#define TAG 'lpmE'

// More than there is.
#define TOO_MUCH ((SIZE_T)1 << 40)

BOOLEAN ExAllocatePool__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePool(NonPagedPoolNx, TOO_MUCH) == NULL;
}

BOOLEAN ExAllocatePool2__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, TOO_MUCH, TAG) == NULL;
}

BOOLEAN ExAllocatePool3__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePool3(POOL_FLAG_NON_PAGED, TOO_MUCH, TAG, NULL, 0) == NULL;
}

BOOLEAN ExAllocatePoolUninitialized__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePoolUninitialized(NonPagedPoolNx, TOO_MUCH, TAG) == NULL;
}

BOOLEAN ExAllocatePoolZero__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePoolZero(NonPagedPoolNx, TOO_MUCH, TAG) == NULL;
}

BOOLEAN ExAllocatePoolWithTag__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePoolWithTag(NonPagedPoolNx, TOO_MUCH, TAG) == NULL;
}

BOOLEAN ExAllocatePoolPriorityUninitialized__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePoolPriorityUninitialized(NonPagedPoolNx, TOO_MUCH, TAG, NormalPoolPriority) == NULL;
}

BOOLEAN ExAllocatePoolPriorityZero__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePoolPriorityZero(NonPagedPoolNx, TOO_MUCH, TAG, NormalPoolPriority) == NULL;
}

BOOLEAN ExAllocatePoolWithTagPriority__STATUS_INSUFFICIENT_RESOURCES(void)
{
    return ExAllocatePoolWithTagPriority(NonPagedPoolNx, TOO_MUCH, TAG, NormalPoolPriority) == NULL;
}

// With quota it raises, unless POOL_QUOTA_FAIL_INSTEAD_OF_RAISE is in the type.
NTSTATUS ExAllocatePoolWithQuota__STATUS_INSUFFICIENT_RESOURCES(void)
{
    __try {
        ExAllocatePoolWithQuota(NonPagedPoolNx, TOO_MUCH);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

// With quota it raises, unless POOL_QUOTA_FAIL_INSTEAD_OF_RAISE is in the type.
NTSTATUS ExAllocatePoolWithQuotaTag__STATUS_INSUFFICIENT_RESOURCES(void)
{
    __try {
        ExAllocatePoolWithQuotaTag(NonPagedPoolNx, TOO_MUCH, TAG);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

// With quota it raises, unless POOL_QUOTA_FAIL_INSTEAD_OF_RAISE is in the type.
NTSTATUS ExAllocatePoolQuotaUninitialized__STATUS_INSUFFICIENT_RESOURCES(void)
{
    __try {
        ExAllocatePoolQuotaUninitialized(NonPagedPoolNx, TOO_MUCH, TAG);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

// With quota it raises, unless POOL_QUOTA_FAIL_INSTEAD_OF_RAISE is in the type.
NTSTATUS ExAllocatePoolQuotaZero__STATUS_INSUFFICIENT_RESOURCES(void)
{
    __try {
        ExAllocatePoolQuotaZero(NonPagedPoolNx, TOO_MUCH, TAG);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS ExInitializeLookasideListEx__STATUS_SUCCESS(void)
{
    LOOKASIDE_LIST_EX *list = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*list), TAG);
    NTSTATUS status = ExInitializeLookasideListEx(list, NULL, NULL, NonPagedPoolNx, 0, 64, TAG, 0);
    ExDeleteLookasideListEx(list);
    ExFreePoolWithTag(list, TAG);
    return status;
}

// 99 is no type of pool.
NTSTATUS ExInitializeLookasideListEx__STATUS_INVALID_PARAMETER_4(void)
{
    LOOKASIDE_LIST_EX *list = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*list), TAG);
    NTSTATUS status = ExInitializeLookasideListEx(list, NULL, NULL, (POOL_TYPE)99, 0, 64, TAG, 0);
    ExFreePoolWithTag(list, TAG);
    return status;
}

// 0x80 is no flag.
NTSTATUS ExInitializeLookasideListEx__STATUS_INVALID_PARAMETER_5(void)
{
    LOOKASIDE_LIST_EX *list = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*list), TAG);
    NTSTATUS status = ExInitializeLookasideListEx(list, NULL, NULL, NonPagedPoolNx, 0x80, 64, TAG, 0);
    ExFreePoolWithTag(list, TAG);
    return status;
}

static ERESOURCE resource;

NTSTATUS ExInitializeResourceLite__STATUS_SUCCESS(void)
{
    NTSTATUS status = ExInitializeResourceLite(&resource);
    ExDeleteResourceLite(&resource);
    return status;
}

NTSTATUS ExReinitializeResourceLite__STATUS_SUCCESS(void)
{
    ExInitializeResourceLite(&resource);
    NTSTATUS status = ExReinitializeResourceLite(&resource);
    ExDeleteResourceLite(&resource);
    return status;
}

NTSTATUS ExDeleteResourceLite__STATUS_SUCCESS(void)
{
    ExInitializeResourceLite(&resource);
    return ExDeleteResourceLite(&resource);
}

NTSTATUS ProbeForRead__STATUS_ACCESS_VIOLATION(void)
{
    UCHAR ofTheSystem;
    __try {
        ProbeForRead(&ofTheSystem, 1, 1);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS ProbeForRead__STATUS_DATATYPE_MISALIGNMENT(void)
{
    __try {
        ProbeForRead((PVOID)0x10001, 8, 4);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS ProbeForWrite__STATUS_ACCESS_VIOLATION(void)
{
    UCHAR ofTheSystem;
    __try {
        ProbeForWrite(&ofTheSystem, 1, 1);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS ProbeForWrite__STATUS_DATATYPE_MISALIGNMENT(void)
{
    __try {
        ProbeForWrite((PVOID)0x10001, 8, 4);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

// A buffer of a program that is not there.
NTSTATUS MmProbeAndLockPages__STATUS_ACCESS_VIOLATION(void)
{
    NTSTATUS status = STATUS_SUCCESS;
    PMDL mdl = IoAllocateMdl((PVOID)0x10000, 16, FALSE, FALSE, NULL);
    __try {
        MmProbeAndLockPages(mdl, UserMode, IoReadAccess);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    IoFreeMdl(mdl);
    return status;
}

NTSTATUS DbgPrint__STATUS_SUCCESS(void)
{
    return DbgPrint("irqlab\n");
}

NTSTATUS DbgPrintEx__STATUS_SUCCESS(void)
{
    return DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, "irqlab\n");
}

static ULONG PrintList(PCSTR prefix, PCSTR format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    ULONG status = prefix == NULL ? vDbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, format, arguments)
                                  : vDbgPrintExWithPrefix(prefix, DPFLTR_IHVDRIVER_ID, DPFLTR_ERROR_LEVEL, format, arguments);
    va_end(arguments);
    return status;
}

NTSTATUS vDbgPrintEx__STATUS_SUCCESS(void)
{
    return PrintList(NULL, "%d\n", 1);
}

NTSTATUS vDbgPrintExWithPrefix__STATUS_SUCCESS(void)
{
    return PrintList("irqlab: ", "%d\n", 1);
}

// The functions above are called one by one.
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}

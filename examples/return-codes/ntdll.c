// Return codes of ntdll, in a program that a damaged heap does not end (startProcess({ terminateOnCorruption: false })). A function
// of type NTSTATUS gives the status that its name ends with, returned or raised; one of type BOOL says that the routine failed,
// and the routine leaves the status as the last status of the thread (process.lastStatus, RtlGetLastNtStatus on Windows).
#define WIN32_NO_STATUS
#include <windows.h>
#undef WIN32_NO_STATUS
#include <ntstatus.h>
#include <winternl.h>

// More than there is, of memory and of addresses.
#define TOO_MUCH ((SIZE_T)0x10000000)
#define TOO_LONG ((SIZE_T)0x7FFFFFFF0000)

// All memory that the machine has left, in pieces that get smaller.
static void *pieces[4096];
static int pieceCount;
static void TakeAllMemory(void)
{
    for (SIZE_T bytes = 0x400000; bytes >= 4096; bytes /= 4)
        while (pieceCount < 4096 && (pieces[pieceCount] = VirtualAlloc(NULL, bytes, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)) != NULL)
            pieceCount++;
}

static void GiveMemoryBack(void)
{
    while (pieceCount > 0)
        VirtualFree(pieces[--pieceCount], 0, MEM_RELEASE);
}

// Memory that is no heap.
static char notAHeap[4096];
static PVOID NoHeap(void)
{
    return notAHeap;
}

static char space[64];
static PVOID NoBlock(void)
{
    return space + 16;
}

static PVOID NewHeap(void)
{
    return RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
}

// A heap in which a program has written over the end of a block.
static PVOID DamagedHeap(void)
{
    PVOID heap = NewHeap();
    char *block = RtlAllocateHeap(heap, 0, 32);
    RtlFreeHeap(heap, 0, RtlAllocateHeap(heap, 0, 32));
    for (int i = 32; i < 96; i++)
        block[i] = 'x';
    return heap;
}

static ULONG value;

static SIZE_T length;

static PVOID address;

static MEMORY_BASIC_INFORMATION information;

static PVOID NewPages(ULONG type)
{
    return VirtualAlloc(NULL, 0x10000, type, PAGE_READWRITE);
}

NTSTATUS NtAllocateVirtualMemory__STATUS_SUCCESS(void)
{
    address = NULL;
    length = 0x1000;
    NTSTATUS status = NtAllocateVirtualMemory(GetCurrentProcess(), &address, 0, &length, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualFree(address, 0, MEM_RELEASE);
    return status;
}

NTSTATUS NtAllocateVirtualMemory__STATUS_COMMITMENT_LIMIT(void)
{
    address = NULL;
    length = TOO_MUCH;
    return NtAllocateVirtualMemory(GetCurrentProcess(), &address, 0, &length, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

NTSTATUS NtAllocateVirtualMemory__STATUS_CONFLICTING_ADDRESSES(void)
{
    address = NewPages(MEM_RESERVE);
    length = 0x1000;
    NTSTATUS status = NtAllocateVirtualMemory(GetCurrentProcess(), &address, 0, &length, MEM_RESERVE, PAGE_READWRITE);
    VirtualFree(address, 0, MEM_RELEASE);
    return status;
}

NTSTATUS NtAllocateVirtualMemory__STATUS_INVALID_HANDLE(void)
{
    address = NULL;
    length = 0x1000;
    return NtAllocateVirtualMemory((HANDLE)0x1234, &address, 0, &length, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

NTSTATUS NtAllocateVirtualMemory__STATUS_INVALID_PAGE_PROTECTION(void)
{
    address = NULL;
    length = 0x1000;
    return NtAllocateVirtualMemory(GetCurrentProcess(), &address, 0, &length, MEM_RESERVE | MEM_COMMIT, 0);
}

NTSTATUS NtAllocateVirtualMemory__STATUS_NO_MEMORY(void)
{
    address = NULL;
    length = TOO_LONG;
    return NtAllocateVirtualMemory(GetCurrentProcess(), &address, 0, &length, MEM_RESERVE, PAGE_READWRITE);
}

NTSTATUS ZwAllocateVirtualMemory__STATUS_SUCCESS(void)
{
    address = NULL;
    length = 0x1000;
    NTSTATUS status = ZwAllocateVirtualMemory(GetCurrentProcess(), &address, 0, &length, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualFree(address, 0, MEM_RELEASE);
    return status;
}

NTSTATUS NtFreeVirtualMemory__STATUS_SUCCESS(void)
{
    address = NewPages(MEM_RESERVE);
    length = 0;
    return NtFreeVirtualMemory(GetCurrentProcess(), &address, &length, MEM_RELEASE);
}

NTSTATUS NtFreeVirtualMemory__STATUS_INVALID_HANDLE(void)
{
    address = NULL;
    length = 0;
    return NtFreeVirtualMemory((HANDLE)0x1234, &address, &length, MEM_RELEASE);
}

NTSTATUS ZwFreeVirtualMemory__STATUS_SUCCESS(void)
{
    address = NewPages(MEM_RESERVE);
    length = 0;
    return ZwFreeVirtualMemory(GetCurrentProcess(), &address, &length, MEM_RELEASE);
}

NTSTATUS ZwFreeVirtualMemory__STATUS_INVALID_HANDLE(void)
{
    address = NULL;
    length = 0;
    return ZwFreeVirtualMemory((HANDLE)0x1234, &address, &length, MEM_RELEASE);
}

NTSTATUS NtProtectVirtualMemory__STATUS_SUCCESS(void)
{
    PVOID pages = NewPages(MEM_RESERVE | MEM_COMMIT);
    address = pages;
    length = 0x1000;
    NTSTATUS status = NtProtectVirtualMemory(GetCurrentProcess(), &address, &length, PAGE_READONLY, &value);
    VirtualFree(pages, 0, MEM_RELEASE);
    return status;
}

NTSTATUS NtProtectVirtualMemory__STATUS_ACCESS_VIOLATION(void)
{
    PVOID pages = NewPages(MEM_RESERVE | MEM_COMMIT);
    address = pages;
    length = 0x1000;
    NTSTATUS status = NtProtectVirtualMemory(GetCurrentProcess(), &address, &length, PAGE_READONLY, NULL);
    VirtualFree(pages, 0, MEM_RELEASE);
    return status;
}

NTSTATUS NtProtectVirtualMemory__STATUS_CONFLICTING_ADDRESSES(void)
{
    address = NewPages(MEM_RESERVE);
    length = 0x1000;
    VirtualFree(address, 0, MEM_RELEASE);
    return NtProtectVirtualMemory(GetCurrentProcess(), &address, &length, PAGE_READONLY, &value);
}

NTSTATUS NtProtectVirtualMemory__STATUS_INVALID_HANDLE(void)
{
    PVOID pages = NewPages(MEM_RESERVE | MEM_COMMIT);
    address = pages;
    length = 0x1000;
    NTSTATUS status = NtProtectVirtualMemory((HANDLE)0x1234, &address, &length, PAGE_READONLY, &value);
    VirtualFree(pages, 0, MEM_RELEASE);
    return status;
}

NTSTATUS NtProtectVirtualMemory__STATUS_INVALID_PAGE_PROTECTION(void)
{
    PVOID pages = NewPages(MEM_RESERVE | MEM_COMMIT);
    address = pages;
    length = 0x1000;
    NTSTATUS status = NtProtectVirtualMemory(GetCurrentProcess(), &address, &length, 0, &value);
    VirtualFree(pages, 0, MEM_RELEASE);
    return status;
}

NTSTATUS NtProtectVirtualMemory__STATUS_NOT_COMMITTED(void)
{
    PVOID pages = NewPages(MEM_RESERVE);
    address = pages;
    length = 0x1000;
    NTSTATUS status = NtProtectVirtualMemory(GetCurrentProcess(), &address, &length, PAGE_READONLY, &value);
    VirtualFree(pages, 0, MEM_RELEASE);
    return status;
}

// A handle of a process, as that of another one would be.
static HANDLE ProcessHandle(void)
{
    HANDLE process = NULL;
    DuplicateHandle(GetCurrentProcess(), GetCurrentProcess(), GetCurrentProcess(), &process, 0, FALSE, DUPLICATE_SAME_ACCESS);
    return process;
}

// With nt.injectFault({ routine: 'NtAllocateVirtualMemory', failure: 'STATUS_ACCESS_DENIED' }).
NTSTATUS NtAllocateVirtualMemory__STATUS_ACCESS_DENIED(void)
{
    HANDLE process = ProcessHandle();
    address = NULL;
    length = 0x1000;
    NTSTATUS status = NtAllocateVirtualMemory(process, &address, 0, &length, MEM_RESERVE, PAGE_READWRITE);
    CloseHandle(process);
    return status;
}

// With nt.injectFault({ routine: 'NtQueryVirtualMemory', failure: 'STATUS_ACCESS_DENIED' }).
NTSTATUS NtQueryVirtualMemory__STATUS_ACCESS_DENIED(void)
{
    HANDLE process = ProcessHandle();
    NTSTATUS status = NtQueryVirtualMemory(process, &value, MemoryBasicInformation, &information, sizeof(information), &length);
    CloseHandle(process);
    return status;
}

NTSTATUS NtQueryVirtualMemory__STATUS_SUCCESS(void)
{
    return NtQueryVirtualMemory(GetCurrentProcess(), &value, MemoryBasicInformation, &information, sizeof(information), &length);
}

NTSTATUS NtQueryVirtualMemory__STATUS_ACCESS_VIOLATION(void)
{
    return NtQueryVirtualMemory(GetCurrentProcess(), &value, MemoryBasicInformation, NULL, sizeof(information), &length);
}

NTSTATUS NtQueryVirtualMemory__STATUS_INFO_LENGTH_MISMATCH(void)
{
    return NtQueryVirtualMemory(GetCurrentProcess(), &value, MemoryBasicInformation, &information, 8, &length);
}

NTSTATUS NtQueryVirtualMemory__STATUS_INVALID_INFO_CLASS(void)
{
    return NtQueryVirtualMemory(GetCurrentProcess(), &value, (MEMORY_INFORMATION_CLASS)99, &information, sizeof(information), &length);
}

// An address of the system.
NTSTATUS NtQueryVirtualMemory__STATUS_INVALID_PARAMETER(void)
{
    return NtQueryVirtualMemory(GetCurrentProcess(), (PVOID)0xFFFF800000000000, MemoryBasicInformation, &information, sizeof(information), &length);
}

static EXCEPTION_RECORD record;

NTSTATUS NtContinue__STATUS_ACCESS_VIOLATION(void)
{
    return NtContinue(NULL, FALSE);
}

// A handler lets the program go on.
NTSTATUS NtRaiseException__STATUS_SUCCESS(void)
{
    NTSTATUS status = STATUS_UNSUCCESSFUL;
    record.ExceptionCode = 0xE0000001;
    record.NumberParameters = 0;
    __try {
        status = NtRaiseException(&record, NULL, TRUE);
    } __except (EXCEPTION_CONTINUE_EXECUTION) {
    }
    return status;
}

NTSTATUS NtRaiseException__STATUS_INVALID_PARAMETER(void)
{
    record.ExceptionCode = 0xE0000001;
    record.NumberParameters = EXCEPTION_MAXIMUM_PARAMETERS + 1;
    return NtRaiseException(&record, NULL, TRUE);
}

NTSTATUS NtRaiseException__STATUS_ACCESS_VIOLATION(void)
{
    return NtRaiseException(NULL, NULL, TRUE);
}

NTSTATUS RtlRaiseException__STATUS_INVALID_PARAMETER(void)
{
    record.ExceptionCode = 0xE0000001;
    record.NumberParameters = EXCEPTION_MAXIMUM_PARAMETERS + 1;
    __try {
        RtlRaiseException(&record);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS RtlUnwind__STATUS_INVALID_UNWIND_TARGET(void)
{
    __try {
        RtlUnwind((PVOID)0x1234, NULL, NULL, NULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS RtlUnwindEx__STATUS_INVALID_UNWIND_TARGET(void)
{
    static CONTEXT context;
    __try {
        RtlUnwindEx((PVOID)0x1234, NULL, NULL, NULL, &context, NULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS RtlAllocateHeap__STATUS_NO_MEMORY(void)
{
    __try {
        RtlAllocateHeap(GetProcessHeap(), HEAP_GENERATE_EXCEPTIONS, TOO_MUCH);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS RtlAllocateHeap__STATUS_ACCESS_VIOLATION(void)
{
    __try {
        RtlAllocateHeap(NoHeap(), HEAP_GENERATE_EXCEPTIONS, 16);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

// A heap that cannot grow, and a block above its threshold of 0x7F000 bytes.
NTSTATUS RtlAllocateHeap__STATUS_BUFFER_TOO_SMALL(void)
{
    NTSTATUS status = STATUS_SUCCESS;
    PVOID pages = VirtualAlloc(NULL, 0x100000, MEM_RESERVE, PAGE_READWRITE);
    PVOID heap = RtlCreateHeap(0, pages, 0x100000, 0x10000, NULL, NULL);
    __try {
        RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x80000);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    RtlDestroyHeap(heap);
    VirtualFree(pages, 0, MEM_RELEASE);
    return status;
}

BOOL RtlCreateHeap__STATUS_NO_MEMORY(void)
{
    return RtlCreateHeap(HEAP_GROWABLE, NULL, TOO_MUCH, TOO_MUCH, NULL, NULL) == NULL;
}

BOOL RtlReAllocateHeap__STATUS_NO_MEMORY(void)
{
    PVOID block = RtlAllocateHeap(GetProcessHeap(), 0, 16);
    BOOL failed = RtlReAllocateHeap(GetProcessHeap(), 0, block, TOO_MUCH) == NULL;
    RtlFreeHeap(GetProcessHeap(), 0, block);
    return failed;
}

BOOL RtlReAllocateHeap__STATUS_INVALID_PARAMETER(void)
{
    return RtlReAllocateHeap(GetProcessHeap(), 0, NoBlock(), 32) == NULL;
}

BOOL RtlSizeHeap__STATUS_INVALID_PARAMETER(void)
{
    return RtlSizeHeap(GetProcessHeap(), 0, NoBlock()) == (SIZE_T)-1;
}

BOOL RtlSizeHeap__STATUS_INVALID_HANDLE(void)
{
    return RtlSizeHeap(NULL, 0, NoBlock()) == (SIZE_T)-1;
}

BOOL RtlCompactHeap__STATUS_INVALID_HANDLE(void)
{
    return RtlCompactHeap(NoHeap(), 0) == 0;
}

BOOL RtlCompactHeap__STATUS_INVALID_PARAMETER(void)
{
    return RtlCompactHeap(DamagedHeap(), 0) == 0;
}

// 4096 names of one letter: one more than a heap can have.
static WCHAR names[2 * 4096 + 1];
static PCWSTR TooManyNames(void)
{
    for (int i = 0; i < 4096; i++)
        names[2 * i] = L'a';
    return names;
}

BOOL RtlCreateTagHeap__STATUS_NO_MEMORY(void)
{
    return RtlCreateTagHeap(NewHeap(), 0, NULL, TooManyNames()) == 0;
}

BOOL RtlCreateTagHeap__STATUS_INVALID_HANDLE(void)
{
    return RtlCreateTagHeap(NoHeap(), 0, NULL, L"one\0two\0") == 0;
}

BOOL RtlQueryTagHeap__STATUS_INVALID_PARAMETER(void)
{
    return RtlQueryTagHeap(GetProcessHeap(), 0, 99, FALSE, NULL) == NULL;
}

static NTSTATUS NTAPI TakeNote(PVOID HeapHandle, PVOID Parameter)
{
    return STATUS_SUCCESS;
}

NTSTATUS RtlEnumProcessHeaps__STATUS_SUCCESS(void)
{
    return RtlEnumProcessHeaps(TakeNote, NULL);
}

NTSTATUS RtlExtendHeap__STATUS_SUCCESS(void)
{
    return RtlExtendHeap(NewHeap(), 0, NewPages(MEM_RESERVE), 0x10000);
}

NTSTATUS RtlExtendHeap__STATUS_INVALID_PARAMETER(void)
{
    return RtlExtendHeap(NewHeap(), 0, (char *)NewPages(MEM_RESERVE) + 1, 0x1000);
}

NTSTATUS RtlExtendHeap__STATUS_CONFLICTING_ADDRESSES(void)
{
    PVOID heap = NewHeap();
    return RtlExtendHeap(heap, 0, heap, 0x1000);
}

NTSTATUS RtlExtendHeap__STATUS_INSUFFICIENT_RESOURCES(void)
{
    PVOID heap = NewHeap();
    NTSTATUS status = STATUS_SUCCESS;
    while (status == STATUS_SUCCESS)
        status = RtlExtendHeap(heap, 0, NewPages(MEM_RESERVE), 0x1000);
    return status;
}

NTSTATUS RtlExtendHeap__STATUS_NO_MEMORY(void)
{
    PVOID heap = NewHeap();
    PVOID pages = NewPages(MEM_RESERVE);
    TakeAllMemory();
    NTSTATUS status = RtlExtendHeap(heap, 0, pages, 0x10000);
    GiveMemoryBack();
    return status;
}

NTSTATUS RtlExtendHeap__STATUS_INVALID_HANDLE(void)
{
    return RtlExtendHeap(NoHeap(), 0, NewPages(MEM_RESERVE), 0x10000);
}

BOOL RtlGetUserInfoHeap__STATUS_INVALID_PARAMETER(void)
{
    return !RtlGetUserInfoHeap(GetProcessHeap(), 0, NoBlock(), NULL, NULL);
}

BOOL RtlSetUserFlagsHeap__STATUS_INVALID_PARAMETER(void)
{
    return !RtlSetUserFlagsHeap(GetProcessHeap(), 0, NoBlock(), 0, 0x200);
}

BOOL RtlSetUserValueHeap__STATUS_INVALID_PARAMETER(void)
{
    return !RtlSetUserValueHeap(GetProcessHeap(), 0, NoBlock(), NULL);
}

BOOL RtlMultipleAllocateHeap__STATUS_NO_MEMORY(void)
{
    PVOID blocks[2];
    return RtlMultipleAllocateHeap(GetProcessHeap(), 0, TOO_MUCH, 2, blocks) == 0;
}

BOOL RtlMultipleFreeHeap__STATUS_INVALID_PARAMETER(void)
{
    PVOID blocks[] = { NoBlock() };
    return RtlMultipleFreeHeap(GetProcessHeap(), 0, 1, blocks) == 0;
}

static HEAP_OPTIMIZE_RESOURCES_INFORMATION optimize;

NTSTATUS RtlQueryHeapInformation__STATUS_SUCCESS(void)
{
    return RtlQueryHeapInformation(GetProcessHeap(), HeapCompatibilityInformation, &value, sizeof(value), &length);
}

NTSTATUS RtlQueryHeapInformation__STATUS_BUFFER_TOO_SMALL(void)
{
    return RtlQueryHeapInformation(GetProcessHeap(), HeapCompatibilityInformation, &value, 2, &length);
}

NTSTATUS RtlQueryHeapInformation__STATUS_ACCESS_VIOLATION(void)
{
    return RtlQueryHeapInformation(NoHeap(), HeapCompatibilityInformation, &value, sizeof(value), &length);
}

NTSTATUS RtlQueryHeapInformation__STATUS_INVALID_INFO_CLASS(void)
{
    return RtlQueryHeapInformation(GetProcessHeap(), (HEAP_INFORMATION_CLASS)99, &value, sizeof(value), &length);
}

NTSTATUS RtlSetHeapInformation__STATUS_SUCCESS(void)
{
    value = 2;
    return RtlSetHeapInformation(NewHeap(), HeapCompatibilityInformation, &value, sizeof(value));
}

NTSTATUS RtlSetHeapInformation__STATUS_BUFFER_TOO_SMALL(void)
{
    value = 2;
    return RtlSetHeapInformation(GetProcessHeap(), HeapCompatibilityInformation, &value, 2);
}

// Look-aside lists are long gone.
NTSTATUS RtlSetHeapInformation__STATUS_UNSUCCESSFUL(void)
{
    value = 1;
    return RtlSetHeapInformation(GetProcessHeap(), HeapCompatibilityInformation, &value, sizeof(value));
}

NTSTATUS RtlSetHeapInformation__STATUS_INVALID_HANDLE(void)
{
    value = 2;
    return RtlSetHeapInformation(NoHeap(), HeapCompatibilityInformation, &value, sizeof(value));
}

NTSTATUS RtlSetHeapInformation__STATUS_INVALID_PARAMETER(void)
{
    optimize.Version = 2;
    return RtlSetHeapInformation(NULL, HeapOptimizeResources, &optimize, sizeof(optimize));
}

NTSTATUS RtlSetHeapInformation__STATUS_INVALID_INFO_CLASS(void)
{
    return RtlSetHeapInformation(GetProcessHeap(), (HEAP_INFORMATION_CLASS)99, &value, sizeof(value));
}

NTSTATUS RtlWalkHeap__STATUS_SUCCESS(void)
{
    RTL_HEAP_WALK_ENTRY entry = { 0 };
    return RtlWalkHeap(GetProcessHeap(), &entry);
}

NTSTATUS RtlWalkHeap__STATUS_NO_MORE_ENTRIES(void)
{
    RTL_HEAP_WALK_ENTRY entry = { 0 };
    NTSTATUS status = STATUS_SUCCESS;
    while (status == STATUS_SUCCESS)
        status = RtlWalkHeap(GetProcessHeap(), &entry);
    return status;
}

NTSTATUS RtlWalkHeap__STATUS_INVALID_PARAMETER(void)
{
    RTL_HEAP_WALK_ENTRY entry = { .DataAddress = (PVOID)0x10 };
    return RtlWalkHeap(GetProcessHeap(), &entry);
}

NTSTATUS RtlWalkHeap__STATUS_INVALID_HANDLE(void)
{
    RTL_HEAP_WALK_ENTRY entry = { 0 };
    return RtlWalkHeap(NoHeap(), &entry);
}

NTSTATUS RtlZeroHeap__STATUS_SUCCESS(void)
{
    return RtlZeroHeap(NewHeap(), 0);
}

NTSTATUS RtlZeroHeap__STATUS_INVALID_HANDLE(void)
{
    return RtlZeroHeap(NoHeap(), 0);
}

NTSTATUS RtlZeroHeap__STATUS_INVALID_PARAMETER(void)
{
    return RtlZeroHeap(DamagedHeap(), 0);
}

// The functions above are called one by one.
int main(void)
{
    return 0;
}

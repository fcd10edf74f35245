// Return codes of heaps of the Windows API, in a program that a damaged heap does not end (startProcess({ terminateOnCorruption:
// false })). A function of type DWORD gives the last error that the routine leaves, which is that of the status in its name; one of
// type NTSTATUS gives the status itself, which was raised.
#define WIN32_NO_STATUS
#include <windows.h>
#undef WIN32_NO_STATUS
#include <ntstatus.h>
#include <winternl.h>

// More than there is.
#define TOO_MUCH ((SIZE_T)0x10000000)

// Memory that is no heap.
static char notAHeap[4096];
static HANDLE NoHeap(void)
{
    return notAHeap;
}

// A heap in which a program has written over the end of a block.
static HANDLE DamagedHeap(void)
{
    HANDLE heap = HeapCreate(0, 0, 0);
    char *block = HeapAlloc(heap, 0, 32);
    HeapFree(heap, 0, HeapAlloc(heap, 0, 32));
    for (int i = 32; i < 96; i++)
        block[i] = 'x';
    return heap;
}

static ULONG value;

static SIZE_T bytes;

static HEAP_SUMMARY summary;

static HEAP_OPTIMIZE_RESOURCES_INFORMATION optimize;

NTSTATUS HeapAlloc__STATUS_NO_MEMORY(void)
{
    __try {
        HeapAlloc(GetProcessHeap(), HEAP_GENERATE_EXCEPTIONS, TOO_MUCH);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS HeapAlloc__STATUS_ACCESS_VIOLATION(void)
{
    __try {
        HeapAlloc(NoHeap(), HEAP_GENERATE_EXCEPTIONS, 16);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS HeapReAlloc__STATUS_NO_MEMORY(void)
{
    void *block = HeapAlloc(GetProcessHeap(), 0, 16);
    NTSTATUS status = STATUS_SUCCESS;
    __try {
        HeapReAlloc(GetProcessHeap(), HEAP_GENERATE_EXCEPTIONS, block, TOO_MUCH);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    HeapFree(GetProcessHeap(), 0, block);
    return status;
}

NTSTATUS HeapReAlloc__STATUS_ACCESS_VIOLATION(void)
{
    char noBlock[64];
    __try {
        HeapReAlloc(GetProcessHeap(), HEAP_GENERATE_EXCEPTIONS, noBlock + 16, 32);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

DWORD HeapCreate__STATUS_NO_MEMORY(void)
{
    HeapCreate(0, TOO_MUCH, 0);
    return GetLastError();
}

// The heap of the process stays.
DWORD HeapDestroy__STATUS_INVALID_HANDLE(void)
{
    HeapDestroy(GetProcessHeap());
    return GetLastError();
}

DWORD HeapFree__STATUS_INVALID_PARAMETER(void)
{
    char noBlock[64];
    HeapFree(GetProcessHeap(), 0, noBlock + 16);
    return GetLastError();
}

DWORD HeapCompact__STATUS_INVALID_HANDLE(void)
{
    HeapCompact(NoHeap(), 0);
    return GetLastError();
}

DWORD HeapLock__STATUS_INVALID_HANDLE(void)
{
    HeapLock(NoHeap());
    return GetLastError();
}

DWORD HeapUnlock__STATUS_INVALID_HANDLE(void)
{
    HeapUnlock(NoHeap());
    return GetLastError();
}

DWORD HeapSetInformation__STATUS_INVALID_HANDLE(void)
{
    value = 2;
    HeapSetInformation(NoHeap(), HeapCompatibilityInformation, &value, sizeof(value));
    return GetLastError();
}

DWORD HeapSummary__STATUS_INVALID_HANDLE(void)
{
    summary.cb = sizeof(summary);
    HeapSummary(NoHeap(), 0, &summary);
    return GetLastError();
}

DWORD HeapWalk__STATUS_INVALID_HANDLE(void)
{
    PROCESS_HEAP_ENTRY entry = { 0 };
    HeapWalk(NoHeap(), &entry);
    return GetLastError();
}

DWORD HeapCompact__STATUS_INVALID_PARAMETER(void)
{
    HeapCompact(DamagedHeap(), 0);
    return GetLastError();
}

DWORD HeapUnlock__STATUS_MUTANT_NOT_OWNED(void)
{
    HeapUnlock(GetProcessHeap());
    return GetLastError();
}

DWORD HeapQueryInformation__STATUS_ACCESS_VIOLATION(void)
{
    HeapQueryInformation(NoHeap(), HeapCompatibilityInformation, &value, sizeof(value), &bytes);
    return GetLastError();
}

DWORD HeapQueryInformation__STATUS_BUFFER_TOO_SMALL(void)
{
    HeapQueryInformation(GetProcessHeap(), HeapCompatibilityInformation, &value, 2, &bytes);
    return GetLastError();
}

DWORD HeapQueryInformation__STATUS_INVALID_INFO_CLASS(void)
{
    HeapQueryInformation(GetProcessHeap(), (HEAP_INFORMATION_CLASS)99, &value, sizeof(value), &bytes);
    return GetLastError();
}

DWORD HeapSetInformation__STATUS_BUFFER_TOO_SMALL(void)
{
    value = 2;
    HeapSetInformation(GetProcessHeap(), HeapCompatibilityInformation, &value, 2);
    return GetLastError();
}

// Look-aside lists are long gone.
DWORD HeapSetInformation__STATUS_UNSUCCESSFUL(void)
{
    value = 1;
    HeapSetInformation(GetProcessHeap(), HeapCompatibilityInformation, &value, sizeof(value));
    return GetLastError();
}

DWORD HeapSetInformation__STATUS_INVALID_PARAMETER(void)
{
    optimize.Version = 2;
    HeapSetInformation(NULL, HeapOptimizeResources, &optimize, sizeof(optimize));
    return GetLastError();
}

DWORD HeapSetInformation__STATUS_INVALID_INFO_CLASS(void)
{
    HeapSetInformation(GetProcessHeap(), (HEAP_INFORMATION_CLASS)99, &value, sizeof(value));
    return GetLastError();
}

DWORD HeapSummary__STATUS_INVALID_PARAMETER(void)
{
    summary.cb = 1;
    HeapSummary(GetProcessHeap(), 0, &summary);
    return GetLastError();
}

DWORD HeapWalk__STATUS_NO_MORE_ENTRIES(void)
{
    PROCESS_HEAP_ENTRY entry = { 0 };
    while (HeapWalk(GetProcessHeap(), &entry))
        ;
    return GetLastError();
}

DWORD HeapWalk__STATUS_INVALID_PARAMETER(void)
{
    PROCESS_HEAP_ENTRY entry = { .lpData = (PVOID)0x10 };
    HeapWalk(GetProcessHeap(), &entry);
    return GetLastError();
}

// The functions above are called one by one.
int main(void)
{
    return 0;
}

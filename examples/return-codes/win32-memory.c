// Return codes of virtual memory, and of GlobalAlloc and LocalAlloc with their kin, in a program that may lock memory. Each function
// gives the last error that the routine leaves: that of the status in its name.
#include <windows.h>

// More than there is, of memory and of addresses.
#define TOO_MUCH ((SIZE_T)0x10000000)
#define TOO_LONG ((SIZE_T)0x7FFFFFFF0000)

static void *NewPages(DWORD type)
{
    return VirtualAlloc(NULL, 0x10000, type, PAGE_READWRITE);
}

static DWORD oldProtection;

static MEMORY_BASIC_INFORMATION information;

DWORD VirtualAlloc__STATUS_COMMITMENT_LIMIT(void)
{
    VirtualAlloc(NULL, TOO_MUCH, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    return GetLastError();
}

DWORD VirtualAlloc__STATUS_CONFLICTING_ADDRESSES(void)
{
    void *pages = NewPages(MEM_RESERVE);
    VirtualAlloc(pages, 0x10000, MEM_RESERVE, PAGE_READWRITE);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

DWORD VirtualAlloc__STATUS_INVALID_PARAMETER(void)
{
    VirtualAlloc(NULL, 0, MEM_RESERVE, PAGE_READWRITE);
    return GetLastError();
}

DWORD VirtualAlloc__STATUS_NO_MEMORY(void)
{
    VirtualAlloc(NULL, TOO_LONG, MEM_RESERVE, PAGE_READWRITE);
    return GetLastError();
}

DWORD VirtualAlloc__STATUS_NOT_COMMITTED(void)
{
    void *pages = NewPages(MEM_RESERVE);
    VirtualAlloc(pages, 0x10000, MEM_RESET, PAGE_READWRITE);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

DWORD VirtualFree__STATUS_FREE_VM_NOT_AT_BASE(void)
{
    char *pages = NewPages(MEM_RESERVE);
    VirtualFree(pages + 0x1000, 0, MEM_RELEASE);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

DWORD VirtualFree__STATUS_INVALID_PARAMETER(void)
{
    void *pages = NewPages(MEM_RESERVE);
    VirtualFree(pages, 0x10000, MEM_RELEASE);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

DWORD VirtualFree__STATUS_MEMORY_NOT_ALLOCATED(void)
{
    void *pages = NewPages(MEM_RESERVE);
    VirtualFree(pages, 0, MEM_RELEASE);
    VirtualFree(pages, 0, MEM_RELEASE);
    return GetLastError();
}

DWORD VirtualFree__STATUS_UNABLE_TO_FREE_VM(void)
{
    void *pages = NewPages(MEM_RESERVE | MEM_COMMIT);
    VirtualFree(pages, 0x20000, MEM_DECOMMIT);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

DWORD VirtualProtect__STATUS_ACCESS_VIOLATION(void)
{
    void *pages = NewPages(MEM_RESERVE | MEM_COMMIT);
    VirtualProtect(pages, 0x1000, PAGE_READONLY, NULL);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

DWORD VirtualProtect__STATUS_CONFLICTING_ADDRESSES(void)
{
    void *pages = NewPages(MEM_RESERVE);
    VirtualFree(pages, 0, MEM_RELEASE);
    VirtualProtect(pages, 0x1000, PAGE_READONLY, &oldProtection);
    return GetLastError();
}

DWORD VirtualProtect__STATUS_INVALID_PARAMETER(void)
{
    void *pages = NewPages(MEM_RESERVE | MEM_COMMIT);
    VirtualProtect(pages, 0x1000, 0, &oldProtection);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

DWORD VirtualProtect__STATUS_NOT_COMMITTED(void)
{
    void *pages = NewPages(MEM_RESERVE);
    VirtualProtect(pages, 0x1000, PAGE_READONLY, &oldProtection);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

DWORD VirtualQuery__STATUS_ACCESS_VIOLATION(void)
{
    VirtualQuery(&information, NULL, sizeof(information));
    return GetLastError();
}

DWORD VirtualQuery__STATUS_INFO_LENGTH_MISMATCH(void)
{
    VirtualQuery(&information, &information, 8);
    return GetLastError();
}

// An address of the system.
DWORD VirtualQuery__STATUS_INVALID_PARAMETER(void)
{
    VirtualQuery((void *)0xFFFF800000000000, &information, sizeof(information));
    return GetLastError();
}

// 0x80000000 is no flag.
DWORD GlobalAlloc__STATUS_INVALID_PARAMETER(void)
{
    GlobalAlloc(0x80000000, 16);
    return GetLastError();
}

DWORD GlobalAlloc__STATUS_NO_MEMORY(void)
{
    GlobalAlloc(GMEM_FIXED, TOO_MUCH);
    return GetLastError();
}

DWORD GlobalFlags__STATUS_INVALID_HANDLE(void)
{
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, 16);
    GlobalFree(block);
    GlobalFlags(block);
    return GetLastError();
}

DWORD GlobalFree__STATUS_INVALID_HANDLE(void)
{
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, 16);
    GlobalFree(block);
    GlobalFree(block);
    return GetLastError();
}

DWORD GlobalHandle__STATUS_INVALID_HANDLE(void)
{
    int noBlock;
    GlobalHandle(&noBlock);
    return GetLastError();
}

DWORD GlobalLock__STATUS_INVALID_HANDLE(void)
{
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, 16);
    GlobalFree(block);
    GlobalLock(block);
    return GetLastError();
}

DWORD GlobalSize__STATUS_INVALID_HANDLE(void)
{
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, 16);
    GlobalFree(block);
    GlobalSize(block);
    return GetLastError();
}

DWORD GlobalUnlock__STATUS_INVALID_HANDLE(void)
{
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, 16);
    GlobalFree(block);
    GlobalUnlock(block);
    return GetLastError();
}

DWORD GlobalReAlloc__STATUS_INVALID_HANDLE(void)
{
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, 16);
    GlobalFree(block);
    GlobalReAlloc(block, 32, GMEM_MOVEABLE);
    return GetLastError();
}

// 0x80000000 is no flag.
DWORD GlobalReAlloc__STATUS_INVALID_PARAMETER(void)
{
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, 16);
    GlobalReAlloc(block, 32, 0x80000000);
    DWORD error = GetLastError();
    GlobalFree(block);
    return error;
}

DWORD GlobalReAlloc__STATUS_NO_MEMORY(void)
{
    HGLOBAL block = GlobalAlloc(GMEM_MOVEABLE, 16);
    GlobalReAlloc(block, TOO_MUCH, GMEM_MOVEABLE);
    DWORD error = GetLastError();
    GlobalFree(block);
    return error;
}

// 0x80000000 is no flag.
DWORD LocalAlloc__STATUS_INVALID_PARAMETER(void)
{
    LocalAlloc(0x80000000, 16);
    return GetLastError();
}

DWORD LocalAlloc__STATUS_NO_MEMORY(void)
{
    LocalAlloc(LMEM_FIXED, TOO_MUCH);
    return GetLastError();
}

DWORD LocalFlags__STATUS_INVALID_HANDLE(void)
{
    HLOCAL block = LocalAlloc(LMEM_MOVEABLE, 16);
    LocalFree(block);
    LocalFlags(block);
    return GetLastError();
}

DWORD LocalFree__STATUS_INVALID_HANDLE(void)
{
    HLOCAL block = LocalAlloc(LMEM_MOVEABLE, 16);
    LocalFree(block);
    LocalFree(block);
    return GetLastError();
}

DWORD LocalHandle__STATUS_INVALID_HANDLE(void)
{
    int noBlock;
    LocalHandle(&noBlock);
    return GetLastError();
}

DWORD LocalLock__STATUS_INVALID_HANDLE(void)
{
    HLOCAL block = LocalAlloc(LMEM_MOVEABLE, 16);
    LocalFree(block);
    LocalLock(block);
    return GetLastError();
}

DWORD LocalSize__STATUS_INVALID_HANDLE(void)
{
    HLOCAL block = LocalAlloc(LMEM_MOVEABLE, 16);
    LocalFree(block);
    LocalSize(block);
    return GetLastError();
}

DWORD LocalUnlock__STATUS_INVALID_HANDLE(void)
{
    HLOCAL block = LocalAlloc(LMEM_MOVEABLE, 16);
    LocalFree(block);
    LocalUnlock(block);
    return GetLastError();
}

DWORD LocalReAlloc__STATUS_INVALID_HANDLE(void)
{
    HLOCAL block = LocalAlloc(LMEM_MOVEABLE, 16);
    LocalFree(block);
    LocalReAlloc(block, 32, LMEM_MOVEABLE);
    return GetLastError();
}

// 0x80000000 is no flag.
DWORD LocalReAlloc__STATUS_INVALID_PARAMETER(void)
{
    HLOCAL block = LocalAlloc(LMEM_MOVEABLE, 16);
    LocalReAlloc(block, 32, 0x80000000);
    DWORD error = GetLastError();
    LocalFree(block);
    return error;
}

DWORD LocalReAlloc__STATUS_NO_MEMORY(void)
{
    HLOCAL block = LocalAlloc(LMEM_MOVEABLE, 16);
    LocalReAlloc(block, TOO_MUCH, LMEM_MOVEABLE);
    DWORD error = GetLastError();
    LocalFree(block);
    return error;
}

static ULONG_PTR frames[16384];

static ULONG_PTR one;

DWORD AllocateUserPhysicalPages__STATUS_ACCESS_VIOLATION(void)
{
    one = 1;
    AllocateUserPhysicalPages(GetCurrentProcess(), &one, NULL);
    return GetLastError();
}

DWORD AllocateUserPhysicalPages__STATUS_INVALID_HANDLE(void)
{
    one = 1;
    AllocateUserPhysicalPages((HANDLE)0x1234, &one, frames);
    return GetLastError();
}

// Each call gives as many as there are; with none left it fails.
DWORD AllocateUserPhysicalPages__STATUS_NO_MEMORY(void)
{
    ULONG_PTR all = 16384, got = 0;
    while (got < 16384) {
        all = 16384 - got;
        if (!AllocateUserPhysicalPages(GetCurrentProcess(), &all, frames + got))
            break;
        got += all;
    }
    DWORD error = GetLastError();
    FreeUserPhysicalPages(GetCurrentProcess(), &got, frames);
    return error;
}

DWORD FreeUserPhysicalPages__STATUS_ACCESS_VIOLATION(void)
{
    one = 1;
    FreeUserPhysicalPages(GetCurrentProcess(), &one, NULL);
    return GetLastError();
}

DWORD FreeUserPhysicalPages__STATUS_CONFLICTING_ADDRESSES(void)
{
    one = 1;
    frames[0] = 0x7777777;
    FreeUserPhysicalPages(GetCurrentProcess(), &one, frames);
    return GetLastError();
}

DWORD FreeUserPhysicalPages__STATUS_INVALID_HANDLE(void)
{
    one = 1;
    FreeUserPhysicalPages((HANDLE)0x1234, &one, frames);
    return GetLastError();
}

DWORD MapUserPhysicalPages__STATUS_ACCESS_VIOLATION(void)
{
    void *window = NewPages(MEM_RESERVE | MEM_PHYSICAL);
    MapUserPhysicalPages(window, 1, (ULONG_PTR *)0x10);
    DWORD error = GetLastError();
    VirtualFree(window, 0, MEM_RELEASE);
    return error;
}

DWORD MapUserPhysicalPages__STATUS_CONFLICTING_ADDRESSES(void)
{
    void *window = NewPages(MEM_RESERVE | MEM_PHYSICAL);
    frames[0] = 0x7777777;
    MapUserPhysicalPages(window, 1, frames);
    DWORD error = GetLastError();
    VirtualFree(window, 0, MEM_RELEASE);
    return error;
}

// No window of MEM_PHYSICAL.
DWORD MapUserPhysicalPages__STATUS_INVALID_PARAMETER(void)
{
    void *pages = NewPages(MEM_RESERVE);
    MapUserPhysicalPages(pages, 1, NULL);
    DWORD error = GetLastError();
    VirtualFree(pages, 0, MEM_RELEASE);
    return error;
}

// The functions above are called one by one.
int main(void)
{
    return 0;
}

// Return codes of files of devices, in a program. Each function gives the last error that the routine leaves: that of the status in
// its name.
// With keep-driver.c, a driver whose device is exclusive and keeps every request until it is cancelled.
#include <windows.h>

static HANDLE Open(DWORD flags)
{
    return CreateFileW(L"\\\\.\\Keep", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, flags, NULL);
}

static HANDLE NeverOpened(void)
{
    return (HANDLE)0x1234;
}

// All memory that the machine has left, in pieces that get smaller.
static void *pieces[4096];
static int pieceCount;
static void TakeAllMemory(void)
{
    for (SIZE_T size = 0x400000; size >= 4096; size /= 4)
        while (pieceCount < 4096 && (pieces[pieceCount] = VirtualAlloc(NULL, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)) != NULL)
            pieceCount++;
}

static void GiveMemoryBack(void)
{
    while (pieceCount > 0)
        VirtualFree(pieces[--pieceCount], 0, MEM_RELEASE);
}

static DWORD bytes;
static char buffer[16];

static OVERLAPPED overlapped;

// Ends the request that is still with the driver, and closes the file.
static void CancelAndClose(HANDLE device)
{
    CancelIo(device);
    GetOverlappedResult(device, &overlapped, &bytes, TRUE);
    CloseHandle(device);
}

DWORD CreateFileA__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    CreateFileA("\\\\.\\Nobody", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    return GetLastError();
}

DWORD CreateFileA__STATUS_ACCESS_DENIED(void)
{
    HANDLE first = Open(0);
    CreateFileA("\\\\.\\Keep", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    DWORD error = GetLastError();
    CloseHandle(first);
    return error;
}

// There are five dispositions.
DWORD CreateFileA__STATUS_INVALID_PARAMETER(void)
{
    CreateFileA("\\\\.\\Keep", GENERIC_READ, 0, NULL, 99, 0, NULL);
    return GetLastError();
}

DWORD CreateFileW__STATUS_OBJECT_NAME_NOT_FOUND(void)
{
    CreateFileW(L"\\\\.\\Nobody", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    return GetLastError();
}

DWORD CreateFileW__STATUS_ACCESS_DENIED(void)
{
    HANDLE first = Open(0);
    CreateFileW(L"\\\\.\\Keep", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    DWORD error = GetLastError();
    CloseHandle(first);
    return error;
}

// There are five dispositions.
DWORD CreateFileW__STATUS_INVALID_PARAMETER(void)
{
    CreateFileW(L"\\\\.\\Keep", GENERIC_READ, 0, NULL, 99, 0, NULL);
    return GetLastError();
}

DWORD ReadFile__STATUS_INVALID_HANDLE(void)
{
    ReadFile(NeverOpened(), buffer, 4, &bytes, NULL);
    return GetLastError();
}

DWORD ReadFile__STATUS_INSUFFICIENT_RESOURCES(void)
{
    static OVERLAPPED many[4096];
    DWORD error = ERROR_IO_PENDING;
    int count = 0;
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    TakeAllMemory();
    while (error == ERROR_IO_PENDING) {
        ReadFile(device, buffer, 4, NULL, &many[count++]);
        error = GetLastError();
    }
    GiveMemoryBack();
    CancelIo(device);
    for (count--; count > 0; count--)
        GetOverlappedResult(device, &many[count - 1], &bytes, TRUE);
    CloseHandle(device);
    return error;
}

DWORD ReadFile__STATUS_PENDING(void)
{
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    ReadFile(device, buffer, 4, NULL, &overlapped);
    DWORD error = GetLastError();
    CancelAndClose(device);
    return error;
}

// A file of FILE_FLAG_OVERLAPPED has no position of its own.
DWORD ReadFile__STATUS_INVALID_PARAMETER(void)
{
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    ReadFile(device, buffer, 4, &bytes, NULL);
    DWORD error = GetLastError();
    CloseHandle(device);
    return error;
}

DWORD WriteFile__STATUS_INVALID_HANDLE(void)
{
    WriteFile(NeverOpened(), "text", 4, &bytes, NULL);
    return GetLastError();
}

DWORD WriteFile__STATUS_INSUFFICIENT_RESOURCES(void)
{
    static OVERLAPPED many[4096];
    DWORD error = ERROR_IO_PENDING;
    int count = 0;
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    TakeAllMemory();
    while (error == ERROR_IO_PENDING) {
        WriteFile(device, "text", 4, NULL, &many[count++]);
        error = GetLastError();
    }
    GiveMemoryBack();
    CancelIo(device);
    for (count--; count > 0; count--)
        GetOverlappedResult(device, &many[count - 1], &bytes, TRUE);
    CloseHandle(device);
    return error;
}

DWORD WriteFile__STATUS_PENDING(void)
{
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    WriteFile(device, "text", 4, NULL, &overlapped);
    DWORD error = GetLastError();
    CancelAndClose(device);
    return error;
}

// A file of FILE_FLAG_OVERLAPPED has no position of its own.
DWORD WriteFile__STATUS_INVALID_PARAMETER(void)
{
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    WriteFile(device, "text", 4, &bytes, NULL);
    DWORD error = GetLastError();
    CloseHandle(device);
    return error;
}

DWORD DeviceIoControl__STATUS_INVALID_HANDLE(void)
{
    DeviceIoControl(NeverOpened(), 0x222000, NULL, 0, buffer, sizeof(buffer), &bytes, NULL);
    return GetLastError();
}

DWORD DeviceIoControl__STATUS_INSUFFICIENT_RESOURCES(void)
{
    static OVERLAPPED many[4096];
    DWORD error = ERROR_IO_PENDING;
    int count = 0;
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    TakeAllMemory();
    while (error == ERROR_IO_PENDING) {
        DeviceIoControl(device, 0x222000, NULL, 0, buffer, sizeof(buffer), NULL, &many[count++]);
        error = GetLastError();
    }
    GiveMemoryBack();
    CancelIo(device);
    for (count--; count > 0; count--)
        GetOverlappedResult(device, &many[count - 1], &bytes, TRUE);
    CloseHandle(device);
    return error;
}

DWORD DeviceIoControl__STATUS_PENDING(void)
{
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    DeviceIoControl(device, 0x222000, NULL, 0, buffer, sizeof(buffer), NULL, &overlapped);
    DWORD error = GetLastError();
    CancelAndClose(device);
    return error;
}

DWORD CancelIo__STATUS_INVALID_HANDLE(void)
{
    CancelIo(NeverOpened());
    return GetLastError();
}

DWORD CancelIo__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    CancelIo(event);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD CancelIoEx__STATUS_INVALID_HANDLE(void)
{
    CancelIoEx(NeverOpened(), NULL);
    return GetLastError();
}

DWORD CancelIoEx__STATUS_OBJECT_TYPE_MISMATCH(void)
{
    HANDLE event = CreateEventW(NULL, FALSE, FALSE, NULL);
    CancelIoEx(event, NULL);
    DWORD error = GetLastError();
    CloseHandle(event);
    return error;
}

DWORD CancelIoEx__STATUS_NOT_FOUND(void)
{
    HANDLE device = Open(FILE_FLAG_OVERLAPPED);
    CancelIoEx(device, NULL);
    DWORD error = GetLastError();
    CloseHandle(device);
    return error;
}

DWORD GetOverlappedResult__STATUS_INVALID_HANDLE(void)
{
    OVERLAPPED pending = { .Internal = STATUS_PENDING };
    GetOverlappedResult(NeverOpened(), &pending, &bytes, TRUE);
    return GetLastError();
}

// The functions above are called one by one.
int main(void)
{
    return 0;
}

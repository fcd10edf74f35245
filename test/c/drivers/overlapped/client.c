/* Requests that nobody waits for, and what becomes of them. */
#include <windows.h>
#include <winioctl.h>
#include <stdio.h>
#include "public.h"

static HANDLE device;

static HANDLE open(DWORD flags)
{
    return CreateFileA("\\\\.\\Later", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, flags, NULL);
}

/* Asks for an answer; the number is in place when it comes. Whoever waits for a request that failed waits for ever. */
static BOOL later(ULONG *value, OVERLAPPED *overlapped)
{
    BOOL done = DeviceIoControl(device, IOCTL_LATER, value, sizeof(*value), value, sizeof(*value), NULL, overlapped);
    if (!done && GetLastError() != ERROR_IO_PENDING) {
        printf("error %lu\n", GetLastError());
        ExitProcess(2);
    }
    return done;
}

static void result(const char *what, OVERLAPPED *overlapped, BOOL wait)
{
    DWORD bytes = 99;
    if (GetOverlappedResult(device, overlapped, &bytes, wait)) printf("%s: %lu bytes\n", what, bytes);
    else printf("%s: error %lu\n", what, GetLastError());
}

int main(void)
{
    OVERLAPPED one = { 0 }, two = { 0 };
    ULONG first = 50, second = 20;
    HANDLE events[2];
    char buffer[8] = { 0 };
    DWORD bytes, start;

    device = open(FILE_FLAG_OVERLAPPED);
    if (device == INVALID_HANDLE_VALUE) return 1;

    printf("a read without: %d", ReadFile(device, buffer, 3, &bytes, NULL));
    printf(", error %lu\n", GetLastError());
    one.Offset = 2;
    printf("a read at 2: %d", ReadFile(device, buffer, 3, &bytes, &one));
    printf(", %lu bytes %s\n", bytes, buffer);
    result("the same", &one, FALSE);
    one.Offset = 0;
    one.OffsetHigh = 1;
    printf("far behind: %d", ReadFile(device, buffer, 3, NULL, &one));
    printf(", error %lu\n", GetLastError());
    printf("refused: %d", DeviceIoControl(device, IOCTL_NEVER, NULL, 0, NULL, 0, NULL, &one));
    printf(", error %lu\n", GetLastError());

    start = GetTickCount();
    printf("later: %d", later(&first, &one));
    printf(", error %lu, completed %d\n", GetLastError(), HasOverlappedIoCompleted(&one));
    result("too early", &one, FALSE);
    result("in time", &one, TRUE);
    printf("%lu after %lu ms\n", first, GetTickCount() - start);

    events[0] = one.hEvent = CreateEvent(NULL, TRUE, TRUE, NULL);
    events[1] = two.hEvent = CreateEvent(NULL, FALSE, FALSE, NULL);
    first = 50;
    later(&first, &one);
    later(&second, &two);
    printf("who is first: %lu\n", WaitForMultipleObjects(2, events, FALSE, INFINITE));
    printf("within 20 ms: %lu\n", WaitForSingleObject(one.hEvent, 20));
    printf("all: %lu, %lu %lu\n", WaitForSingleObject(one.hEvent, INFINITE), first, second);

    later(&first, &one);
    later(&second, &two);
    printf("cancel one: %d\n", CancelIoEx(device, &one));
    result("it", &one, TRUE);
    result("the other", &two, FALSE);
    printf("cancel all: %d\n", CancelIo(device));
    result("the other", &two, TRUE);
    printf("nothing left: %d", CancelIoEx(device, NULL));
    printf(", error %lu\n", GetLastError());

    ResetEvent(one.hEvent);
    later(&first, &one);
    printf("close: %d\n", CloseHandle(device));
    printf("event %lu, status %08lx\n", WaitForSingleObject(one.hEvent, 0), (DWORD)one.Internal);

    device = open(0);
    one.Offset = 24;
    one.OffsetHigh = 0;
    printf("a file that waits: %d", ReadFile(device, buffer, 8, &bytes, &one));
    printf(", %lu bytes, event %lu\n", bytes, WaitForSingleObject(one.hEvent, 0));
    first = 30;
    printf("it waits: %d", later(&first, &one));
    printf(", %lu\n", first);
    CloseHandle(device);
    return 0;
}

/* Fills the ring, drains it and lets it wrap around. */
#include <windows.h>
#include <winioctl.h>
#include <stdio.h>
#include <string.h>
#include "public.h"

static HANDLE device;

static void Put(const char *Text)
{
    DWORD bytes = 0;

    if (WriteFile(device, Text, (DWORD)strlen(Text), &bytes, NULL))
        printf("put '%s': %lu\n", Text, bytes);
    else
        printf("put '%s': error %lu\n", Text, GetLastError());
}

static void Get(DWORD Bytes)
{
    char buffer[RING_BYTES + 1];
    DWORD taken = 0;

    memset(buffer, 0, sizeof(buffer));
    if (ReadFile(device, buffer, Bytes, &taken, NULL))
        printf("get %lu: %lu '%s'\n", Bytes, taken, buffer);
    else
        printf("get %lu: error %lu\n", Bytes, GetLastError());
}

static void Statistics(void)
{
    RING_STATISTICS now;
    DWORD bytes;

    if (!DeviceIoControl(device, IOCTL_RING_STATISTICS, NULL, 0, &now, sizeof(now), &bytes, NULL)) {
        printf("statistics: error %lu\n", GetLastError());
        return;
    }
    printf("used %lu, high water %lu, refused %lu, in %lu, out %lu\n", now.Used, now.HighWater, now.Refused,
           now.BytesIn, now.BytesOut);
}

int main(void)
{
    RING_STATISTICS part;
    DWORD bytes;
    int turn;

    device = CreateFileW(L"\\\\.\\IrqlabRing", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (device == INVALID_HANDLE_VALUE) {
        printf("not opened: error %lu\n", GetLastError());
        return 1;
    }
    Get(4);
    Put("0123456789");
    Put("abcdef");
    Put("!");
    Get(12);
    Statistics();
    Put("ghijklmnop");
    Get(16);
    Get(1);
    Put("");
    Put("more than the ring can hold");
    for (turn = 0; turn < 100; turn++) {
        DWORD moved;
        char chunk[7];
        WriteFile(device, "wrapped", 7, &moved, NULL);
        if (!ReadFile(device, chunk, 7, &moved, NULL) || moved != 7 || memcmp(chunk, "wrapped", 7) != 0) {
            printf("turn %d went wrong\n", turn);
            return 1;
        }
    }
    Put("left over");
    Statistics();
    if (DeviceIoControl(device, IOCTL_RING_CLEAR, NULL, 0, NULL, 0, &bytes, NULL)) Get(1);
    if (!DeviceIoControl(device, IOCTL_RING_STATISTICS, NULL, 0, &part, 4, &bytes, NULL))
        printf("small buffer: error %lu\n", GetLastError());
    if (!DeviceIoControl(device, 0x12345678, NULL, 0, NULL, 0, &bytes, NULL))
        printf("unknown: error %lu\n", GetLastError());
    Statistics();
    CloseHandle(device);
    return 0;
}

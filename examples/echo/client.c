/* Talks to the driver beside it. */
#include <windows.h>
#include <winioctl.h>
#include <stdio.h>
#include <string.h>
#include "echo.h"

static void Echo(HANDLE device, const char *text, DWORD room)
{
    char answer[64] = { 0 };
    DWORD returned = 0;

    if (DeviceIoControl(device, IOCTL_ECHO, (void *)text, (DWORD)strlen(text), answer, room, &returned, NULL))
        printf("client: %s -> %.*s\n", text, (int)returned, answer);
    else
        printf("client: %s -> error %lu\n", text, GetLastError());
}

int main(void)
{
    HANDLE device = CreateFileA("\\\\.\\Echo", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);

    if (device == INVALID_HANDLE_VALUE) {
        printf("client: CreateFile failed, error %lu\n", GetLastError());
        return 1;
    }
    Echo(device, "hello, kernel", 64);
    Echo(device, "too long", 4);
    Echo(device, "once more", 64);
    CloseHandle(device);
    return 0;
}

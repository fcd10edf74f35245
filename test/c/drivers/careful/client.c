/* Uses everything that the careful driver has. */
#include <windows.h>
#include <winioctl.h>
#include <stdio.h>
#include "public.h"

static HANDLE device;

static void Sort(ULONG *Numbers, DWORD Count)
{
    DWORD bytes, index;

    if (!DeviceIoControl(device, IOCTL_CAREFUL_SORT, Numbers, Count * sizeof(ULONG), Numbers, Count * sizeof(ULONG),
                         &bytes, NULL)) {
        printf("%lu numbers: error %lu\n", Count, GetLastError());
        return;
    }
    printf("%lu bytes:", bytes);
    for (index = 0; index < Count; index++) printf(" %lu", Numbers[index]);
    printf("\n");
}

static void State(void)
{
    CAREFUL_STATE state;
    DWORD bytes;

    if (!DeviceIoControl(device, IOCTL_CAREFUL_STATE, NULL, 0, &state, sizeof(state), &bytes, NULL)) {
        printf("state: error %lu\n", GetLastError());
        return;
    }
    printf("%ls: sorts %lu, largest %lu, deferred %lu, worked %lu\n", state.Service, state.Sorts, state.Largest,
           state.Deferred, state.Worked);
}

int main(void)
{
    static ULONG many[CAREFUL_MAXIMUM_NUMBERS + 1];
    ULONG some[] = {5, 3, 0xffffffff, 1, 4, 1};
    ULONG few[] = {2, 1};
    DWORD bytes;
    int turn;

    device = CreateFileA("\\\\.\\IrqlabCareful", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (device == INVALID_HANDLE_VALUE) {
        printf("not opened: error %lu\n", GetLastError());
        return 1;
    }
    State();
    Sort(some, 6);
    State();
    Sort(few, 2);
    Sort(many, 0);
    Sort(many, CAREFUL_MAXIMUM_NUMBERS + 1);
    for (turn = 0; turn < 3; turn++) {
        if (!DeviceIoControl(device, IOCTL_CAREFUL_TURN, NULL, 0, NULL, 0, &bytes, NULL))
            printf("turn: error %lu\n", GetLastError());
    }
    State();
    if (!DeviceIoControl(device, IOCTL_CAREFUL_SORT, some, 7, some, 8, &bytes, NULL))
        printf("seven bytes: error %lu\n", GetLastError());
    if (!DeviceIoControl(device, IOCTL_CAREFUL_STATE, NULL, 0, some, sizeof(some), &bytes, NULL))
        printf("small state: error %lu\n", GetLastError());
    if (!DeviceIoControl(device, 0, NULL, 0, NULL, 0, &bytes, NULL)) printf("unknown: error %lu\n", GetLastError());
    CloseHandle(device);
    return 0;
}

/* Fills the cache, looks records up and takes them out again; some are left for the unload. */
#include <windows.h>
#include <winioctl.h>
#include <stdio.h>
#include <string.h>
#include "public.h"

static HANDLE device;

static DWORD Request(DWORD Code, void *Input, DWORD InputBytes, void *Output, DWORD OutputBytes, DWORD *Bytes)
{
    *Bytes = 0;
    if (DeviceIoControl(device, Code, Input, InputBytes, Output, OutputBytes, Bytes, NULL)) return ERROR_SUCCESS;
    return GetLastError();
}

static void Insert(ULONG Key)
{
    CACHE_RECORD record;
    DWORD bytes;

    memset(&record, 0, sizeof(record));
    record.Key = Key;
    sprintf_s(record.Value, sizeof(record.Value), "value of %lu", Key);
    printf("insert %lu: error %lu\n", Key, Request(IOCTL_CACHE_INSERT, &record, sizeof(record), NULL, 0, &bytes));
}

static void Find(ULONG Key)
{
    CACHE_RECORD record;
    DWORD bytes;
    DWORD error = Request(IOCTL_CACHE_FIND, &Key, sizeof(Key), &record, sizeof(record), &bytes);

    if (error == ERROR_SUCCESS)
        printf("find %lu: %lu bytes, %lu '%s'\n", Key, bytes, record.Key, record.Value);
    else
        printf("find %lu: error %lu\n", Key, error);
}

static void Remove(ULONG Key)
{
    DWORD bytes;

    printf("remove %lu: error %lu\n", Key, Request(IOCTL_CACHE_REMOVE, &Key, sizeof(Key), NULL, 0, &bytes));
}

static void Keys(ULONG Room)
{
    ULONG keys[CACHE_MAXIMUM_RECORDS];
    ULONG count = 0;
    DWORD bytes, error, index;

    if (Request(IOCTL_CACHE_COUNT, NULL, 0, &count, sizeof(count), &bytes) != ERROR_SUCCESS) return;
    error = Request(IOCTL_CACHE_KEYS, NULL, 0, keys, Room * sizeof(ULONG), &bytes);
    printf("%lu records, error %lu:", count, error);
    for (index = 0; index < bytes / sizeof(ULONG); index++) printf(" %lu", keys[index]);
    printf("\n");
}

int main(void)
{
    ULONG key, small = 0;
    DWORD bytes;

    device = CreateFileA("\\\\.\\IrqlabCache", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (device == INVALID_HANDLE_VALUE) {
        printf("not opened: error %lu\n", GetLastError());
        return 1;
    }
    Keys(8);
    Find(1);
    for (key = 1; key <= CACHE_MAXIMUM_RECORDS; key++) Insert(key * 11);
    Insert(33);
    Insert(99);
    Keys(8);
    Find(22);
    Find(99);
    Keys(3);
    Remove(11);
    Remove(11);
    Remove(88);
    Insert(99);
    Find(99);
    Keys(8);
    printf("small record: error %lu\n", Request(IOCTL_CACHE_INSERT, &key, sizeof(key), NULL, 0, &bytes));
    printf("small answer: error %lu\n", Request(IOCTL_CACHE_FIND, &key, sizeof(key), &small, sizeof(small), &bytes));
    printf("no key: error %lu\n", Request(IOCTL_CACHE_REMOVE, NULL, 0, NULL, 0, &bytes));
    printf("unknown: error %lu\n", Request(0x22dead, NULL, 0, NULL, 0, &bytes));
    CloseHandle(device);
    return 0;
}

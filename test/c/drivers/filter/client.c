/* Sends the filter good pointers and bad ones. */
#include <windows.h>
#include <winioctl.h>
#include <stdio.h>
#include <string.h>
#include "public.h"

static HANDLE device;

static DWORD Send(void *Input, DWORD InputBytes)
{
    DWORD bytes;

    if (DeviceIoControl(device, IOCTL_FILTER_UPPER, Input, InputBytes, NULL, 0, &bytes, NULL)) return ERROR_SUCCESS;
    return GetLastError();
}

static void Try(const char *What, void *Source, void *Target, ULONG Length, ULONG *Changed)
{
    FILTER_REQUEST request;

    request.Source = Source;
    request.Target = Target;
    request.Length = Length;
    request.Changed = Changed;
    printf("%s: error %lu\n", What, Send(&request, sizeof(request)));
}

int main(void)
{
    char text[] = "pointers in a request";
    char target[32];
    ULONG words[2];
    ULONG changed = 0;
    DWORD old;
    FILTER_REQUEST request;
    char *kernel = (char *)~(ULONG_PTR)0xfffff;
    char *released = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    char *pages = VirtualAlloc(NULL, 8192, MEM_RESERVE, PAGE_NOACCESS);

    device = CreateFileA("\\\\.\\IrqlabFilter", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (device == INVALID_HANDLE_VALUE) {
        printf("not opened: error %lu\n", GetLastError());
        return 1;
    }
    if (released == NULL || pages == NULL) return 1;
    VirtualFree(released, 0, MEM_RELEASE);
    VirtualAlloc(pages, 4096, MEM_COMMIT, PAGE_READWRITE);

    memset(target, 0, sizeof(target));
    Try("good", text, target, sizeof(text), &changed);
    printf("  '%s', %lu letters\n", target, changed);
    Try("without a count", text, text, sizeof(text), NULL);
    printf("  '%s'\n", text);

    Try("kernel source", kernel, target, 16, &changed);
    Try("kernel target", text, kernel, 16, &changed);
    Try("kernel count", text, target, 16, (ULONG *)kernel);
    Try("released source", released, target, 16, &changed);
    Try("released target", text, released, 16, &changed);
    Try("released count", text, target, 16, (ULONG *)released);
    Try("null source", NULL, target, 16, &changed);
    Try("source of length zero", text, target, 0, &changed);
    Try("kernel source of length zero", kernel, target, 0, &changed);
    Try("too long", text, target, FILTER_MAXIMUM_BYTES + 1, &changed);
    Try("source that wraps around", (void *)(ULONG_PTR)-8, target, 16, &changed);

    memset(pages + 4096 - 4, 'x', 4);
    Try("the end of a page", pages + 4096 - 4, target, 4, &changed);
    Try("over the end of a page", pages + 4096 - 4, target, 5, &changed);
    Try("target over the end", text, pages + 4096 - 4, 5, &changed);
    Try("count that is not aligned", text, target, 4, (ULONG *)((char *)words + 1));

    VirtualProtect(pages, 4096, PAGE_READONLY, &old);
    Try("read-only source", pages, target, 4, &changed);
    Try("read-only target", text, pages, 4, &changed);
    VirtualProtect(pages, 4096, PAGE_READWRITE | PAGE_GUARD, &old);
    Try("guarded source", pages, target, 4, &changed);
    Try("the same again", pages, target, 4, &changed);

    memset(&request, 0, sizeof(request));
    printf("short request: error %lu\n", Send(&request, sizeof(request) - 1));
    printf("released request: error %lu\n", Send(released, sizeof(request)));
    VirtualFree(pages, 0, MEM_RELEASE);
    CloseHandle(device);
    return 0;
}

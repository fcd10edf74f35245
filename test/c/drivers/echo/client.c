/* Sends the echo driver good and bad requests and prints what comes back. */
#include <windows.h>
#include <winioctl.h>
#include <stdio.h>
#include <string.h>
#include "public.h"

static HANDLE device;

/* One control request; the answer is printed as text when it is one. */
static void Control(const char *What, DWORD Code, void *Input, DWORD InputBytes, void *Output, DWORD OutputBytes)
{
    DWORD bytes = 0xdddd;

    if (DeviceIoControl(device, Code, Input, InputBytes, Output, OutputBytes, &bytes, NULL))
        printf("%s: %lu bytes\n", What, bytes);
    else
        printf("%s: error %lu\n", What, GetLastError());
}

static void Show(const char *Output)
{
    printf("  '%s'\n", Output);
}

static void Methods(void)
{
    char text[] = "four methods";
    char output[32];
    DWORD key = 0x20;

    memset(output, 0, sizeof(output));
    Control("buffered", IOCTL_ECHO_BUFFERED, text, sizeof(text), output, sizeof(output));
    Show(output);
    Control("buffered, no room", IOCTL_ECHO_BUFFERED, text, sizeof(text), output, 4);
    Control("buffered, nothing", IOCTL_ECHO_BUFFERED, NULL, 0, output, sizeof(output));

    memset(output, 0, sizeof(output));
    Control("out direct", IOCTL_ECHO_OUT_DIRECT, text, sizeof(text), output, sizeof(output));
    Show(output);
    Control("out direct, no output", IOCTL_ECHO_OUT_DIRECT, text, sizeof(text), NULL, 0);

    memset(output, 0, sizeof(output));
    Control("neither", IOCTL_ECHO_NEITHER, text, sizeof(text), output, sizeof(output));
    Show(output);
    Control("neither, no room", IOCTL_ECHO_NEITHER, text, sizeof(text), output, 4);
    Control("neither, nothing", IOCTL_ECHO_NEITHER, NULL, 0, NULL, 0);
    Control("neither, in place", IOCTL_ECHO_NEITHER, output, 8, output + 5, 8);
    Show(output);

    Control("in direct", IOCTL_ECHO_IN_DIRECT, &key, sizeof(key), text + 5, 7);
    Control("in direct, no key", IOCTL_ECHO_IN_DIRECT, NULL, 0, text, sizeof(text));
    Control("unknown", CTL_CODE(FILE_DEVICE_UNKNOWN, 0x8ff, METHOD_BUFFERED, FILE_ANY_ACCESS), NULL, 0, NULL, 0);
}

static void Transfers(void)
{
    static char large[ECHO_MAXIMUM_BYTES + 1];
    char buffer[32];
    DWORD bytes;

    memset(buffer, 0, sizeof(buffer));
    if (ReadFile(device, buffer, sizeof(buffer) - 1, &bytes, NULL)) printf("read %lu '%s'\n", bytes, buffer);
    if (WriteFile(device, "written", 7, &bytes, NULL)) printf("wrote %lu\n", bytes);
    memset(buffer, 0, sizeof(buffer));
    if (ReadFile(device, buffer, 4, &bytes, NULL)) printf("read %lu '%s'\n", bytes, buffer);
    if (ReadFile(device, buffer, 0, &bytes, NULL)) printf("read %lu\n", bytes);
    if (!WriteFile(device, large, sizeof(large), &bytes, NULL)) printf("too large: error %lu\n", GetLastError());
}

static void BadAddresses(void)
{
    char output[16];
    void *released = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    void *constant = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);
    void *kernel = (void *)~(ULONG_PTR)0xfffff;

    VirtualFree(released, 0, MEM_RELEASE);
    Control("neither, released input", IOCTL_ECHO_NEITHER, released, 16, output, sizeof(output));
    Control("neither, released output", IOCTL_ECHO_NEITHER, output, 16, released, 16);
    Control("neither, read-only output", IOCTL_ECHO_NEITHER, output, 16, constant, 16);
    Control("neither, kernel input", IOCTL_ECHO_NEITHER, kernel, 16, output, sizeof(output));
    Control("neither, kernel output", IOCTL_ECHO_NEITHER, output, 16, kernel, 16);
    Control("neither, no input", IOCTL_ECHO_NEITHER, NULL, 1, output, sizeof(output));
    Control("out direct, released output", IOCTL_ECHO_OUT_DIRECT, output, 16, released, 16);
    Control("buffered, released input", IOCTL_ECHO_BUFFERED, released, 16, output, sizeof(output));
    VirtualFree(constant, 0, MEM_RELEASE);
}

int main(void)
{
    device = CreateFileA("\\\\.\\IrqlabEcho", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (device == INVALID_HANDLE_VALUE) {
        printf("not opened: error %lu\n", GetLastError());
        return 1;
    }
    Methods();
    Transfers();
    BadAddresses();
    CloseHandle(device);
    return 0;
}

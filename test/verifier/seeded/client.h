/* The client of every driver of this folder. METHOD and ADDRESS come from the program's first lines. */
#include <windows.h>
#include <winioctl.h>
#ifndef METHOD
#define METHOD METHOD_BUFFERED
#endif
#ifndef ADDRESS
#define ADDRESS buffer
#endif

int main(void)
{
  UCHAR buffer[16] = { 1, 2, 3, 4, 5, 6, 7, 8 };
  DWORD bytes = 0;
  HANDLE device = CreateFileA("\\\\.\\Seeded", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);

  if (device == INVALID_HANDLE_VALUE) {
    return 1;
  }
  DeviceIoControl(device, CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD, FILE_ANY_ACCESS), ADDRESS, 8, buffer, 16, &bytes, NULL);
  CloseHandle(device);
  return 0;
}

#include <ntddk.h>

static VOID Unload(PDRIVER_OBJECT driver)
{
  UNREFERENCED_PARAMETER(driver);
  DbgPrint("unloaded\n");
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
  UNREFERENCED_PARAMETER(path);
  driver->DriverUnload = Unload;
  return STATUS_SUCCESS;
}

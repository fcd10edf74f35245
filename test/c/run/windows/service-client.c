// Installs, starts, asks, stops and removes a driver, as test applications do. Returns the line of a wrong value.
#include <windows.h>
#include <winsvc.h>

#define CHECK(condition) if (!(condition)) return __LINE__

int main(void)
{
  SERVICE_STATUS status;
  SERVICE_STATUS_PROCESS more;
  DWORD needed, start, size = sizeof start;
  SC_HANDLE service, manager = OpenSCManager(NULL, NULL, SC_MANAGER_ALL_ACCESS);

  CHECK(RegGetValue(HKEY_LOCAL_MACHINE, TEXT("SYSTEM\\CurrentControlSet\\Services\\sample"), TEXT("Start"),
    RRF_RT_REG_DWORD, NULL, &start, &size) == ERROR_SUCCESS && start == SERVICE_DEMAND_START);
  CHECK(manager != NULL);
  service = CreateService(manager, TEXT("Sample"), TEXT("Sample"), SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER,
    SERVICE_DEMAND_START, SERVICE_ERROR_NORMAL, TEXT("C:\\sample.sys"), NULL, NULL, NULL, NULL, NULL);
  CHECK(service == NULL && GetLastError() == ERROR_SERVICE_EXISTS);
  service = OpenService(manager, TEXT("Sample"), SERVICE_ALL_ACCESS);
  CHECK(service != NULL);
  CHECK(!StartService(service, 0, NULL) && GetLastError() == ERROR_SERVICE_ALREADY_RUNNING);
  CHECK(QueryServiceStatus(service, &status) && status.dwCurrentState == SERVICE_RUNNING);
  CHECK(status.dwServiceType == SERVICE_KERNEL_DRIVER && status.dwControlsAccepted == SERVICE_ACCEPT_STOP);
  CHECK(!ControlService(service, SERVICE_CONTROL_PAUSE, &status) && GetLastError() == ERROR_INVALID_SERVICE_CONTROL);
  CHECK(ControlService(service, SERVICE_CONTROL_INTERROGATE, &status) && status.dwCurrentState == SERVICE_RUNNING);
  CHECK(ControlService(service, SERVICE_CONTROL_STOP, &status) && status.dwCurrentState == SERVICE_STOPPED);
  CHECK(!ControlService(service, SERVICE_CONTROL_STOP, &status) && GetLastError() == ERROR_SERVICE_NOT_ACTIVE);
  CHECK(!QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, (LPBYTE)&more, 4, &needed) && needed == sizeof more);
  CHECK(QueryServiceStatusEx(service, SC_STATUS_PROCESS_INFO, (LPBYTE)&more, sizeof more, &needed));
  CHECK(more.dwCurrentState == SERVICE_STOPPED && more.dwProcessId == 0);
  CHECK(DeleteService(service));
  CHECK(!DeleteService(service) && GetLastError() == ERROR_SERVICE_MARKED_FOR_DELETE);
  CHECK(CloseServiceHandle(service) && CloseServiceHandle(manager));
  CHECK(!CloseServiceHandle(service) && GetLastError() == ERROR_INVALID_HANDLE);
  return 0;
}

// Dates: parts and units since 1601. Returns the line of a wrong value.
#include <windows.h>
#include <string.h>

#define CHECK(condition) if (!(condition)) return __LINE__

int main(void)
{
  SYSTEMTIME date = {2024, 2, 0, 29, 23, 59, 58, 123}, back, now, local;
  FILETIME units, other, precise;
  TIME_ZONE_INFORMATION zone;
  ULARGE_INTEGER number;

  CHECK(SystemTimeToFileTime(&date, &units));
  number.LowPart = units.dwLowDateTime;
  number.HighPart = units.dwHighDateTime;
  CHECK(number.QuadPart == 133537247981230000ui64);
  CHECK(FileTimeToSystemTime(&units, &back));
  CHECK(back.wDayOfWeek == 4 && back.wYear == 2024 && back.wMonth == 2 && back.wDay == 29 && back.wMilliseconds == 123);
  date.wDay = 30;
  CHECK(!SystemTimeToFileTime(&date, &units) && GetLastError() == ERROR_INVALID_PARAMETER);
  units.dwHighDateTime = 0x80000000;
  CHECK(!FileTimeToSystemTime(&units, &back) && GetLastError() == ERROR_INVALID_PARAMETER);
  units.dwHighDateTime = units.dwLowDateTime = 0;
  CHECK(FileTimeToSystemTime(&units, &back) && back.wYear == 1601 && back.wMonth == 1 && back.wDay == 1 && back.wDayOfWeek == 1);

  GetSystemTime(&now);
  GetLocalTime(&local);
  CHECK(!memcmp(&now, &local, sizeof now) && now.wYear > 2000 && now.wMonth >= 1 && now.wMonth <= 12);
  GetSystemTimeAsFileTime(&units);
  GetSystemTimePreciseAsFileTime(&precise);
  CHECK(CompareFileTime(&units, &precise) == 0);
  Sleep(20);
  GetSystemTimeAsFileTime(&other);
  CHECK(CompareFileTime(&units, &other) == -1 && CompareFileTime(&other, &units) == 1);
  CHECK(FileTimeToLocalFileTime(&units, &other) && CompareFileTime(&units, &other) == 0);
  CHECK(LocalFileTimeToFileTime(&units, &other) && CompareFileTime(&units, &other) == 0);
  CHECK(GetTimeZoneInformation(&zone) == TIME_ZONE_ID_UNKNOWN && zone.Bias == 0 && sizeof zone == 172);
  return 0;
}

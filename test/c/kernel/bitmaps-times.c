// Bitmaps, times, and routines by name. DriverEntry fails with the line of a wrong value.
#include <ntifs.h>

#define CHECK(condition) if (!(condition)) return STATUS_DRIVER_INTERNAL_ERROR + __LINE__

typedef ULONG NUMBER_OF(PRTL_BITMAP bitmap);
typedef NTSTATUS UNKNOWN(void);

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
  ULONG bits[2] = {0xffffffff, 0xffffffff}, seconds = 0, index = 0;
  RTL_BITMAP bitmap;
  RTL_BITMAP_RUN runs[2];
  LARGE_INTEGER system, local, back;
  TIME_FIELDS fields;
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"RtlNumberOfSetBits"), missing = RTL_CONSTANT_STRING(L"NtFutureRoutine");
  UNICODE_STRING inlined = RTL_CONSTANT_STRING(L"RtlCheckBit");
  NUMBER_OF *numberOf;
  UNREFERENCED_PARAMETER(driver);
  UNREFERENCED_PARAMETER(path);

  RtlInitializeBitMap(&bitmap, bits, 50);
  CHECK(bitmap.SizeOfBitMap == 50 && bitmap.Buffer == bits && RtlNumberOfSetBits(&bitmap) == 50);
  RtlClearAllBits(&bitmap);
  CHECK(bits[0] == 0 && bits[1] == 0xfffc0000 && RtlNumberOfClearBits(&bitmap) == 50);
  RtlSetBits(&bitmap, 3, 30);
  CHECK(bits[0] == 0xfffffff8 && bits[1] == 0xfffc0001 && RtlAreBitsSet(&bitmap, 3, 30) && !RtlAreBitsSet(&bitmap, 2, 2));
  RtlClearBits(&bitmap, 30, 1);
  CHECK(RtlTestBit(&bitmap, 29) && !RtlTestBit(&bitmap, 30) && RtlCheckBit(&bitmap, 31) == 1);
  RtlSetBit(&bitmap, 49);
  RtlClearBit(&bitmap, 29);
  CHECK(RtlTestBit(&bitmap, 49) && RtlAreBitsClear(&bitmap, 29, 2) && !RtlAreBitsClear(&bitmap, 29, 0) && !RtlAreBitsClear(&bitmap, 45, 9));
  CHECK(RtlFindClearBits(&bitmap, 2, 0) == 0 && RtlFindClearBits(&bitmap, 4, 0) == 33 && RtlFindClearBits(&bitmap, 3, 40) == 40);
  CHECK(RtlFindClearBits(&bitmap, 17, 0) == 0xffffffff && RtlFindSetBits(&bitmap, 1, 33) == 49 && RtlFindSetBits(&bitmap, 5, 40) == 3);
  CHECK(RtlFindClearBitsAndSet(&bitmap, 3, 46) == 46 && RtlFindClearBitsAndSet(&bitmap, 3, 46) == 0);
  CHECK(RtlNumberOfSetBits(&bitmap) == 28 + 1 + 6);
  RtlSetAllBits(&bitmap);
  CHECK(RtlNumberOfClearBits(&bitmap) == 0 && RtlFindClearBits(&bitmap, 1, 99) == 0xffffffff);

  RtlClearBits(&bitmap, 4, 3);
  RtlClearBits(&bitmap, 20, 7);
  CHECK(RtlFindFirstRunClear(&bitmap, &index) == 3 && index == 4 && RtlFindLongestRunClear(&bitmap, &index) == 7 && index == 20);
  CHECK(RtlFindNextForwardRunClear(&bitmap, 5, &index) == 2 && index == 5 && RtlFindLastBackwardRunClear(&bitmap, 22, &index) == 3 && index == 20);
  CHECK(RtlFindClearRuns(&bitmap, runs, 2, TRUE) == 2 && runs[0].StartingIndex == 20 && runs[0].NumberOfBits == 7 && runs[1].StartingIndex == 4);
  CHECK(RtlFindSetBitsAndClear(&bitmap, 2, 40) == 40 && !RtlTestBit(&bitmap, 41));
  CHECK(RtlFindLeastSignificantBit(0x8000000000000010) == 4 && RtlFindMostSignificantBit(0x8000000000000010) == 63 && RtlFindMostSignificantBit(0) == -1);
  CHECK(RtlNumberOfSetBitsUlongPtr((ULONG_PTR)0xf0f0f0f0f0f0f0f0) == 4 * sizeof(ULONG_PTR));
  CHECK(RtlNumberOfSetBitsUlongPtr((ULONG_PTR)-1) == 8 * sizeof(ULONG_PTR));
  RtlSetAllBits(&bitmap);

  KeQuerySystemTime(&system);
  ExSystemTimeToLocalTime(&system, &local);
  ExLocalTimeToSystemTime(&local, &back);
  CHECK(local.QuadPart == system.QuadPart && back.QuadPart == system.QuadPart);
  RtlSecondsSince1970ToTime(86400 + 1, &system);
  RtlTimeToTimeFields(&system, &fields);
  CHECK(fields.Year == 1970 && fields.Month == 1 && fields.Day == 2 && fields.Second == 1);
  CHECK(RtlTimeToSecondsSince1970(&system, &seconds) && seconds == 86401);
  system.QuadPart = 1;
  CHECK(!RtlTimeToSecondsSince1970(&system, &seconds) && seconds == 86401);

  numberOf = (NUMBER_OF *)(ULONG_PTR)MmGetSystemRoutineAddress(&name);
  CHECK(numberOf != NULL && numberOf(&bitmap) == 50 && MmGetSystemRoutineAddress(&name) == (PVOID)(ULONG_PTR)numberOf);
  CHECK(MmGetSystemRoutineAddress(&missing) == NULL && MmGetSystemRoutineAddress(&inlined) == NULL);
  return STATUS_SUCCESS;
}

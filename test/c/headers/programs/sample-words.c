// What sample drivers write in passing: flags, annotations, role types, pragmas, safe strings. Fails with the line of a wrong value.
#include <ntddk.h>
#include <csq.h>
#include <ntintsafe.h>
#include <ntstrsafe.h>

__kernel_code;
_Kernel_driver_;

EXTERN_C_START
DRIVER_INITIALIZE DriverEntry;
EXTERN_C_END
DRIVER_UNLOAD Unload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH Dispatch;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#endif

typedef struct _FLAGS {ULONG Flags; CHAR Character; int Number;} FLAGS;

#define CHECK(condition) if (!(condition)) return STATUS_DRIVER_INTERNAL_ERROR + __LINE__

_IRQL_requires_max_(DISPATCH_LEVEL) _IRQL_requires_same_
static VOID change(_Inout_ FLAGS *flags)
{
  SetFlag(flags->Flags, 6);
  ClearFlag(flags->Flags, 2);
}

_Use_decl_annotations_ VOID Unload(PDRIVER_OBJECT driver)
{
  UNREFERENCED_PARAMETER(driver);
  PAGED_CODE();
}

NTSTATUS Dispatch(_In_ PDEVICE_OBJECT device, _Inout_ PIRP irp)
{
  DBG_UNREFERENCED_PARAMETER(device);
  IoCompleteRequest(irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(_In_ PDRIVER_OBJECT driver, _In_ PUNICODE_STRING path)
{
  FLAGS flags = {0};
  CHAR text[16];
  size_t length;
  __annotation(L"nothing");
  DBG_UNREFERENCED_LOCAL_VARIABLE(path);
  change(&flags);
  CHECK(FlagOn(flags.Flags, 4) == 4 && !FlagOn(flags.Flags, 2));
  CHECK(BooleanFlagOn(flags.Flags, 4) == TRUE && BooleanFlagOn(flags.Flags, 2) == FALSE);
  CHECK(RTL_BITS_OF(USHORT) == 16 && RTL_BITS_OF_FIELD(FLAGS, Flags) == 32);
  CHECK(RTL_PADDING_BETWEEN_FIELDS(FLAGS, Character, Number) == 3);
  CHECK(KeNumberProcessors == 1);
  CHECK(NT_SUCCESS(RtlStringCbPrintfA(text, sizeof text, "%s", __FUNCTION__)));
  CHECK(NT_SUCCESS(RtlStringCchLengthA(text, RTL_NUMBER_OF(text), &length)) && length == 11);
  driver->DriverUnload = Unload;
  return STATUS_SUCCESS;
}

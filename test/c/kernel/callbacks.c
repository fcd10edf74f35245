// A callback object of a driver that tells itself what happens. DriverEntry fails with the line of a wrong value.
#include <ntddk.h>

#define CHECK(condition) if (!(condition)) return STATUS_DRIVER_INTERNAL_ERROR + __LINE__

typedef struct _SEEN { ULONG Calls; PVOID First, Second; KIRQL Level; } SEEN;

static CALLBACK_FUNCTION Note;
static VOID Note(PVOID context, PVOID first, PVOID second)
{
  SEEN *seen = context;
  seen->Calls++;
  seen->First = first;
  seen->Second = second;
  seen->Level = KeGetCurrentIrql();
}

static VOID Unload(PDRIVER_OBJECT driver) { UNREFERENCED_PARAMETER(driver); }

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Callback\\LabCallback");
  OBJECT_ATTRIBUTES attributes;
  PCALLBACK_OBJECT object = NULL, again = NULL;
  SEEN one = {0}, other = {0};
  PVOID first, second;
  KIRQL irql;
  UNREFERENCED_PARAMETER(path);
  driver->DriverUnload = Unload;
  InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_PERMANENT, NULL, NULL);
  CHECK(ExCreateCallback(&object, &attributes, FALSE, TRUE) == STATUS_OBJECT_NAME_NOT_FOUND && object == NULL);
  CHECK(ExCreateCallback(&object, &attributes, TRUE, TRUE) == STATUS_SUCCESS && object != NULL);
  CHECK(ExCreateCallback(&again, &attributes, FALSE, TRUE) == STATUS_SUCCESS && again == object);
  first = ExRegisterCallback(object, Note, &one);
  second = ExRegisterCallback(object, Note, &other);
  CHECK(first != NULL && second != NULL && first != second);
  ExNotifyCallback(object, (PVOID)1, (PVOID)2);
  CHECK(one.Calls == 1 && other.Calls == 1 && one.First == (PVOID)1 && other.Second == (PVOID)2 && one.Level == PASSIVE_LEVEL);
  ExUnregisterCallback(first);
  KeRaiseIrql(DISPATCH_LEVEL, &irql);
  ExNotifyCallback(object, NULL, NULL);
  KeLowerIrql(irql);
  CHECK(one.Calls == 1 && other.Calls == 2 && other.Level == DISPATCH_LEVEL);
  ExUnregisterCallback(second);
  ObDereferenceObject(again);
  ObDereferenceObject(object);
  return STATUS_SUCCESS;
}

// Device queues, StartIo, driver extensions, processes, power. DriverEntry fails with the line of a wrong value.
#include <ntifs.h>
#include <wdmsec.h>

#define CHECK(condition) if (!(condition)) return STATUS_DRIVER_INTERNAL_ERROR + __LINE__

static PDEVICE_OBJECT Device;
static ULONG Started, Order, Inside, Deepest, Cancelled;
static BOOLEAN Next;

static VOID StartIo(PDEVICE_OBJECT device, PIRP irp)
{
  if (KeGetCurrentIrql() != DISPATCH_LEVEL || device->CurrentIrp != irp) KeBugCheck(__LINE__);
  Started++;
  Order = 10 * Order + (ULONG)irp->IoStatus.Information;
  Inside++;
  if (Inside > Deepest) Deepest = Inside;
  if (Next) IoStartNextPacket(device, TRUE);
  Inside--;
}

static VOID Cancel(PDEVICE_OBJECT device, PIRP irp)
{
  KIRQL level = irp->CancelIrql;
  if (!KeRemoveEntryDeviceQueue(&device->DeviceQueue, &irp->Tail.Overlay.DeviceQueueEntry)) Cancelled += 100;
  IoReleaseCancelSpinLock(level);
  Cancelled++;
}

static VOID Unload(PDRIVER_OBJECT driver)
{
  UNREFERENCED_PARAMETER(driver);
  IoUnregisterShutdownNotification(Device);
  IoDeleteDevice(Device);
}

static NTSTATUS queues(void)
{
  KDEVICE_QUEUE queue;
  KDEVICE_QUEUE_ENTRY entries[4];
  KIRQL level;
  KeInitializeDeviceQueue(&queue);
  CHECK(IsListEmpty(&queue.DeviceListHead) && !queue.Busy);
  KeRaiseIrql(DISPATCH_LEVEL, &level);
  CHECK(!KeInsertDeviceQueue(&queue, &entries[0]) && queue.Busy && !entries[0].Inserted);
  CHECK(KeInsertByKeyDeviceQueue(&queue, &entries[1], 20) && KeInsertByKeyDeviceQueue(&queue, &entries[2], 10));
  CHECK(KeInsertByKeyDeviceQueue(&queue, &entries[3], 20) && entries[3].Inserted);
  CHECK(KeRemoveByKeyDeviceQueue(&queue, 15) == &entries[1]);
  CHECK(KeRemoveByKeyDeviceQueue(&queue, 30) == &entries[2] && !entries[2].Inserted);
  CHECK(!KeRemoveEntryDeviceQueue(&queue, &entries[2]) && KeRemoveEntryDeviceQueue(&queue, &entries[3]));
  CHECK(KeInsertDeviceQueue(&queue, &entries[2]) && KeRemoveDeviceQueue(&queue) == &entries[2] && queue.Busy);
  CHECK(KeRemoveDeviceQueue(&queue) == NULL && !queue.Busy);
  KeLowerIrql(level);
  return STATUS_SUCCESS;
}

static NTSTATUS packets(void)
{
  PIRP irps[4];
  KIRQL level;
  ULONG index, key = 5;
  for (index = 0; index < 4; index++) {
    irps[index] = IoAllocateIrp(1, FALSE);
    CHECK(irps[index] != NULL);
    irps[index]->IoStatus.Information = index + 1;
    // As if a request had come with it.
    IoSetNextIrpStackLocation(irps[index]);
    IoGetCurrentIrpStackLocation(irps[index])->DeviceObject = Device;
  }
  IoStartPacket(Device, irps[0], NULL, NULL);
  CHECK(Started == 1 && Order == 1 && KeGetCurrentIrql() == PASSIVE_LEVEL && Device->CurrentIrp == irps[0]);
  IoStartPacket(Device, irps[1], NULL, Cancel);
  key = 9;
  IoStartPacket(Device, irps[2], &key, Cancel);
  key = 3;
  IoStartPacket(Device, irps[3], &key, Cancel);
  CHECK(Started == 1 && irps[1]->CancelRoutine == Cancel);
  CHECK(IoCancelIrp(irps[2]) && Cancelled == 1);
  // The rest of the queue: the one without a key lies in front, and StartIo asks for the next one itself.
  Next = TRUE;
  IoSetStartIoAttributes(Device, TRUE, TRUE);
  KeRaiseIrql(DISPATCH_LEVEL, &level);
  IoStartNextPacket(Device, TRUE);
  KeLowerIrql(level);
  CHECK(Started == 3 && Order == 124 && Deepest == 1 && Device->CurrentIrp == NULL && !Device->DeviceQueue.Busy);
  CHECK(irps[1]->CancelRoutine == NULL);
  // An IRP that is cancelled before it is queued behind another one.
  Next = FALSE;
  IoStartPacket(Device, irps[0], NULL, NULL);
  IoCancelIrp(irps[2]);
  IoStartPacket(Device, irps[2], NULL, Cancel);
  CHECK(Cancelled == 2 && irps[2]->CancelRoutine == NULL);
  IoSetStartIoAttributes(Device, FALSE, FALSE);
  IoStartNextPacketByKey(Device, FALSE, 1);
  CHECK(Started == 4 && Device->CurrentIrp == NULL);
  for (index = 0; index < 4; index++) {
    irps[index]->CancelRoutine = NULL;
    IoSkipCurrentIrpStackLocation(irps[index]);
    IoFreeIrp(irps[index]);
  }
  return STATUS_SUCCESS;
}

static NTSTATUS small(PDRIVER_OBJECT driver)
{
  PVOID extension, again;
  PEPROCESS process;
  CHECK(IoAllocateDriverObjectExtension(driver, &Device, 16, &extension) == STATUS_SUCCESS);
  CHECK(*(PULONG)extension == 0 && IoGetDriverObjectExtension(driver, &Device) == extension);
  CHECK(IoAllocateDriverObjectExtension(driver, &Device, 16, &again) == STATUS_OBJECT_NAME_COLLISION);
  CHECK(IoGetDriverObjectExtension(driver, driver) == NULL);
  CHECK(IoRegisterShutdownNotification(Device) == STATUS_SUCCESS && FlagOn(Device->Flags, DO_SHUTDOWN_REGISTERED));
  CHECK(PsGetProcessId(PsGetCurrentProcess()) == PsGetCurrentProcessId() && PsGetProcessId((PEPROCESS)driver) == NULL);
  CHECK(PsLookupProcessByProcessId(PsGetCurrentProcessId(), &process) == STATUS_SUCCESS && process == PsGetCurrentProcess());
  ObDereferenceObject(process);
  CHECK(PsLookupProcessByProcessId((HANDLE)99996, &process) == STATUS_INVALID_PARAMETER);
  return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\StartIo");
  NTSTATUS status = IoCreateDeviceSecure(driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
    &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, NULL, &Device);
  UNREFERENCED_PARAMETER(path);
  CHECK(IoCreateDeviceSecure(driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL, NULL, &Device) == STATUS_INVALID_PARAMETER);
  driver->DriverStartIo = StartIo;
  driver->DriverUnload = Unload;
  if (NT_SUCCESS(status)) status = queues();
  if (NT_SUCCESS(status)) status = packets();
  if (NT_SUCCESS(status)) status = small(driver);
  if (!NT_SUCCESS(status) && Device != NULL) IoDeleteDevice(Device);
  return status;
}

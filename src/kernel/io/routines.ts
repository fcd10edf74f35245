/** The declared routines of this folder. A namespace for the composition root, not a barrel for others. */

export {
  IoAllocateDriverObjectExtension,
  IoGetDriverObjectExtension,
} from './io-allocate-driver-object-extension.ts';
export {
  IoAllocateErrorLogEntry,
  IoFreeErrorLogEntry,
  IoWriteErrorLogEntry,
} from './io-allocate-error-log-entry.ts';
export { IoAllocateIrp, IoFreeIrp, IoInitializeIrp, IoReuseIrp, IoSizeOfIrp } from './io-allocate-irp.ts';
export {
  IoAttachDevice,
  IoAttachDeviceToDeviceStack,
  IoAttachDeviceToDeviceStackSafe,
  IoDetachDevice,
} from './io-attach-device.ts';
export {
  IoBuildAsynchronousFsdRequest,
  IoBuildDeviceIoControlRequest,
  IoBuildSynchronousFsdRequest,
} from './io-build-device-io-control-request.ts';
export { IoCallDriver, IofCallDriver } from './io-call-driver.ts';
export { IoAcquireCancelSpinLock, IoCancelIrp, IoReleaseCancelSpinLock } from './io-cancel-irp.ts';
export { IoCompleteRequest, IofCompleteRequest } from './io-complete-request.ts';
export { IoCreateDevice, IoDeleteDevice } from './io-create-device.ts';
export { IoCreateNotificationEvent, IoCreateSynchronizationEvent } from './io-create-notification-event.ts';
export {
  IoCreateSymbolicLink,
  IoCreateUnprotectedSymbolicLink,
  IoDeleteSymbolicLink,
} from './io-create-symbolic-link.ts';
export { IoCsqInitialize, IoCsqInitializeEx } from './io-csq-initialize.ts';
export {
  IoCsqInsertIrp,
  IoCsqInsertIrpEx,
  IoCsqRemoveIrp,
  IoCsqRemoveNextIrp,
} from './io-csq-insert-irp.ts';
export { IoForwardIrpSynchronously } from './io-forward-irp-synchronously.ts';
export {
  IoGetAttachedDevice,
  IoGetAttachedDeviceReference,
  IoGetLowerDeviceObject,
  IoGetRelatedDeviceObject,
} from './io-get-attached-device.ts';
export {
  IoCopyCurrentIrpStackLocationToNext,
  IoGetCurrentIrpStackLocation,
  IoGetNextIrpStackLocation,
  IoSetNextIrpStackLocation,
  IoSkipCurrentIrpStackLocation,
} from './io-get-current-irp-stack-location.ts';
export { IoGetDeviceObjectPointer } from './io-get-device-object-pointer.ts';
export {
  IoGetFunctionCodeFromCtlCode,
  IoValidateDeviceIoControlAccess,
} from './io-get-function-code-from-ctl-code.ts';
export { IoGetRequestorProcessId } from './io-get-requestor-process-id.ts';
export { IoInitializeTimer, IoStartTimer, IoStopTimer } from './io-initialize-timer.ts';
export { IoGetRequestorProcess, IoIs32bitProcess } from './io-is32bit-process.ts';
export { IoMakeAssociatedIrp } from './io-make-associated-irp.ts';
export { IoMarkIrpPending } from './io-mark-irp-pending.ts';
export {
  IoRegisterShutdownNotification,
  IoUnregisterShutdownNotification,
} from './io-register-shutdown-notification.ts';
export { IoSetCancelRoutine } from './io-set-cancel-routine.ts';
export { IoSetCompletionRoutine } from './io-set-completion-routine.ts';
export { IoSetCompletionRoutineEx } from './io-set-completion-routine-ex.ts';
export { IoStartNextPacket, IoStartNextPacketByKey } from './io-start-next-packet.ts';
export { IoSetStartIoAttributes, IoStartPacket } from './io-start-packet.ts';
export { KeInitializeDeviceQueue } from './ke-initialize-device-queue.ts';
export { KeInsertByKeyDeviceQueue, KeInsertDeviceQueue } from './ke-insert-device-queue.ts';
export {
  KeRemoveByKeyDeviceQueue,
  KeRemoveDeviceQueue,
  KeRemoveEntryDeviceQueue,
} from './ke-remove-device-queue.ts';
export { PoCallDriver, PoStartNextPowerIrp } from './po-call-driver.ts';
export { PsGetProcessId, PsLookupProcessByProcessId } from './ps-lookup-process-by-process-id.ts';
export { PsSetCreateProcessNotifyRoutine } from './ps-set-create-process-notify-routine.ts';
export { PsSetCreateProcessNotifyRoutineEx } from './ps-set-create-process-notify-routine-ex.ts';
export {
  PsRemoveCreateThreadNotifyRoutine,
  PsSetCreateThreadNotifyRoutine,
} from './ps-set-create-thread-notify-routine.ts';
export {
  PsRemoveLoadImageNotifyRoutine,
  PsSetLoadImageNotifyRoutine,
} from './ps-set-load-image-notify-routine.ts';
export { ZwCreateEvent, ZwOpenEvent } from './zw-create-event.ts';
export { ZwCreateFile, ZwOpenFile } from './zw-create-file.ts';
export { ZwDeviceIoControlFile } from './zw-device-io-control-file.ts';
export { ZwReadFile, ZwWriteFile } from './zw-read-file.ts';
export { ZwSetEvent } from './zw-set-event.ts';
export { ZwWaitForSingleObject } from './zw-wait-for-single-object.ts';

import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  SL_INVOKE_ON_CANCEL,
  SL_INVOKE_ON_ERROR,
  SL_INVOKE_ON_SUCCESS,
} from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { Io } from './io.ts';

/** Type of `IoSetCompletionRoutine`. */
export interface IoSetCompletionRoutine {
  /**
   * Sets what is called when the lower drivers have completed an IRP. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP that will be sent on
   * @param CompletionRoutine routine that is called with (DeviceObject, Irp, Context), at DISPATCH_LEVEL or below; it returns STATUS_MORE_PROCESSING_REQUIRED to keep the IRP, or else STATUS_CONTINUE_COMPLETION (0)
   * @param Context its third argument
   * @param InvokeOnSuccess TRUE to have it called after a success
   * @param InvokeOnError TRUE to have it called after a failure
   * @param InvokeOnCancel TRUE to have it called for an IRP that was cancelled
   */
  (
    Irp: PVOID,
    CompletionRoutine: Callback,
    Context: PVOID,
    InvokeOnSuccess: BOOLEAN,
    InvokeOnError: BOOLEAN,
    InvokeOnCancel: BOOLEAN,
  ): void;
}

/**
 * Stores a completion routine in the next stack location of an IRP.
 * @param on whether it is called after a success, after a failure, and for an IRP that was cancelled
 */
export function setCompletionRoutine(
  io: Io,
  irp: PVOID,
  completionRoutine: Callback,
  context: PVOID,
  [success, error, cancel]: readonly [BOOLEAN, BOOLEAN, BOOLEAN],
): void {
  const { memory, location } = io.irps.driver;
  const next = io.irps.driver.next(irp);
  memory.writePointer(next + location.CompletionRoutine, io.host.callbackAddress(completionRoutine));
  memory.writePointer(next + location.Context, context);
  memory.writeUint8(
    next + location.Control,
    (success !== 0 ? SL_INVOKE_ON_SUCCESS : 0) |
      (error !== 0 ? SL_INVOKE_ON_ERROR : 0) |
      (cancel !== 0 ? SL_INVOKE_ON_CANCEL : 0),
  );
}

/** Declaration of `IoSetCompletionRoutine`. */
export const IoSetCompletionRoutine = routine<IoSetCompletionRoutine>()(
  {
    name: 'IoSetCompletionRoutine',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-iosetcompletionroutine',
    summary: 'Sets what is called when the lower drivers have completed an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Irp', type: 'PIRP', direction: 'in' },
      { name: 'CompletionRoutine', type: 'PIO_COMPLETION_ROUTINE', direction: 'in', optional: true },
      { name: 'Context', type: 'PVOID', direction: 'in', optional: true },
      { name: 'InvokeOnSuccess', type: 'BOOLEAN', direction: 'in' },
      { name: 'InvokeOnError', type: 'BOOLEAN', direction: 'in' },
      { name: 'InvokeOnCancel', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['IoSetCompletionRoutineEx', 'IoCallDriver', 'IoCopyCurrentIrpStackLocationToNext', 'IoFreeIrp'],
    since: '0.1.0',
  },
  (io: Io) => (Irp, CompletionRoutine, Context, InvokeOnSuccess, InvokeOnError, InvokeOnCancel) =>
    setCompletionRoutine(io, Irp, CompletionRoutine, Context, [
      InvokeOnSuccess,
      InvokeOnError,
      InvokeOnCancel,
    ]),
);

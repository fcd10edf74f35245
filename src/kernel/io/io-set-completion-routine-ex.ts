import type { BOOLEAN, NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS } from '../../status/common.ts';
import type { Io } from './io.ts';
import { setCompletionRoutine } from './io-set-completion-routine.ts';

/** Type of `IoSetCompletionRoutineEx`. */
export interface IoSetCompletionRoutineEx {
  /**
   * Sets what is called when the lower drivers have completed an IRP, for a driver that may be unloaded before. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device of the driver
   * @param Irp IRP that will be sent on
   * @param CompletionRoutine routine that is called with (DeviceObject, Irp, Context), as that of IoSetCompletionRoutine
   * @param Context its third argument
   * @param InvokeOnSuccess TRUE to have it called after a success
   * @param InvokeOnError TRUE to have it called after a failure
   * @param InvokeOnCancel TRUE to have it called for an IRP that was cancelled
   * @returns STATUS_SUCCESS, or STATUS_INSUFFICIENT_RESOURCES
   */
  (
    DeviceObject: PVOID,
    Irp: PVOID,
    CompletionRoutine: Callback,
    Context: PVOID,
    InvokeOnSuccess: BOOLEAN,
    InvokeOnError: BOOLEAN,
    InvokeOnCancel: BOOLEAN,
  ): NTSTATUS;
}

/**
 * The stack location holds the driver's own routine and context: no memory is taken, and nothing has to keep the
 * driver, whose devices do (*ours*; on Windows a routine of the kernel stands there).
 */
export const IoSetCompletionRoutineEx = routine<IoSetCompletionRoutineEx>()(
  {
    name: 'IoSetCompletionRoutineEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-iosetcompletionroutineex',
    summary:
      'Sets what is called when the lower drivers have completed an IRP, for a driver that may be unloaded before.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Irp', type: 'PIRP', direction: 'in' },
      { name: 'CompletionRoutine', type: 'PIO_COMPLETION_ROUTINE', direction: 'in' },
      { name: 'Context', type: 'PVOID', direction: 'in', optional: true },
      { name: 'InvokeOnSuccess', type: 'BOOLEAN', direction: 'in' },
      { name: 'InvokeOnError', type: 'BOOLEAN', direction: 'in' },
      { name: 'InvokeOnCancel', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory for what the kernel notes',
        modelled: 'injectable',
        why: 'nothing is noted: the stack location has all',
      },
    ],
    seeAlso: ['IoSetCompletionRoutine', 'IoCallDriver'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject, Irp, CompletionRoutine, Context, success, error, cancel) => {
    io.deviceOf(DeviceObject, 'IoSetCompletionRoutineEx');
    setCompletionRoutine(io, Irp, CompletionRoutine, Context, [success, error, cancel]);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES } },
);

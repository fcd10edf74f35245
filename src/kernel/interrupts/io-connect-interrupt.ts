/** Connecting a service routine to the interrupt of a device, and disconnecting it. */
import type { BOOLEAN, KIRQL, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback, KAFFINITY } from '../../contract/kernel-types.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER } from '../../status/common.ts';
import type { Interrupts } from './interrupts.ts';

/** Type of `IoConnectInterrupt`. */
export interface IoConnectInterrupt {
  /**
   * Connects a service routine to an interrupt. IRQL = PASSIVE_LEVEL.
   * @param InterruptObject receives the address of the interrupt object: a cell from `out()`, or a simulated address
   * @param ServiceRoutine called at SynchronizeIrql, under the spin lock, with (InterruptObject, ServiceContext); it returns TRUE when its device interrupted
   * @param ServiceContext its second argument
   * @param SpinLock address of an initialised KSPIN_LOCK, or NULL for one of the kernel
   * @param Vector number that `nt.interrupt` takes
   * @param Irql device level of the interrupt: above DISPATCH_LEVEL
   * @param SynchronizeIrql level at which the service routine runs: Irql, or above
   * @param InterruptMode LevelSensitive or Latched
   * @param ShareVector TRUE when other drivers may connect to the vector
   * @param ProcessorEnableMask processors on which the interrupt may arrive
   * @param FloatingSave whether floating-point registers are saved; there are none
   * @returns STATUS_SUCCESS or STATUS_INVALID_PARAMETER
   */
  (
    InterruptObject: PointerTo<PVOID>,
    ServiceRoutine: Callback,
    ServiceContext: PVOID,
    SpinLock: PVOID,
    Vector: ULONG,
    Irql: KIRQL,
    SynchronizeIrql: KIRQL,
    InterruptMode: number,
    ShareVector: BOOLEAN,
    ProcessorEnableMask: KAFFINITY | bigint,
    FloatingSave: BOOLEAN,
  ): NTSTATUS;
}

/** Declaration of `IoConnectInterrupt`. */
export const IoConnectInterrupt = routine<IoConnectInterrupt>()(
  {
    name: 'IoConnectInterrupt',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioconnectinterrupt',
    summary: 'Connects a service routine to an interrupt.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'InterruptObject', type: 'PKINTERRUPT *', direction: 'out' },
      { name: 'ServiceRoutine', type: 'PKSERVICE_ROUTINE', direction: 'in' },
      { name: 'ServiceContext', type: 'PVOID', direction: 'in', optional: true },
      { name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'in', optional: true },
      { name: 'Vector', type: 'ULONG', direction: 'in' },
      { name: 'Irql', type: 'KIRQL', direction: 'in' },
      { name: 'SynchronizeIrql', type: 'KIRQL', direction: 'in' },
      { name: 'InterruptMode', type: 'KINTERRUPT_MODE', direction: 'in' },
      { name: 'ShareVector', type: 'BOOLEAN', direction: 'in' },
      { name: 'ProcessorEnableMask', type: 'KAFFINITY', direction: 'in' },
      { name: 'FloatingSave', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the service routine is connected', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'a level, mode or mask cannot be, ServiceRoutine is NULL, or the vector is connected and not shared alike',
        modelled: 'produced',
      },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
    ],
    remarks: [
      'There are no devices: nt.interrupt(Vector) raises the interrupt.',
      'A service routine is a plain function; it may queue a DPC, which runs when the level drops.',
    ],
    seeAlso: ['IoDisconnectInterrupt', 'KeSynchronizeExecution', 'KeAcquireInterruptSpinLock'],
    since: '0.1.0',
  },
  (interrupts: Interrupts) =>
    (
      InterruptObject,
      ServiceRoutine,
      ServiceContext,
      SpinLock,
      Vector,
      Irql,
      SynchronizeIrql,
      InterruptMode,
      ShareVector,
      ProcessorEnableMask,
    ) =>
      interrupts.connect(
        {
          serviceRoutine: ServiceRoutine,
          context: ServiceContext,
          spinLock: SpinLock,
          vector: Vector,
          irql: Irql,
          synchronizeIrql: SynchronizeIrql,
          mode: InterruptMode,
          shared: ShareVector !== 0,
          processors: ProcessorEnableMask,
        },
        InterruptObject,
      ),
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
    },
  },
);

/** Type of `IoDisconnectInterrupt`. */
export interface IoDisconnectInterrupt {
  /**
   * Disconnects an interrupt object: its service routine is not called any more. IRQL = PASSIVE_LEVEL.
   * @param InterruptObject what IoConnectInterrupt stored
   */
  (InterruptObject: PVOID): void;
}

/** Declaration of `IoDisconnectInterrupt`. */
export const IoDisconnectInterrupt = routine<IoDisconnectInterrupt>()(
  {
    name: 'IoDisconnectInterrupt',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iodisconnectinterrupt',
    summary: 'Disconnects an interrupt object.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'InterruptObject', type: 'PKINTERRUPT', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoConnectInterrupt'],
    since: '0.1.0',
  },
  (interrupts: Interrupts) => (InterruptObject) =>
    interrupts.disconnect(InterruptObject, 'IoDisconnectInterrupt'),
);

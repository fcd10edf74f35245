import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { DPC_TYPES, type Dpcs } from './dpcs.ts';

/** Type of `KeInitializeThreadedDpc`. */
export interface KeInitializeThreadedDpc {
  /**
   * Makes a threaded DPC. Callable at any level.
   * @param Dpc memory of a KDPC: resident, and it stays until the DPC is no more queued
   * @param DeferredRoutine called at PASSIVE_LEVEL by a thread of the kernel, with (Dpc, DeferredContext, SystemArgument1, SystemArgument2)
   * @param DeferredContext its second argument
   */
  (Dpc: PVOID, DeferredRoutine: Callback, DeferredContext: PVOID): void;
}

/** Declaration of `KeInitializeThreadedDpc`. */
export const KeInitializeThreadedDpc = routine<KeInitializeThreadedDpc>()(
  {
    name: 'KeInitializeThreadedDpc',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-keinitializethreadeddpc',
    summary: 'Makes a threaded DPC.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Dpc', type: 'PRKDPC', direction: 'out' },
      { name: 'DeferredRoutine', type: 'PKDEFERRED_ROUTINE', direction: 'in' },
      { name: 'DeferredContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'void',
    remarks: [
      'irqlab runs it in a system thread of priority 31. It takes spin locks with KeAcquireSpinLockForDpc.',
    ],
    seeAlso: ['KeInitializeDpc', 'KeInsertQueueDpc', 'KeAcquireSpinLockForDpc'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) => (Dpc, DeferredRoutine, DeferredContext) => {
    const address = dpcs.host.callbackAddress(DeferredRoutine);
    dpcs.initialize(Dpc, DPC_TYPES.threaded, address, DeferredContext, 'KeInitializeThreadedDpc');
  },
);

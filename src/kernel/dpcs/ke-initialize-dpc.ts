import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { DPC_TYPES, type Dpcs } from './dpcs.ts';

/** Type of `KeInitializeDpc`. */
export interface KeInitializeDpc {
  /**
   * Makes a DPC. Callable at any level.
   * @param Dpc memory of a KDPC: resident, and it stays until the DPC is no more queued
   * @param DeferredRoutine called at DISPATCH_LEVEL with (Dpc, DeferredContext, SystemArgument1, SystemArgument2)
   * @param DeferredContext its second argument
   */
  (Dpc: PVOID, DeferredRoutine: Callback, DeferredContext: PVOID): void;
}

/** Declaration of `KeInitializeDpc`. */
export const KeInitializeDpc = routine<KeInitializeDpc>()(
  {
    name: 'KeInitializeDpc',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinitializedpc',
    summary: 'Makes a DPC.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Dpc', type: 'PRKDPC', direction: 'out' },
      { name: 'DeferredRoutine', type: 'PKDEFERRED_ROUTINE', direction: 'in' },
      { name: 'DeferredContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'void',
    remarks: [
      'The routine runs in the context of whatever thread is interrupted, so it may not wait or touch paged memory.',
      'A DPC begins with medium importance, on the processor that queues it.',
    ],
    seeAlso: ['KeInsertQueueDpc', 'KeRemoveQueueDpc', 'KeSetImportanceDpc', 'KeSetTargetProcessorDpc'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) => (Dpc, DeferredRoutine, DeferredContext) => {
    const address = dpcs.host.callbackAddress(DeferredRoutine);
    dpcs.initialize(Dpc, DPC_TYPES.ordinary, address, DeferredContext, 'KeInitializeDpc');
  },
);

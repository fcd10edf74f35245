import { blockingRoutine } from '../../contract/blocking.ts';
import type { Dpcs } from './dpcs.ts';

/** Type of `KeFlushQueuedDpcs`. */
export interface KeFlushQueuedDpcs {
  /** Waits until every DPC that is queued on any processor has run. IRQL = PASSIVE_LEVEL. */
  (): void;
}

/** Declaration of `KeFlushQueuedDpcs`. */
export const KeFlushQueuedDpcs = blockingRoutine<KeFlushQueuedDpcs>()(
  {
    name: 'KeFlushQueuedDpcs',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP SP2; Windows Server 2003',
    page: 'wdm/nf-wdm-keflushqueueddpcs',
    summary: 'Waits until every queued DPC has run.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [],
    returns: 'void',
    blocks: true,
    remarks: ['Call it before the memory of a KDPC, or the code of its routine, goes away.'],
    seeAlso: ['KeInsertQueueDpc', 'KeRemoveQueueDpc'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) =>
    function* () {
      yield* dpcs.flush('KeFlushQueuedDpcs');
    },
);

import type { PointerTo, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { KAFFINITY } from '../../contract/kernel-types.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeQueryActiveProcessorCount`. */
export interface KeQueryActiveProcessorCount {
  /**
   * Gives the number of processors that are active. Callable at any level.
   * @param ActiveProcessors NULL, or a KAFFINITY that receives a bit for each
   * @returns how many
   */
  (ActiveProcessors: PointerTo<KAFFINITY>): ULONG;
}

/** Declaration of `KeQueryActiveProcessorCount`. */
export const KeQueryActiveProcessorCount = routine<KeQueryActiveProcessorCount>()(
  {
    name: 'KeQueryActiveProcessorCount',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-kequeryactiveprocessorcount',
    summary: 'Gives the number of processors that are active.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'ActiveProcessors', type: 'PKAFFINITY', direction: 'out', optional: true }],
    returns: 'ULONG',
    seeAlso: ['KeQueryActiveProcessors'],
    since: '0.1.0',
  },
  (queries: ProcessorQueries) => (ActiveProcessors) => {
    queries.store(ActiveProcessors);
    return queries.count();
  },
);

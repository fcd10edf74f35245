import { routine } from '../../contract/contract.ts';
import type { KAFFINITY } from '../../contract/kernel-types.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeQueryActiveProcessors`. */
export interface KeQueryActiveProcessors {
  /**
   * Gives the processors that are active, as bits. Callable at any level.
   * @returns a bit for each
   */
  (): KAFFINITY;
}

/** Declaration of `KeQueryActiveProcessors`. */
export const KeQueryActiveProcessors = routine<KeQueryActiveProcessors>()(
  {
    name: 'KeQueryActiveProcessors',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kequeryactiveprocessors',
    summary: 'Gives the processors that are active, as bits.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [],
    returns: 'KAFFINITY',
    seeAlso: ['KeQueryActiveProcessorCount'],
    since: '0.1.0',
  },
  (queries: ProcessorQueries) => () => queries.mask(),
);

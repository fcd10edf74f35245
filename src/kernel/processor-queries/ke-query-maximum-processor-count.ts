import type { ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeQueryMaximumProcessorCount`. */
export interface KeQueryMaximumProcessorCount {
  /**
   * Gives the number of processors that there can be. Callable at any level.
   * @returns how many
   */
  (): ULONG;
}

/** Declaration of `KeQueryMaximumProcessorCount`. */
export const KeQueryMaximumProcessorCount = routine<KeQueryMaximumProcessorCount>()(
  {
    name: 'KeQueryMaximumProcessorCount',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-kequerymaximumprocessorcount',
    summary: 'Gives the number of processors that there can be.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'ULONG',
    seeAlso: ['KeQueryActiveProcessorCount'],
    since: '0.1.0',
  },
  (queries: ProcessorQueries) => () => queries.count(),
);

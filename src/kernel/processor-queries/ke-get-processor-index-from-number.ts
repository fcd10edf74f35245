import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeGetProcessorIndexFromNumber`. */
export interface KeGetProcessorIndexFromNumber {
  /**
   * Gives the index of a processor by group and number. Callable at any level.
   * @param ProcNumber address of a PROCESSOR_NUMBER
   * @returns index; INVALID_PROCESSOR_INDEX (0xFFFFFFFF) when there is no such processor
   */
  (ProcNumber: PVOID): ULONG;
}

/** Declaration of `KeGetProcessorIndexFromNumber`. */
export const KeGetProcessorIndexFromNumber = routine<KeGetProcessorIndexFromNumber>()(
  {
    name: 'KeGetProcessorIndexFromNumber',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kegetprocessorindexfromnumber',
    summary: 'Gives the index of a processor by group and number.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'ProcNumber', type: 'PPROCESSOR_NUMBER', direction: 'in' }],
    returns: 'ULONG',
    seeAlso: ['KeGetProcessorNumberFromIndex'],
    since: '0.1.0',
  },
  (queries: ProcessorQueries) => (ProcNumber) => queries.read(ProcNumber),
);

import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeGetCurrentProcessorNumberEx`. */
export interface KeGetCurrentProcessorNumberEx {
  /**
   * Gives the index of the current processor over all groups. Callable at any level.
   * @param ProcNumber NULL, or a PROCESSOR_NUMBER that receives group and number
   * @returns index, from 0
   */
  (ProcNumber: PVOID): ULONG;
}

/** Declaration of `KeGetCurrentProcessorNumberEx`. */
export const KeGetCurrentProcessorNumberEx = routine<KeGetCurrentProcessorNumberEx>()(
  {
    name: 'KeGetCurrentProcessorNumberEx',
    header: 'wdm.h',
    includeHeader: 'Ntddk.h, Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kegetcurrentprocessornumberex',
    summary: 'Gives the index of the current processor, and its group and number.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'ProcNumber', type: 'PPROCESSOR_NUMBER', direction: 'out', optional: true }],
    returns: 'ULONG',
    seeAlso: ['KeGetCurrentProcessorNumber'],
    since: '0.1.0',
  },
  (queries: ProcessorQueries) => (ProcNumber) => {
    const { number } = queries.host.processor;
    if (ProcNumber !== 0) queries.write(ProcNumber, number);
    return number;
  },
);

import type { NTSTATUS, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../../status/common.ts';
import { unsigned32 } from '../../status/unsigned32.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeGetProcessorNumberFromIndex`. */
export interface KeGetProcessorNumberFromIndex {
  /**
   * Gives group and number of the processor with an index. Callable at any level.
   * @param ProcIndex index over all groups
   * @param ProcNumber PROCESSOR_NUMBER that receives them
   * @returns STATUS_SUCCESS, or STATUS_INVALID_PARAMETER
   */
  (ProcIndex: ULONG, ProcNumber: PVOID): NTSTATUS;
}

/** Declaration of `KeGetProcessorNumberFromIndex`. */
export const KeGetProcessorNumberFromIndex = routine<KeGetProcessorNumberFromIndex>()(
  {
    name: 'KeGetProcessorNumberFromIndex',
    header: 'wdm.h',
    includeHeader: 'Ntddk.h, Wdm.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kegetprocessornumberfromindex',
    summary: 'Gives group and number of the processor with an index.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'ProcIndex', type: 'ULONG', direction: 'in' },
      { name: 'ProcNumber', type: 'PPROCESSOR_NUMBER', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the processor exists', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'there is none with that index', modelled: 'produced' },
    ],
    seeAlso: ['KeGetProcessorIndexFromNumber'],
    since: '0.1.0',
  },
  (queries: ProcessorQueries) => (ProcIndex, ProcNumber) => {
    const index = unsigned32(ProcIndex, 'KeGetProcessorNumberFromIndex');
    if (index >= queries.count()) return STATUS_INVALID_PARAMETER;
    queries.write(ProcNumber, index);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER } },
);

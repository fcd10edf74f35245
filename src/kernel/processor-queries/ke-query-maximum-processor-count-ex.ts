import type { ULONG, USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeQueryMaximumProcessorCountEx`. */
export interface KeQueryMaximumProcessorCountEx {
  /**
   * Gives the number of possible processors of a group. Callable at any level.
   * @param GroupNumber number of the group, or ALL_PROCESSOR_GROUPS; irqlab has group 0 alone
   * @returns how many; 0 for a group that is none
   */
  (GroupNumber: USHORT): ULONG;
}

/** Declaration of `KeQueryMaximumProcessorCountEx`. */
export const KeQueryMaximumProcessorCountEx = routine<KeQueryMaximumProcessorCountEx>()(
  {
    name: 'KeQueryMaximumProcessorCountEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kequerymaximumprocessorcountex',
    summary: 'Gives the number of possible processors of a group.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'GroupNumber', type: 'USHORT', direction: 'in' }],
    returns: 'ULONG',
    seeAlso: ['KeQueryActiveGroupCount'],
    since: '0.1.0',
  },
  (queries: ProcessorQueries) => (GroupNumber) => (queries.isGroup(GroupNumber) ? queries.count() : 0),
);

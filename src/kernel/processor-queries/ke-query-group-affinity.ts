import type { USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { KAFFINITY } from '../../contract/kernel-types.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeQueryGroupAffinity`. */
export interface KeQueryGroupAffinity {
  /**
   * Gives the active processors of a group, as bits. Callable at any level.
   * @param GroupNumber number of the group, or ALL_PROCESSOR_GROUPS; irqlab has group 0 alone
   * @returns a bit for each; 0 for a group that is none
   */
  (GroupNumber: USHORT): KAFFINITY;
}

/** Declaration of `KeQueryGroupAffinity`. */
export const KeQueryGroupAffinity = routine<KeQueryGroupAffinity>()(
  {
    name: 'KeQueryGroupAffinity',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kequerygroupaffinity',
    summary: 'Gives the active processors of a group, as bits.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'GroupNumber', type: 'USHORT', direction: 'in' }],
    returns: 'KAFFINITY',
    seeAlso: ['KeQueryActiveProcessors'],
    since: '0.1.0',
  },
  (queries: ProcessorQueries) => (GroupNumber) => (queries.isGroup(GroupNumber) ? queries.mask() : 0),
);

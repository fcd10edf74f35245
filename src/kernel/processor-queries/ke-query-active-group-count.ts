import type { USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeQueryActiveGroupCount`. */
export interface KeQueryActiveGroupCount {
  /**
   * Gives the number of active processor groups. Callable at any level.
   * @returns 1: irqlab has one group of up to 64 processors
   */
  (): USHORT;
}

/** Declaration of `KeQueryActiveGroupCount`. */
export const KeQueryActiveGroupCount = routine<KeQueryActiveGroupCount>()(
  {
    name: 'KeQueryActiveGroupCount',
    header: 'wdm.h',
    includeHeader: 'Ntddk.h, Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kequeryactivegroupcount',
    summary: 'Gives the number of active processor groups.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'USHORT',
    seeAlso: ['KeQueryGroupAffinity'],
    since: '0.1.0',
  },
  (_: ProcessorQueries) => () => 1,
);

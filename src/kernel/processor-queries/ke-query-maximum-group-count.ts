import type { USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeQueryMaximumGroupCount`. */
export interface KeQueryMaximumGroupCount {
  /**
   * Gives the number of possible processor groups. Callable at any level.
   * @returns 1: irqlab has one group of up to 64 processors
   */
  (): USHORT;
}

/** Declaration of `KeQueryMaximumGroupCount`. */
export const KeQueryMaximumGroupCount = routine<KeQueryMaximumGroupCount>()(
  {
    name: 'KeQueryMaximumGroupCount',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kequerymaximumgroupcount',
    summary: 'Gives the number of possible processor groups.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'USHORT',
    seeAlso: ['KeQueryGroupAffinity'],
    since: '0.1.0',
  },
  (_: ProcessorQueries) => () => 1,
);

import type { ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { TIME_INCREMENT, type TimeQueries } from './time-queries.ts';

/** Type of `KeQueryTimeIncrement`. */
export interface KeQueryTimeIncrement {
  /**
   * Gives what each clock interrupt adds to the time. Callable at any level.
   * @returns 100 ns units
   */
  (): ULONG;
}

/** Declaration of `KeQueryTimeIncrement`. */
export const KeQueryTimeIncrement = routine<KeQueryTimeIncrement>()(
  {
    name: 'KeQueryTimeIncrement',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kequerytimeincrement',
    summary: 'Gives what each clock interrupt adds to the time.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'ULONG',
    returnText: '156,250 units of 100 ns: 15.625 ms.',
    seeAlso: ['KeQueryTickCount'],
    since: '0.1.0',
  },
  (_: TimeQueries) => () => TIME_INCREMENT,
);

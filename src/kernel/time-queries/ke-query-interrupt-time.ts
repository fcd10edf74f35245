import { routine } from '../../contract/contract.ts';
import type { ULONGLONG } from '../../contract/kernel-types.ts';
import type { TimeQueries } from './time-queries.ts';

/** Type of `KeQueryInterruptTime`. */
export interface KeQueryInterruptTime {
  /**
   * Gives the time since the boot. Callable at any level.
   * @returns 100 ns units
   */
  (): ULONGLONG;
}

/** Declaration of `KeQueryInterruptTime`. */
export const KeQueryInterruptTime = routine<KeQueryInterruptTime>()(
  {
    name: 'KeQueryInterruptTime',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kequeryinterrupttime',
    summary: 'Gives the time since the boot.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'ULONGLONG',
    inline: true,
    seeAlso: ['KeQueryInterruptTimePrecise', 'KeQueryUnbiasedInterruptTime', 'KeQuerySystemTime'],
    since: '0.1.0',
  },
  ({ clock }: TimeQueries) =>
    () =>
      clock.now,
);

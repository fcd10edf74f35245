import { routine } from '../../contract/contract.ts';
import type { ULONGLONG } from '../../contract/kernel-types.ts';
import type { TimeQueries } from './time-queries.ts';

/** Type of `KeQueryUnbiasedInterruptTime`. */
export interface KeQueryUnbiasedInterruptTime {
  /**
   * Gives the time since the boot without the time in which the machine slept. Callable at any level.
   * @returns 100 ns units
   */
  (): ULONGLONG;
}

/** Declaration of `KeQueryUnbiasedInterruptTime`. */
export const KeQueryUnbiasedInterruptTime = routine<KeQueryUnbiasedInterruptTime>()(
  {
    name: 'KeQueryUnbiasedInterruptTime',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kequeryunbiasedinterrupttime',
    summary: 'Gives the time since the boot without sleep.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'ULONGLONG',
    remarks: ['A simulated machine never sleeps: this is KeQueryInterruptTime.'],
    seeAlso: ['KeQueryInterruptTime'],
    since: '0.1.0',
  },
  ({ clock }: TimeQueries) =>
    () =>
      clock.now,
);

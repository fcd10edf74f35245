import type { Out, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ULONGLONG } from '../../contract/kernel-types.ts';
import { writeLargeInteger } from '../large-integer.ts';
import type { TimeQueries } from './time-queries.ts';

/** Type of `KeQueryInterruptTimePrecise`. */
export interface KeQueryInterruptTimePrecise {
  /**
   * Gives the time since the boot, exactly, with the performance counter of that moment. Callable at any level.
   * @param QpcTimeStamp where the performance counter goes
   * @returns 100 ns units
   */
  (QpcTimeStamp: PVOID | Out<bigint>): ULONGLONG;
}

/** Declaration of `KeQueryInterruptTimePrecise`. */
export const KeQueryInterruptTimePrecise = routine<KeQueryInterruptTimePrecise>()(
  {
    name: 'KeQueryInterruptTimePrecise',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 8.1',
    page: 'wdm/nf-wdm-kequeryinterrupttimeprecise',
    summary: 'Gives the time since the boot and the performance counter.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'QpcTimeStamp', type: 'PULONG64', direction: 'out' }],
    returns: 'ULONG64',
    seeAlso: ['KeQueryInterruptTime', 'KeQueryPerformanceCounter'],
    since: '0.1.0',
  },
  ({ clock, kernelMemory }: TimeQueries) =>
    (QpcTimeStamp) => {
      writeLargeInteger(kernelMemory, QpcTimeStamp, clock.now);
      return clock.now;
    },
);

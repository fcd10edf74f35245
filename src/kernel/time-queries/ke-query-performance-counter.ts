import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { writeLargeInteger } from '../large-integer.ts';
import { COUNTS_PER_SECOND, type TimeQueries } from './time-queries.ts';

/** Type of `KeQueryPerformanceCounter`. */
export interface KeQueryPerformanceCounter {
  /**
   * Gives the performance counter. Callable at any level.
   * @param PerformanceFrequency where its counts per second go, or NULL
   * @returns counts since the boot
   */
  (PerformanceFrequency: LargeIntegerIn): bigint;
}

/** Declaration of `KeQueryPerformanceCounter`. */
export const KeQueryPerformanceCounter = routine<KeQueryPerformanceCounter>()(
  {
    name: 'KeQueryPerformanceCounter',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Hal.lib',
    dll: 'Hal.dll',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kequeryperformancecounter',
    summary: 'Gives the performance counter.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'PerformanceFrequency', type: 'PLARGE_INTEGER', direction: 'out', optional: true }],
    returns: 'LARGE_INTEGER',
    remarks: ['The frequency is 10 MHz: a count is 100 ns.'],
    seeAlso: ['KeQueryInterruptTimePrecise', 'KeQueryTickCount'],
    since: '0.1.0',
  },
  ({ clock, kernelMemory }: TimeQueries) =>
    (PerformanceFrequency) => {
      if (PerformanceFrequency !== 0)
        writeLargeInteger(kernelMemory, PerformanceFrequency, COUNTS_PER_SECOND);
      return clock.now;
    },
);

import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { writeLargeInteger } from '../large-integer.ts';
import type { TimeQueries } from './time-queries.ts';

/** Type of `KeQuerySystemTime`. */
export interface KeQuerySystemTime {
  /**
   * Gives the system time. Callable at any level.
   * @param CurrentTime where to: 100 ns units since 1601
   */
  (CurrentTime: LargeIntegerIn): void;
}

/** Declaration of `KeQuerySystemTime`. */
export const KeQuerySystemTime = routine<KeQuerySystemTime>()(
  {
    name: 'KeQuerySystemTime',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kequerysystemtime',
    summary: 'Gives the system time.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'CurrentTime', type: 'PLARGE_INTEGER', direction: 'out' }],
    returns: 'void',
    inline: true,
    seeAlso: ['KeQueryInterruptTime', 'KeQueryTickCount', 'KeSetTimer'],
    since: '0.1.0',
  },
  ({ clock, callerMemory }: TimeQueries) =>
    (CurrentTime) =>
      writeLargeInteger(callerMemory, CurrentTime, clock.systemTime),
);

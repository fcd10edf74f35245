import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { writeLargeInteger } from '../large-integer.ts';
import type { TimeQueries } from './time-queries.ts';

/** Type of `KeQuerySystemTimePrecise`. */
export interface KeQuerySystemTimePrecise {
  /**
   * Gives the system time, exactly. Callable at any level.
   * @param CurrentTime where to: 100 ns units since 1601
   */
  (CurrentTime: LargeIntegerIn): void;
}

/** Declaration of `KeQuerySystemTimePrecise`. */
export const KeQuerySystemTimePrecise = routine<KeQuerySystemTimePrecise>()(
  {
    name: 'KeQuerySystemTimePrecise',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 8',
    page: 'wdm/nf-wdm-kequerysystemtimeprecise',
    summary: 'Gives the system time, exactly.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'CurrentTime', type: 'PLARGE_INTEGER', direction: 'out' }],
    returns: 'void',
    seeAlso: ['KeQueryInterruptTime', 'KeQueryTickCount', 'KeSetTimer'],
    since: '0.1.0',
  },
  ({ clock, kernelMemory }: TimeQueries) =>
    (CurrentTime) =>
      writeLargeInteger(kernelMemory, CurrentTime, clock.systemTime),
);

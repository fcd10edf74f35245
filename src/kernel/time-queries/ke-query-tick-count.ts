import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { writeLargeInteger } from '../large-integer.ts';
import { TIME_INCREMENT, type TimeQueries } from './time-queries.ts';

/** Type of `KeQueryTickCount`. */
export interface KeQueryTickCount {
  /**
   * Gives the number of clock interrupts since the boot. Callable at any level.
   * @param CurrentCount where to
   */
  (CurrentCount: LargeIntegerIn): void;
}

/** Declaration of `KeQueryTickCount`. */
export const KeQueryTickCount = routine<KeQueryTickCount>()(
  {
    name: 'KeQueryTickCount',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kequerytickcount',
    summary: 'Gives the number of clock interrupts since the boot.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'CurrentCount', type: 'PLARGE_INTEGER', direction: 'out' }],
    returns: 'void',
    inline: true,
    remarks: ['A tick is KeQueryTimeIncrement() units of 100 ns.'],
    seeAlso: ['KeQueryTimeIncrement', 'KeQueryInterruptTime'],
    since: '0.1.0',
  },
  ({ clock, callerMemory }: TimeQueries) =>
    (CurrentCount) =>
      writeLargeInteger(callerMemory, CurrentCount, clock.now / BigInt(TIME_INCREMENT)),
);

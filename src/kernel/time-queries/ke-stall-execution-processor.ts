import type { ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { unsigned32 } from '../../status/unsigned32.ts';
import { type TimeQueries, UNITS_PER_MICROSECOND } from './time-queries.ts';

/** Type of `KeStallExecutionProcessor`. */
export interface KeStallExecutionProcessor {
  /**
   * Keeps the processor busy for a time. Callable at any level.
   * @param MicroSeconds how long
   */
  (MicroSeconds: ULONG): void;
}

/** Declaration of `KeStallExecutionProcessor`. */
export const KeStallExecutionProcessor = routine<KeStallExecutionProcessor>()(
  {
    name: 'KeStallExecutionProcessor',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Hal.lib',
    dll: 'Hal.dll',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kestallexecutionprocessor',
    summary: 'Keeps the processor busy for a time.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'MicroSeconds', type: 'ULONG', direction: 'in' }],
    returns: 'void',
    remarks: [
      'Simulated time passes: timers that come due on the way expire, at DISPATCH_LEVEL and above when the level drops.',
    ],
    seeAlso: ['KeDelayExecutionThread', 'KeQueryPerformanceCounter'],
    since: '0.1.0',
  },
  ({ advance }: TimeQueries) =>
    (MicroSeconds) =>
      advance(BigInt(unsigned32(MicroSeconds, 'KeStallExecutionProcessor')) * UNITS_PER_MICROSECOND),
);

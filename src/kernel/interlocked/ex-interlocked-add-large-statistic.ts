import type { ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import type { CallerCode } from '../caller-code.ts';
import { readLargeInteger, writeLargeInteger } from '../large-integer.ts';

/** Adds to a 64-bit counter without a lock. */
export interface ExInterlockedAddLargeStatistic {
  /**
   * Adds to a 64-bit counter, atomically. Any IRQL, as long as the counter is resident there.
   * @param Addend address of the LARGE_INTEGER, or a cell
   * @param Increment what is added; the sum wraps around
   */
  (Addend: LargeIntegerIn, Increment: ULONG): void;
}

/** A macro around an interlocked addition: the accesses are those of the caller. */
export const ExInterlockedAddLargeStatistic = routine<ExInterlockedAddLargeStatistic>()(
  {
    name: 'ExInterlockedAddLargeStatistic',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedaddlargestatistic',
    summary: 'Adds to a 64-bit counter without a lock.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Addend', type: 'PLARGE_INTEGER', direction: 'in' },
      { name: 'Increment', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['ExInterlockedAddLargeInteger'],
    since: '0.1.0',
  },
  ({ memory }: CallerCode) =>
    (Addend, Increment) => {
      if (typeof Addend === 'number') memory.claimWrite(Addend, 8);
      writeLargeInteger(memory, Addend, readLargeInteger(memory, Addend) + BigInt(Increment));
    },
);

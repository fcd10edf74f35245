import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { readLargeInteger, writeLargeInteger } from '../large-integer.ts';
import { type SpinLockedServices, spinLocked } from './spin-locked.ts';

/** Adds to a 64-bit integer under a spin lock. */
export interface ExInterlockedAddLargeInteger {
  /**
   * Adds to a 64-bit integer while it holds a spin lock, with interrupts disabled. Any IRQL. The variable
   * and the lock must be resident at every IRQL, and the lock must not be held.
   * @param Addend address of the LARGE_INTEGER, or a cell
   * @param Increment what is added; the sum wraps around
   * @param Lock address of the KSPIN_LOCK that every such call on this variable takes
   * @returns what the variable held before
   */
  (Addend: LargeIntegerIn, Increment: bigint, Lock: PVOID): bigint;
}

/** Exported: the accesses are those of the kernel. */
export const ExInterlockedAddLargeInteger = routine<ExInterlockedAddLargeInteger>()(
  {
    name: 'ExInterlockedAddLargeInteger',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedaddlargeinteger',
    summary: 'Adds to a 64-bit integer under a spin lock.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Addend', type: 'PLARGE_INTEGER', direction: 'inout' },
      { name: 'Increment', type: 'LARGE_INTEGER', direction: 'in' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'LARGE_INTEGER',
    seeAlso: ['ExInterlockedAddLargeStatistic', 'ExInterlockedAddUlong'],
    since: '0.1.0',
  },
  (services: SpinLockedServices) => (Addend, Increment, Lock) =>
    spinLocked(services, 'ExInterlockedAddLargeInteger', Lock, () => {
      const old = readLargeInteger(services.memory, Addend);
      writeLargeInteger(services.memory, Addend, old + Increment);
      return old;
    }),
);

/**
 * Interrupt request levels by name and number. No state; the machine that
 * moves between them is src/kernel/irql-machine.ts.
 *
 * Source: facts D-001 (x86), D-002 (x64), D-006. SYNCH_LEVEL is IPI_LEVEL-2, the
 * value of the multiprocessor kernels (no page gives the number: *ours*,
 * docs/decisions/0007-irql.md).
 */
import type { Architecture, KIRQL } from './c-types.ts';

/** Name of a level that a page uses as a limit. */
export type LevelName =
  | 'PASSIVE_LEVEL'
  | 'APC_LEVEL'
  | 'DISPATCH_LEVEL'
  | 'DIRQL'
  | 'SYNCH_LEVEL'
  | 'IPI_LEVEL'
  | 'HIGH_LEVEL';

/** Ordinary thread level: everything is allowed. */
export const PASSIVE_LEVEL: KIRQL = 0;
/** Same number as PASSIVE_LEVEL. */
export const LOW_LEVEL: KIRQL = 0;
/** Asynchronous procedure calls are held back. */
export const APC_LEVEL: KIRQL = 1;
/** No thread switch, no page fault, no wait. */
export const DISPATCH_LEVEL: KIRQL = 2;
/** Corrected machine checks. */
export const CMCI_LEVEL: KIRQL = 5;

/** Highest level of an architecture: HIGH_LEVEL is 15 on x64 and 31 on x86 (D-001, D-002). */
export const highLevel = (architecture: Architecture): KIRQL => (architecture === 'x64' ? 15 : 31);

const numbers = {
  x64: {
    PASSIVE_LEVEL: 0,
    APC_LEVEL: 1,
    DISPATCH_LEVEL: 2,
    DIRQL: 12,
    SYNCH_LEVEL: 12,
    IPI_LEVEL: 14,
    HIGH_LEVEL: 15,
  },
  x86: {
    PASSIVE_LEVEL: 0,
    APC_LEVEL: 1,
    DISPATCH_LEVEL: 2,
    DIRQL: 26,
    SYNCH_LEVEL: 27,
    IPI_LEVEL: 29,
    HIGH_LEVEL: 31,
  },
} as const satisfies Record<Architecture, Record<LevelName, number>>;

/** Number of a named level on an architecture; for `DIRQL`, the highest device level (D-006). */
export const levelNumber = (architecture: Architecture, name: LevelName): KIRQL =>
  numbers[architecture][name];

const names = {
  x64: {
    0: 'PASSIVE_LEVEL',
    1: 'APC_LEVEL',
    2: 'DISPATCH_LEVEL',
    5: 'CMCI_LEVEL',
    13: 'CLOCK_LEVEL',
    14: 'IPI_LEVEL',
    15: 'HIGH_LEVEL',
  },
  x86: {
    0: 'PASSIVE_LEVEL',
    1: 'APC_LEVEL',
    2: 'DISPATCH_LEVEL',
    5: 'CMCI_LEVEL',
    27: 'PROFILE_LEVEL',
    28: 'CLOCK_LEVEL',
    29: 'IPI_LEVEL',
    30: 'POWER_LEVEL',
    31: 'HIGH_LEVEL',
  },
} as const satisfies Record<Architecture, Record<number, string>>;

/** Readable name of a level: `DISPATCH_LEVEL`, or `DIRQL 7` for a device level. */
export function levelName(architecture: Architecture, level: number): string {
  const table: Readonly<Record<number, string>> = names[architecture];
  return table[level] ?? `DIRQL ${level}`;
}

/** Rules about the level of a call of pool, special pool included. */
import { type Consequence, type Row, verifier } from './row.ts';

/** The rules about the level of a call of pool: what their rows share, whichever pool the block is in. */
const poolLevels = {
  pagedAllocate: {
    values: ['current IRQL', 'pool type', 'bytes requested'],
    text: (routine: string) => `${routine}: paged pool is allocated at IRQL <= APC_LEVEL`,
    page: 'routine',
    fix: 'Allocate nonpaged pool, or allocate before the IRQL is raised.',
  },
  nonpagedAllocate: {
    values: ['current IRQL', 'pool type', 'bytes requested'],
    text: (routine: string) => `${routine}: nonpaged pool is allocated at IRQL <= DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Allocate in a DPC or before the interrupt is enabled; an interrupt routine must not allocate.',
  },
  pagedFree: {
    values: ['current IRQL', 'pool type', 'address'],
    text: (routine: string) => `${routine}: paged pool is freed at IRQL <= APC_LEVEL`,
    page: 'routine',
    fix: 'Free the block after the IRQL was lowered, or queue a work item for it.',
  },
  nonpagedFree: {
    values: ['current IRQL', 'pool type', 'address'],
    text: (routine: string) => `${routine}: nonpaged pool is freed at IRQL <= DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Free the block in a DPC; an interrupt routine must not free.',
  },
} as const;

/** 0xC2/0x08 (IRQL, pool type, bytes). */
const poolRequest = (subtype: number): Consequence => ({
  code: 0xc2,
  parameters: (value) => [subtype, value(0), value(1), value(2)],
  from: 'documented',
});

/** 0xC2/0x09: the parameters are those of 0x08 with an address, which no source gives. */
const poolFree = (subtype: number): Consequence => ({ ...poolRequest(subtype), from: 'ours' });

/** 0xC1/0x30 and 0x31: the level, the pool type, and bytes or address; the subtype comes last (D-104). Parameters 2 and 3 are *ours*. */
const specialPoolLevel = (subtype: number): Consequence => ({
  code: 0xc1,
  parameters: (value) => [value(0), value(1), value(2), subtype],
  from: 'ours',
});

/** The rows of these rules. */
export const poolLevelRules = {
  'pool-paged-allocate-level': {
    ...poolLevels.pagedAllocate,
    on: verifier(0x01, 'documented'), // D-106
    off: poolRequest(0x08), // F-018
  },
  'pool-nonpaged-allocate-level': {
    ...poolLevels.nonpagedAllocate,
    on: verifier(0x02, 'documented'), // D-106
    off: poolRequest(0x08), // F-018
  },
  'pool-paged-free-level': {
    ...poolLevels.pagedFree,
    on: verifier(0x11, 'ours'), // D-106 gives the subtype, no source the parameters
    off: poolFree(0x09),
  },
  'pool-nonpaged-free-level': {
    ...poolLevels.nonpagedFree,
    on: verifier(0x12, 'ours'),
    off: poolFree(0x09),
  },
  // The verifier looks at the level before special pool does (*ours*).
  'special-pool-paged-allocate-level': {
    ...poolLevels.pagedAllocate,
    on: verifier(0x01, 'documented'), // D-106
    off: specialPoolLevel(0x30), // D-104
  },
  'special-pool-nonpaged-allocate-level': {
    ...poolLevels.nonpagedAllocate,
    on: verifier(0x02, 'documented'), // D-106
    off: specialPoolLevel(0x30), // D-104
  },
  'special-pool-paged-free-level': {
    ...poolLevels.pagedFree,
    on: verifier(0x11, 'ours'),
    off: specialPoolLevel(0x31), // D-104
  },
  'special-pool-nonpaged-free-level': {
    ...poolLevels.nonpagedFree,
    on: verifier(0x12, 'ours'),
    off: specialPoolLevel(0x31), // D-104
  },
} as const satisfies Record<string, Row>;

/** Rules that damage in pool shows to be broken: headers, links, what the pool stored beside a block, special pool. */
import { both, type Consequence, type Row } from './row.ts';

/** D-104: the address and the subtype; parameters 2 and 3 are *ours*. */
const specialPoolDamage: Consequence = {
  code: 0xc1,
  parameters: (value) => [value(0), value(1), value(2), value(3)],
  from: 'ours',
};

const FIX_OVERRUN =
  'Look at who owns the block in front of the damage and at who freed this memory; special pool stops at the write itself.';

/** The rows of these rules. */
export const poolDamageRules = {
  'special-pool-free': {
    values: ['address', 'bytes of the block', 'zero', 'subtype'],
    ...both(specialPoolDamage), // D-104
    text: (routine) => `${routine}: what is freed is a block that was allocated and not freed yet`,
    page: 'debugger/bug-check-0xc1--special-pool-detected-memory-corruption',
    fix: 'Keep the address that the allocation gave, free it once, and set the pointer to NULL.',
  },
  'special-pool-pattern': {
    values: ['address', 'address of the changed byte', 'zero', 'subtype'],
    ...both(specialPoolDamage), // D-104, F-047
    text: (routine) => `${routine}: a driver writes to its own block only`,
    page: 'debugger/bug-check-0xc1--special-pool-detected-memory-corruption',
    fix: 'Look for a write in front of the block or just behind it; with `verify: start` one in front of it faults at once.',
  },
  'pool-quota-process': {
    values: ['subtype', 'address', 'tag', 'process pointer in memory'],
    ...both({
      code: 0xc2,
      parameters: (value) => [value(0), value(1), value(2), value(3)],
      from: 'ours', // F-037: "quota process pointer damaged"
    }),
    text: (routine) => `${routine}: the process pointer of a charged block is the one the pool stored`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: 'Look for who writes over the end of this block, or of the one in front of it.',
  },
  'pool-caller-header': {
    values: ['subtype', 'header', 'first word of the header'],
    ...both({ code: 0xc2, parameters: (value) => [value(0), value(1), value(2), 0], from: 'ours' }), // F-038
    text: (routine) => `${routine}: pool headers are written by the pool alone`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: FIX_OVERRUN,
  },
  'pool-header': {
    values: ['subtype', 'depends on subtype', 'depends on subtype', 'depends on subtype'],
    ...both({
      code: 0x19,
      parameters: (value) => [value(0), value(1), value(2), value(3)],
      from: 'ours', // F-038 gives the subtypes, and (entry, next) for 0x20
    }),
    text: (routine) => `${routine}: a driver writes to its own block only, and not after it was freed`,
    page: 'debugger/bug-check-0x19--bad-pool-header',
    fix: FIX_OVERRUN,
  },
  'pool-link-fault': {
    values: ['referenced address', 'IRQL', 'instruction'],
    ...both({ code: 0xc5, parameters: (value) => [value(0), value(1), 0, value(2)], from: 'documented' }), // D-105
    text: (routine) => `${routine}: a driver writes to its own block only, and not after it was freed`,
    page: 'debugger/bug-check-0xc5--driver-corrupted-expool',
    fix: FIX_OVERRUN,
  },
  'pool-page-link-fault': {
    values: ['referenced address', 'IRQL', 'instruction'],
    ...both({ code: 0xd0, parameters: (value) => [value(0), value(1), 0, value(2)], from: 'documented' }), // D-105
    text: (routine) => `${routine}: a driver writes to its own block only, and not after it was freed`,
    page: 'debugger/bug-check-0xd0--driver-corrupted-mmpool',
    fix: FIX_OVERRUN,
  },
} as const satisfies Record<string, Row>;

/** Rules of accesses that shadow memory watches over (docs/decisions/0084-shadow-memory.md). Nothing on Windows checks them so. */
import { both, OWN_SUBTYPE, type Row, verifier } from './row.ts';

const VALUES = ['address', 'bytes', '0: read, 1: write'];

/** The rows of these rules. */
export const memoryAccessRules = {
  'memory-out-of-bounds': {
    values: VALUES,
    ...both(verifier(OWN_SUBTYPE + 0x90, 'ours')),
    text: (routine) => `${routine}: an access stays inside of the object that it is meant for`,
    page: null,
    fix: 'Compare the index or length with the size of the object first; count the terminating zero of a string.',
  },
  'memory-after-free': {
    values: VALUES,
    ...both(verifier(OWN_SUBTYPE + 0x91, 'ours')),
    text: (routine) => `${routine}: nobody uses a block after it was freed`,
    page: null,
    fix: 'Free the block after its last use, and set pointers to it to NULL.',
  },
  'memory-after-return': {
    values: VALUES,
    ...both(verifier(OWN_SUBTYPE + 0x92, 'ours')),
    text: (routine) => `${routine}: nobody uses a local variable after its function has returned`,
    page: null,
    fix: 'Keep what outlives the function in the caller, in a block of heap or pool, or in a static variable.',
  },
  'memory-uninitialised': {
    values: VALUES,
    ...both(verifier(OWN_SUBTYPE + 0x93, 'ours')),
    text: (routine) => `${routine}: a value is stored before it is used`,
    page: null,
    fix: 'Initialise the variable, or zero the block: memory holds anything until something was stored in it.',
  },
} as const satisfies Record<string, Row>;

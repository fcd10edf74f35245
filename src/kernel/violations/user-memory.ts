/** Rules about the memory of programs in drivers, for which there is no bug check: what goes wrong depends on the program. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. They are findings and stop nothing: tell() in src/verifier. */
export const userMemoryRules = {
  'user-memory-unguarded': {
    values: ['address', 'bytes', '0: read, 1: write'],
    on: verifier(OWN_SUBTYPE + 0x95, 'ours'),
    off: null, // until the program frees the memory meanwhile
    text: (routine) => `${routine}: the memory of a program is touched inside of __try with __except`,
    page: 'wdm/nf-wdm-probeforread',
    fix: 'Put the probe and every access of the buffer into one __try, and return GetExceptionCode() from its handler.',
  },
  'user-memory-fetched-twice': {
    values: ['address', 'bytes'],
    on: verifier(OWN_SUBTYPE + 0x96, 'ours'),
    off: null, // until the program changes the memory meanwhile
    text: (routine) => `${routine}: a request reads the same memory of a program once`,
    page: null,
    fix: 'Copy the buffer, or the members that count, into memory of the driver first, and look at the copy alone.',
  },
} as const satisfies Record<string, Row>;

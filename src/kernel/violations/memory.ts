/** Rules of Rtl memory routines and lists, of the sections of a driver and of contiguous memory. */
import { both, OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** First parameter of 0x139: FAST_FAIL_CORRUPT_LIST_ENTRY. */
const CORRUPT_LIST_ENTRY = 3;

/** The rows of these rules. */
export const memoryRules = {
  'copy-overlaps': {
    values: ['address of the target', 'address of the source', 'bytes to copy'],
    on: verifier(0xf0, 'ours'), // D-081 gives the subtype, no source the parameters
    off: null,
    text: (routine) => `${routine}: source and target do not overlap`,
    page: 'routine',
    fix: 'Call RtlMoveMemory for ranges that may overlap.',
  },
  'list-entry-corrupt': {
    values: [],
    ...both({ code: 0x139, parameters: () => [CORRUPT_LIST_ENTRY, 0, 0, 0], from: 'documented' }), // E-017
    text: (routine) => `${routine}: the neighbours of an entry point back at it`,
    page: 'debugger/bug-check-0x139--kernel-security-check-failure',
    fix: 'Look for an entry that was removed twice, freed while it was in a list, or never initialised.',
  },
  'no-driver-section': {
    values: ['address or handle'],
    on: verifier(OWN_SUBTYPE + 0x50, 'ours'), // no source says what becomes of it
    off: null,
    text: (routine) => `${routine}: the address lies in a section of the driver, the handle names one`,
    page: 'routine',
    fix: 'Give the address of a variable or function of the driver, or the handle that a lock gave.',
  },
  'section-not-locked': {
    values: ['handle of the section'],
    on: verifier(OWN_SUBTYPE + 0x51, 'ours'), // no source says what becomes of it
    off: null,
    text: (routine) => `${routine}: a section is unlocked as often as it was locked`,
    page: 'routine',
    fix: 'Keep lock and unlock in pairs.',
  },
  'contiguous-free': {
    values: ['address'],
    ...both({ code: 0xc2, parameters: (value) => [0x60, value(0), 0, 0], from: 'ours' }), // F-037 has the subtype
    text: (routine) =>
      `${routine}: the address is one that the matching routine gave, and was not freed since`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: 'Keep the address that the allocation gave, and free it once with the routine that belongs to it.',
  },
  'contiguous-free-size': {
    values: ['address', 'bytes of the memory', 'bytes given'],
    on: verifier(OWN_SUBTYPE + 0x53, 'ours'), // no source says what becomes of it
    off: null,
    text: (routine) => `${routine}: the size is the one that was asked for`,
    page: 'routine',
    fix: 'Keep the size beside the address.',
  },
} as const satisfies Record<string, Row>;

/** Rules of lookaside lists. */
import { type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const lookasideListRules = {
  'lookaside-initialised-twice': {
    values: ['address of the lookaside list'],
    on: verifier(0xca, 'ours'), // the page gives the subtype, no source the parameters; as for the next three
    off: null,
    text: (routine) => `${routine}: a lookaside list is initialised once`,
    page: 'routine',
    fix: 'Delete the list before it is initialised anew.',
  },
  'lookaside-not-initialised': {
    values: ['address of the lookaside list'],
    on: verifier(0xcb, 'ours'),
    off: null,
    text: (routine) =>
      `${routine}: what is deleted is a lookaside list that was initialised and not deleted yet`,
    page: 'routine',
    fix: 'Delete the list once, with the address that it was initialised with.',
  },
  'lookaside-freed': {
    values: ['address of the lookaside list', 'address of the block', 'bytes of the block'],
    on: verifier(0xcc, 'ours'),
    off: null,
    text: (routine) => `${routine}: a lookaside list is deleted before its memory is freed`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Call ExDelete…LookasideList for the list before this free.',
  },
  'lookaside-size': {
    values: ['address of the lookaside list', 'bytes of a block', 'least bytes'],
    on: verifier(0xcd, 'ours'),
    off: null,
    text: (routine) => `${routine}: a block has room for the link of the list (LOOKASIDE_MINIMUM_BLOCK_SIZE)`,
    page: 'routine',
    fix: 'Ask for blocks of at least LOOKASIDE_MINIMUM_BLOCK_SIZE bytes.',
  },
} as const satisfies Record<string, Row>;

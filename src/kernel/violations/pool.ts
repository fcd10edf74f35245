/** Rules about what is asked of pool and what is given back to it. */
import type { Provenance } from '../../contract/contract.ts';
import { both, type Consequence, OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** 0xC2 with a subtype and two values. */
const badPoolCaller = (subtype: number, from: Provenance): Consequence => ({
  code: 0xc2,
  parameters: (value) => [subtype, value(0), value(1), 0],
  from,
});

/** F-037: the subtype says what is wrong with the address; 0x50 has a page offset too. Which is which is *ours*. */
const badPoolAddress: Consequence = {
  code: 0xc2,
  parameters: (value) => [value(0), value(1), value(2), 0],
  from: 'ours',
};

/** The rows of these rules. */
export const poolRules = {
  'pool-zero-bytes': {
    values: ['current IRQL', 'pool type', 'zero'],
    on: verifier(0x00, 'documented'), // F-016, BEHAVIOUR-DECISIONS 11
    off: null,
    text: (routine) => `${routine}: NumberOfBytes is not 0`,
    page: 'wdm/nf-wdm-exallocatepoolwithtag',
    fix: 'Do not allocate when there is nothing to store; look at the length that the size was computed from.',
  },
  'pool-no-bytes': {
    values: ['pool'],
    on: verifier(OWN_SUBTYPE + 0x40, 'ours'), // outside of the page's contract, no result is named (BEHAVIOUR-DECISIONS 11)
    off: null,
    text: (routine) => `${routine}: NumberOfBytes is not 0`,
    page: 'wdm/nf-wdm-exallocatepool2',
    fix: 'Do not allocate when there is nothing to store; look at the length that the size was computed from.',
  },
  'pool-tag-characters': {
    values: ['tag'],
    on: verifier(OWN_SUBTYPE + 0x41, 'ours'), // F-005: the page names no result
    off: null,
    text: (routine) => `${routine}: Tag has one to four characters from 0x20 to 0x7E`,
    page: 'wdm/nf-wdm-exallocatepool2',
    fix: "Write the tag as a character constant of four letters, such as 'derF'.",
  },
  'pool-tag-zero': {
    values: ['pool type', 'bytes requested'],
    ...both(badPoolCaller(0x9b, 'ours')), // BEHAVIOUR-DECISIONS 11 gives the subtypes
    text: (routine) => `${routine}: Tag is not 0`,
    page: 'wdm/nf-wdm-exallocatepoolwithtag',
    fix: "Give each kind of allocation a tag of its own, such as 'derF'.",
  },
  'pool-tag-big': {
    values: ['pool type', 'bytes requested'],
    ...both(badPoolCaller(0x9c, 'ours')),
    text: (routine) => `${routine}: Tag is not 'BIG'`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: "Choose another tag: 'BIG' is the pool's own.",
  },
  'pool-tag-unreadable': {
    values: ['tag', 'pool type'],
    ...both(badPoolCaller(0x9d, 'ours')),
    text: (routine) => `${routine}: Tag contains a letter or a digit`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: "Write the tag as a character constant of four letters, such as 'derF'.",
  },
  'pool-must-succeed': {
    values: ['pool type', 'bytes requested'],
    ...both(badPoolCaller(0x9a, 'ours')), // F-023 gives the subtype
    text: (routine) => `${routine}: PoolType is not one of the must-succeed types`,
    page: 'wdm/nf-wdm-exallocatepoolwithtag',
    fix: 'Ask for NonPagedPoolNx and handle a NULL result.',
  },
  'pool-wrong-tag': {
    values: ['address', 'tag of the allocation', 'tag of the free'],
    ...both({
      ...badPoolCaller(0x0a, 'documented'),
      parameters: (value) => [0x0a, value(0), value(1), value(2)],
    }),
    text: (routine) => `${routine}: Tag is the one that the block was allocated with`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Free the block with the tag it was allocated with; a constant for both keeps them equal.',
  },
  'pool-double-free': {
    values: ['address'],
    on: verifier(0x13, 'ours'), // D-106 gives the subtype, no source the parameters
    off: { ...badPoolCaller(0x07, 'documented'), parameters: (value) => [0x07, 0, 0, value(0)] }, // F-035
    text: (routine) => `${routine}: a block is freed once`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Set the pointer to NULL where the block is freed, and let one piece of code own it.',
  },
  'pool-free-of-free-block': {
    values: ['header of the free block'],
    on: verifier(0x14, 'ours'), // as above
    off: { ...badPoolCaller(0x06, 'documented'), parameters: (value) => [0x06, 0, value(0), 0] }, // F-035
    text: (routine) => `${routine}: the address is that of a live block`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Free the pointer that the allocation returned, not one that was computed from it.',
  },
  'pool-free-bad-address': {
    values: ['subtype without the verifier', 'address', 'page offset for 0x50'],
    on: { ...verifier(0x10, 'ours'), parameters: (value) => [0x10, value(1), 0, 0] }, // D-106
    off: badPoolAddress,
    text: (routine) => `${routine}: the address is one that an allocation returned`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Free the pointer that the allocation returned, not one that was computed from it.',
  },
  'pool-free-outside': {
    values: ['subtype without the verifier', 'address'],
    on: { ...verifier(0x16, 'ours'), parameters: (value) => [0x16, value(1), 0, 0] }, // D-106
    off: badPoolAddress,
    text: (routine) => `${routine}: the address is one that an allocation returned`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Look where the pointer comes from: it was never set, or it belongs to a heap, a variable or a user buffer.',
  },
} as const satisfies Record<string, Row>;

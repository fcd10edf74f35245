/** The words of a block header: size, flags and a checksum of both; what is in front, segment, unused bytes (layout.ts). */
import { ENTRY_BUSY, ENTRY_EXTRA_PRESENT, ENTRY_SETTABLE_FLAGS, ENTRY_VIRTUAL_ALLOC } from './flags.ts';
import { MIN_GRANULES } from './layout.ts';

/** UnusedBytes value of a back-end block that is cut into slots. */
export const CUT_INTO_SLOTS = 0x7f;

const BUSY_BIT = ENTRY_BUSY << 16;
/** Blocks with these take the long way, but for ENTRY_BUSY. */
const LONG_BITS = (ENTRY_BUSY | ENTRY_VIRTUAL_ALLOC | ENTRY_EXTRA_PRESENT | ENTRY_SETTABLE_FLAGS) << 16;

/** First header word before encoding; the checksum stands where SmallTagIndex does (*ours*). */
export const headerWord = (granules: number, flags: number): number =>
  granules | (flags << 16) | (((granules ^ (granules >>> 8) ^ flags) & 0xff) << 24);

/** True when a decoded first header word carries the right checksum. */
export const headerIntact = (word: number): boolean =>
  ((word ^ (word >>> 8) ^ (word >>> 16)) & 0xff) === word >>> 24;

/** True for the first header word of a busy block or slot that is no large one and has neither user flags nor an extra record. */
export const isPlainBusy = (word0: number): boolean =>
  (word0 & LONG_BITS) === BUSY_BIT && headerIntact(word0);

/** A back-end block or a slot: not a block that is cut into slots, which no pointer of a guest names. */
export const isBlock = (word0: number, word1: number): boolean =>
  (word0 & 0xffff) >= MIN_GRANULES && word1 >>> 24 !== CUT_INTO_SLOTS;

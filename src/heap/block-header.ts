/** The first word of a block header: size, flags and a checksum of both (layout.ts). */

/** First header word before encoding; the checksum stands where SmallTagIndex does (*ours*). */
export const headerWord = (granules: number, flags: number): number =>
  granules | (flags << 16) | (((granules ^ (granules >>> 8) ^ flags) & 0xff) << 24);

/** True when a decoded first header word carries the right checksum. */
export const headerIntact = (word: number): boolean =>
  ((word ^ (word >>> 8) ^ (word >>> 16)) & 0xff) === word >>> 24;

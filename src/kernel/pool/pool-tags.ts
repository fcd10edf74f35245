/** Pool tags: one to four characters in one number (F-005). */

/** What Windows gives a block whose routine takes no tag: 'None'. */
export const NO_TAG = 0x656e_6f4e;
/** The tag that the pool uses itself for blocks of whole pages; no caller may use it (0xC2/0x9C). */
const BIG_TAGS: readonly number[] = [0x4249_4720, 0x2047_4942, 0x0042_4947, 0x0047_4942];

/** Whether a tag has a letter or a digit among its characters (0xC2/0x9D). */
export function hasLetterOrDigit(tag: number): boolean {
  for (let shift = 0; shift < 32; shift += 8) {
    const character = (tag >>> shift) & 0xff;
    const letter = (character | 0x20) >= 0x61 && (character | 0x20) <= 0x7a;
    if (letter || (character >= 0x30 && character <= 0x39)) return true;
  }
  return false;
}

/** Whether a tag is 'BIG'. */
export const isBigTag = (tag: number): boolean => BIG_TAGS.includes(tag >>> 0);

/** Whether a tag has one to four characters, each from 0x20 to 0x7E, and nothing behind them (F-005). */
export function isPrintable(tag: number): boolean {
  let value = tag >>> 0;
  if (value === 0) return false;
  for (; value !== 0; value >>>= 8) {
    const character = value & 0xff;
    if (character < 0x20 || character > 0x7e) return false;
  }
  return true;
}

/** The four characters as a debugger shows them, in the order they have in memory: 0x46726564 ('Fred' in C) is `derF`. */
export function tagText(tag: number): string {
  const characters = [0, 8, 16, 24].map((shift) => (tag >>> shift) & 0xff);
  return characters.map((code) => (code >= 0x20 && code <= 0x7e ? String.fromCharCode(code) : '.')).join('');
}

/** Tags that a table of known ones has room for. */
const KNOWN = 64;

/**
 * Tags that were found right, so that the short way of a call need not look at their characters again: each in the
 * slot that `slotOfTag` gives.
 */
export function newKnownTags(): Int32Array<ArrayBuffer> {
  const tags = new Int32Array(KNOWN);
  tags[0] = 1; // the slot of 0, which is no tag; 1 has another slot
  return tags;
}

/** Remembers a right tag. */
export function rememberTag(known: Int32Array, tag: number): void {
  known[slotOfTag(tag)] = tag;
}

/** Place of a tag among the known ones. The short way repeats it. */
const slotOfTag = (tag: number): number => (tag ^ (tag >>> 8) ^ (tag >>> 17) ^ (tag >>> 26)) & (KNOWN - 1);

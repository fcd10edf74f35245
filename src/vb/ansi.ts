/** Strings as `Declare` passes them: characters of Windows code page 1252, a NUL behind them. */

/** Characters of 0x80 to 0x9F; the others of the code page are those of Unicode. */
const UPPER = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const BYTES = new Map([...UPPER].map((character, index) => [character, 0x80 + index]));

/** One byte for each UTF-16 unit; `?` for one that the code page has not. */
export const toAnsi = (text: string): Uint8Array =>
  Uint8Array.from(
    Array.from({ length: text.length }, (_, index) => {
      const unit = text.charCodeAt(index);
      if (unit < 0x80 || (unit >= 0xa0 && unit <= 0xff)) return unit;
      return BYTES.get(text.charAt(index)) ?? 0x3f;
    }),
  );

/** One character for each byte. */
export const fromAnsi = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) =>
    byte >= 0x80 && byte < 0xa0 ? (UPPER[byte - 0x80] ?? '?') : String.fromCharCode(byte),
  ).join('');

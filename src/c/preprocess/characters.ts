/** Classes of characters in C source text. */

const IDENTIFIER = 1;
const DIGIT = 2;
const BLANK = 4;

/** Flags of each ASCII character. */
const classes = new Uint8Array(128);
for (let code = 0x41; code <= 0x5a; code++) classes[code] = classes[code + 0x20] = IDENTIFIER;
for (let code = 0x30; code <= 0x39; code++) classes[code] = DIGIT;
// MSVC has `$` in identifiers.
for (const code of [0x5f, 0x24]) classes[code] = IDENTIFIER;
// Space, tab, vertical tab, form feed; 0x1A ends the text for old editors and says nothing to a compiler.
for (const code of [0x20, 0x09, 0x0b, 0x0c, 0x1a]) classes[code] = BLANK;

const flags = (code: number): number => classes[code] ?? 0;

/** Letters of other alphabets, and what else Unicode allows in a name. */
const isForeignLetter = (code: number): boolean =>
  code >= 0x80 && /[\p{ID_Continue}\p{Cs}]/u.test(String.fromCharCode(code));

/** True for a character that may begin an identifier. A surrogate half counts as a letter. */
export const startsIdentifier = (code: number): boolean =>
  (flags(code) & IDENTIFIER) !== 0 || isForeignLetter(code);

/** True for a character that may stand inside an identifier. */
export const continuesIdentifier = (code: number): boolean =>
  (flags(code) & (IDENTIFIER | DIGIT)) !== 0 || isForeignLetter(code);

/** True for `0` to `9`. */
export const isDigit = (code: number): boolean => (flags(code) & DIGIT) !== 0;

/** True for white space inside a line. */
export const isBlank = (code: number): boolean => (flags(code) & BLANK) !== 0;

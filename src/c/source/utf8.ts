/** UTF-8, which sources, arguments and output of C programs are in. ES2022 alone has no coder for it. */

/** Bytes of a text. A surrogate that stands alone becomes U+FFFD. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return Uint8Array.from(bytes);
}

/** Code points of which a piece of text is made at a time: an argument each. */
const PIECE = 4096;

/** Text of bytes. What is not UTF-8 becomes U+FFFD, a byte at a time. */
export function utf8Text(bytes: Uint8Array): string {
  let text = '';
  let points: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      points.push(first);
      at++;
    } else {
      const { code, length } = pointAt(bytes, at);
      points.push(code);
      at += length;
    }
    if (points.length < PIECE) continue;
    text += String.fromCodePoint(...points);
    points = [];
  }
  return text + String.fromCodePoint(...points);
}

/** Smallest code point of each length: longer forms of smaller ones are wrong. */
const LEAST = [0, 0, 0x80, 0x800, 0x1_0000];

function pointAt(bytes: Uint8Array, at: number): { readonly code: number; readonly length: number } {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return { code: first, length: 1 };
  const length =
    first >= 0xf0 && first < 0xf8
      ? 4
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xc0 && first < 0xe0
          ? 2
          : 0;
  const wrong = { code: 0xfffd, length: 1 };
  if (length === 0) return wrong;
  let code = first & (0xff >> (length + 1));
  for (let index = 1; index < length; index++) {
    const next = bytes[at + index] ?? 0;
    if ((next & 0xc0) !== 0x80) return wrong;
    code = (code << 6) | (next & 63);
  }
  const good = code >= (LEAST[length] ?? 0) && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff);
  return good ? { code, length } : wrong;
}

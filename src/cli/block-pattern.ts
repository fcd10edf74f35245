/**
 * The bytes a replay fills a block with. Each byte follows from (id of the
 * block, offset in it), so nothing has to be remembered to check it later, and
 * two blocks that overlap cannot both be right.
 *
 * One array of noise is made once; block `id` sees it from a start that depends
 * on the id and, every CHUNK bytes, from another one.
 */

const NOISE_BYTES = 1 << 20;
const CHUNK_BYTES = 1 << 16;
const SHORT_BYTES = 128;
/** 2^32 divided by the golden ratio: spreads consecutive ids evenly over the noise. */
const SPREAD = 0x9e3779b1;

const noise = makeNoise();

function makeNoise(): Uint8Array {
  const words = new Uint32Array((NOISE_BYTES + CHUNK_BYTES) / 4);
  let state = 0x2545f491;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
  return new Uint8Array(words.buffer);
}

/** Offset in the noise of one chunk of a block; a multiple of 4, so that words can be compared. */
const startOf = (id: number, chunk: number): number =>
  (Math.imul(id + 1 + chunk * 0x10001, SPREAD) >>> 12) & ~3;

/** Calls `visit` for each chunk of a block with its offset and its expected bytes. Stops when the answer is false. */
export function visitPattern(
  id: number,
  from: number,
  to: number,
  visit: (offset: number, expected: Uint8Array) => boolean,
): void {
  for (let offset = from; offset < to; ) {
    const chunk = Math.floor(offset / CHUNK_BYTES);
    const end = Math.min(to, (chunk + 1) * CHUNK_BYTES);
    const start = startOf(id, chunk) - chunk * CHUNK_BYTES;
    if (!visit(offset, noise.subarray(start + offset, start + end))) return;
    offset = end;
  }
}

/** The byte that belongs at an offset of a block. */
export function patternByte(id: number, offset: number): number {
  const chunk = Math.floor(offset / CHUNK_BYTES);
  return noise[startOf(id, chunk) + offset - chunk * CHUNK_BYTES] as number;
}

/** Index of the first byte in which two arrays of one length differ, or -1. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number {
  let i = 0;
  // Two views cost more than the bytes of a short block.
  if (a.length > SHORT_BYTES && ((a.byteOffset | b.byteOffset) & 3) === 0) {
    const words = a.length >>> 2;
    const left = new Int32Array(a.buffer, a.byteOffset, words);
    const right = new Int32Array(b.buffer, b.byteOffset, words);
    while (i < words && left[i] === right[i]) i += 1;
    i *= 4;
  }
  while (i < a.length && a[i] === b[i]) i += 1;
  return i < a.length ? i : -1;
}

/**
 * Which free lists of a pool hold blocks: one bit per size in granules, and one
 * per word of those, so that the smallest size that fits is found with two
 * look-ups. Kept outside simulated memory: it only repeats what the lists say.
 */
export class SizeIndex {
  readonly #bits: Int32Array;
  #words = 0;

  /** @param bits 16 words for the bits */
  constructor(bits: Int32Array) {
    this.#bits = bits;
  }

  /** Notes that a block of `n` granules is listed. */
  set(n: number): void {
    this.#bits[n >>> 5]! |= 1 << (n & 31);
    this.#words |= 1 << (n >>> 5);
  }

  /** Notes that no block of `n` granules is listed. */
  clear(n: number): void {
    const word = n >>> 5;
    const left = this.#bits[word]! & ~(1 << (n & 31));
    this.#bits[word] = left;
    if (left === 0) this.#words &= ~(1 << word);
  }

  /** Whether a block of exactly `n` granules is listed. */
  has(n: number): boolean {
    return ((this.#bits[n >>> 5]! >>> (n & 31)) & 1) !== 0;
  }

  /** Smallest listed size, `n` or more granules; 0 when there is none. */
  atLeast(n: number): number {
    const word = n >>> 5;
    const here = this.#bits[word]! & (-1 << (n & 31));
    if (here !== 0) return (word << 5) + 31 - Math.clz32(here & -here);
    const above = this.#words & (-2 << word);
    if (above === 0) return 0;
    const next = 31 - Math.clz32(above & -above);
    const bits = this.#bits[next]!;
    return (next << 5) + 31 - Math.clz32(bits & -bits);
  }

  /** Forgets everything. */
  reset(): void {
    this.#bits.fill(0);
    this.#words = 0;
  }

  /** Looks at the bits anew, after somebody else wrote them. */
  refresh(): void {
    this.#words = this.#bits.reduce((words, bits, at) => (bits === 0 ? words : words | (1 << at)), 0);
  }
}

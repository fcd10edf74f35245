/**
 * Which free lists hold blocks, and where list 0 holds which size.
 *
 * One bit per size in granules, in three levels of words, so that the smallest
 * size that fits is found with at most five look-ups however many blocks there
 * are: best fit (B-059) in O(1). For list 0, which is one list sorted by size,
 * `first` remembers the first block of each size (*ours*). Kept outside simulated memory: it
 * only speeds up what the in-band lists say, and every block it names is
 * checked before use.
 */

const SIZES = 0x1_0000;

/** Index of the free lists of one heap. */
export class FreeIndex {
  /** Bit `n & 31` of word `n >>> 5`: a free block of n granules exists. */
  readonly bits: Int32Array<ArrayBuffer> = new Int32Array(SIZES >>> 5);
  /** Bit per word of `bits`. */
  readonly words: Int32Array<ArrayBuffer> = new Int32Array(SIZES >>> 10);
  /** Bit per word of `words`. */
  readonly tops: Int32Array<ArrayBuffer> = new Int32Array(SIZES >>> 15);
  /** Payload offset of the first block of each size in list 0, or 0. */
  readonly first: Int32Array<ArrayBuffer> = new Int32Array(SIZES);

  /** Notes that a block of `n` granules is free. */
  set(n: number): void {
    const word = n >>> 5;
    const before = this.bits[word]!;
    this.bits[word] = before | (1 << (n & 31));
    if (before !== 0) return; // the levels above know the word already
    this.words[word >>> 5]! |= 1 << (word & 31);
    this.tops[word >>> 10]! |= 1 << ((word >>> 5) & 31);
  }

  /** Notes that no block of `n` granules is free. */
  clear(n: number): void {
    const word = n >>> 5;
    const left = this.bits[word]! & ~(1 << (n & 31));
    this.bits[word] = left;
    if (left !== 0) return;
    const wordsLeft = this.words[word >>> 5]! & ~(1 << (word & 31));
    this.words[word >>> 5] = wordsLeft;
    if (wordsLeft === 0) this.tops[word >>> 10]! &= ~(1 << ((word >>> 5) & 31));
  }

  /** Smallest size in granules, `n` or more, of which a free block exists; 0 when there is none. */
  atLeast(n: number): number {
    const word = n >>> 5;
    const here = this.bits[word]! & (-1 << (n & 31));
    if (here !== 0) return (word << 5) + 31 - Math.clz32(here & -here);
    return this.#nextWord(word);
  }

  /** Largest size in granules of which a free block exists; 0 when there is none. */
  largest(): number {
    for (let top = this.tops.length - 1; top >= 0; top--) {
      const groups = this.tops[top]!;
      if (groups === 0) continue;
      const group = (top << 5) + 31 - Math.clz32(groups);
      const word = (group << 5) + 31 - Math.clz32(this.words[group]!);
      return (word << 5) + 31 - Math.clz32(this.bits[word]!);
    }
    return 0;
  }

  #nextWord(word: number): number {
    const group = word >>> 5;
    let found = this.words[group]! & (-2 << (word & 31));
    let at = group;
    if (found === 0) {
      let top = group >>> 5;
      let groups = this.tops[top]! & (-2 << (group & 31));
      while (groups === 0) {
        top += 1;
        if (top >= this.tops.length) return 0;
        groups = this.tops[top]!;
      }
      at = (top << 5) + 31 - Math.clz32(groups & -groups);
      found = this.words[at]!;
    }
    const w = (at << 5) + 31 - Math.clz32(found & -found);
    const bits = this.bits[w]!;
    return (w << 5) + 31 - Math.clz32(bits & -bits);
  }

  /** Sizes in use with their first block in list 0, for snapshots. */
  save(): readonly (readonly [number, number])[] {
    const all: [number, number][] = [];
    for (let n = this.atLeast(1); n !== 0; n = n + 1 < SIZES ? this.atLeast(n + 1) : 0)
      all.push([n, this.first[n]!]);
    return all;
  }

  /** Restores what `save` gave. */
  load(saved: readonly (readonly [number, number])[]): void {
    for (let n = this.atLeast(1); n !== 0; n = n + 1 < SIZES ? this.atLeast(n + 1) : 0) {
      this.clear(n);
      this.first[n] = 0;
    }
    for (const [n, first] of saved) {
      this.set(n);
      this.first[n] = first;
    }
  }
}

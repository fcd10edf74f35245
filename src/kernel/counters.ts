/** What counts up in a machine: identifiers, and the generator of everything that Windows would choose at random. */

/** Identifiers and the seeded generator. */
export class Counters {
  #random: number;
  #lastId = 0;

  constructor(seed: number) {
    this.#random = seed >>> 0;
  }

  /** A fresh identifier: a multiple of 4. */
  newId(): number {
    this.#lastId += 4;
    return this.#lastId;
  }

  /** True for an identifier that `newId` gave. */
  wasGiven(id: number): boolean {
    return id > 0 && id <= this.#lastId && id % 4 === 0;
  }

  /** Next 32 bits (mulberry32): small, well mixed, and a snapshot is one number. */
  random(): number {
    this.#random = (this.#random + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** State of both, for snapshots. */
  save(): readonly [number, number] {
    return [this.#random, this.#lastId];
  }

  /** Restores what `save` gave. */
  load([random, lastId]: readonly [number, number]): void {
    this.#random = random;
    this.#lastId = lastId;
  }
}

/** Lengths of runs. A machine makes two trees, so they are as short as they can be. */
type Runs = Uint16Array | Int32Array;

/**
 * Which 64 KB units of a region are free, and the lowest run of them that is
 * long enough, in O(log units) however many reservations there are.
 *
 * A binary tree in three arrays; each node knows the free run at its left end,
 * at its right end, and the longest one inside. A node that is wholly free or
 * wholly used answers for its children, which are then out of date: they are
 * brought up to date when an update goes below it.
 *
 *     node 1            [ 0 .................. 8 )
 *     nodes 2, 3        [ 0 ..... 4 ) [ 4 .... 8 )
 *     nodes 4 to 7      [ 0 2 ) [ 2 4 ) [ 4 6 ) [ 6 8 )
 */
export class FreeUnits {
  readonly #leaves: number;
  readonly #left: Runs;
  readonly #right: Runs;
  readonly #longest: Runs;

  /** All `units` units begin as used. */
  constructor(units: number) {
    let leaves = 1;
    while (leaves < units) leaves *= 2;
    this.#leaves = leaves;
    const make = (): Runs => (leaves < 0x1_0000 ? new Uint16Array(2 * leaves) : new Int32Array(2 * leaves));
    this.#left = make();
    this.#right = make();
    this.#longest = make();
  }

  /** Marks the units `from` (included) to `to` (excluded). */
  mark(from: number, to: number, free: boolean): void {
    if (from < to) this.#mark(1, 0, this.#leaves, from, to, free);
  }

  /** First unit of the lowest free run of `count` units, or -1. */
  lowest(count: number): number {
    if (this.#longest[1]! < count) return -1;
    let node = 1;
    let start = 0;
    let length = this.#leaves;
    while (this.#longest[node]! !== length) {
      length /= 2;
      const left = node * 2;
      if (this.#longest[left]! >= count) {
        node = left;
      } else if (this.#right[left]! + this.#left[left + 1]! >= count) {
        return start + length - this.#right[left]!;
      } else {
        node = left + 1;
        start += length;
      }
    }
    return start;
  }

  #mark(node: number, start: number, length: number, from: number, to: number, free: boolean): void {
    if (from <= start && start + length <= to) {
      this.#fill(node, free ? length : 0);
      return;
    }
    const half = length / 2;
    const left = node * 2;
    const right = left + 1;
    const longest = this.#longest[node]!;
    if (longest === length || longest === 0) {
      this.#fill(left, longest === 0 ? 0 : half);
      this.#fill(right, longest === 0 ? 0 : half);
    }
    if (from < start + half) this.#mark(left, start, half, from, to, free);
    if (to > start + half) this.#mark(right, start + half, half, from, to, free);
    const across = this.#right[left]! + this.#left[right]!;
    this.#left[node] = this.#left[left] === half ? half + this.#left[right]! : this.#left[left]!;
    this.#right[node] = this.#right[right] === half ? half + this.#right[left]! : this.#right[right]!;
    this.#longest[node] = Math.max(this.#longest[left]!, this.#longest[right]!, across);
  }

  #fill(node: number, run: number): void {
    this.#left[node] = run;
    this.#right[node] = run;
    this.#longest[node] = run;
  }
}

/**
 * What the pool knows of its small blocks beside simulated memory, where no
 * guest can forge it: where blocks begin and how long they are, how many bytes
 * were asked for, who asked, and who gave them back. Reports and leak checks
 * come from it, and headers in memory are held against it.
 *
 * Numbers by granule of a page, for each page that ever held small blocks:
 *
 *     sizes   granules of the block that begins here, 0 where none begins or the page holds none
 *     given   | busy 1 | quota 1 | who 18 | bytes 12 |  last block given out here
 *     freed   1 + who gave it back last, 0 before the first time; of no meaning while the block is busy
 *
 * A page keeps its row when it is given back, so that a second free is still
 * recognised after the page is gone.
 */

/** Bit of `given`: the block is in use. It is the sign. */
export const BUSY = 1 << 31;
/** Bit of `given`: the block is charged to a process. */
export const CHARGED = 1 << 30;
/** Who asked, in `given`. */
export const WHO_SHIFT = 12;
/** Highest number of an allocation stack that fits. */
export const MOST_STACKS = 0x3_ffff;
const BYTES_MASK = 0xfff;

/** Bytes asked for, from a word of `given`. */
export const bytesOf = (given: number): number => given & BYTES_MASK;
/** Number of the allocation stack, from a word of `given`. */
export const whoOf = (given: number): number => (given >>> WHO_SHIFT) & MOST_STACKS;

/** State for snapshots. */
export interface BlockTableImage {
  readonly rows: readonly (readonly [page: number, base: number])[];
  readonly sizes: Uint16Array;
  readonly given: Int32Array;
  readonly freed: Int32Array;
}

/** The table. */
export class BlockTable {
  /** By page: where its numbers begin, 0 for a page without any. */
  readonly rowOf: Int32Array;
  sizes: Uint16Array;
  given: Int32Array;
  freed: Int32Array;
  readonly #rowLength: number;
  #rows: (readonly [number, number])[] = [];
  #end: number;

  /** Called when the arrays were replaced by longer ones. */
  onGrow: () => void = () => {};

  /** @param pages pages of the region @param rowLength granules of a page */
  constructor(pages: number, rowLength: number) {
    this.rowOf = new Int32Array(pages);
    this.#rowLength = rowLength;
    this.#end = rowLength; // row 0 stands for none
    this.sizes = new Uint16Array(8 * rowLength);
    this.given = new Int32Array(8 * rowLength);
    this.freed = new Int32Array(8 * rowLength);
  }

  /**
   * Begins the numbers of a page that will hold small blocks. All its sizes are 0; what was freed in it before is
   * still known.
   */
  open(page: number): number {
    const known = this.rowOf[page]!;
    if (known !== 0) return known;
    const base = this.#end;
    this.#end += this.#rowLength;
    if (this.#end > this.sizes.length) this.#grow(2 * this.sizes.length);
    this.rowOf[page] = base;
    this.#rows.push([page, base]);
    return base;
  }

  #grow(length: number): void {
    const { sizes, given, freed } = this;
    this.sizes = new Uint16Array(length);
    this.given = new Int32Array(length);
    this.freed = new Int32Array(length);
    this.sizes.set(sizes);
    this.given.set(given);
    this.freed.set(freed);
    this.onGrow();
  }

  /** Where the block that holds a granule of a page begins, as a granule; -1 when none does. Cost O(granules of a block). */
  startOf(base: number, granule: number): number {
    for (let at = granule; at >= 0; at--) {
      const size = this.sizes[base + at]!;
      if (size !== 0) return at + size > granule ? at : -1;
    }
    return -1;
  }

  /** State for snapshots; cost is that of the pages in use. */
  save(): BlockTableImage {
    const end = this.#end;
    return {
      rows: [...this.#rows],
      sizes: this.sizes.slice(0, end),
      given: this.given.slice(0, end),
      freed: this.freed.slice(0, end),
    };
  }

  /** Restores what `save` gave. */
  load(image: BlockTableImage): void {
    for (const [page] of this.#rows) this.rowOf[page] = 0;
    this.#rows = [...image.rows];
    for (const [page, base] of this.#rows) this.rowOf[page] = base;
    this.#end = image.sizes.length;
    if (this.#end > this.sizes.length) this.#grow(2 * this.#end);
    for (const [live, saved] of [
      [this.sizes, image.sizes],
      [this.given, image.given],
      [this.freed, image.freed],
    ] as const) {
      live.fill(0);
      live.set(saved);
    }
  }
}

/**
 * The numbers that the short way of a call needs (short-path.ts), of all heaps
 * of a process, in one typed array of fixed size: V8 then knows its address and
 * length when it compiles, and a look-up is one instruction. Pages of it that
 * were never touched cost nothing. What is in it is *ours*; nothing here is
 * simulated memory.
 *
 *     heap h          at h * 4096       ORIGIN … , then CURRENT by size in granules
 *     subsegment s    at SUBSEGMENTS + s * 8
 *
 * Heap 0 and subsegment 0 stand for "none".
 */

/** Heaps of one process that can take the short way. */
export const HOT_HEAPS = 256;
/** Numbers per heap. */
export const HEAP_ROW = 4096;
/** Payload offset of the heap header. */
export const ORIGIN = 0;
/** 1 while calls on the heap may take the short way. */
export const OPEN = 1;
/** Header key. */
export const KEY0 = 2;
export const KEY1 = 3;
/** Largest request that may take the short way. */
export const SHORT_BYTES = 4;
/** 1 when sizes in granules must be even. */
export const EVEN = 5;
/** By size in granules: a subsegment with free slots, or 0. */
export const CURRENT = 16;

/** Where the subsegments begin. */
export const SUBSEGMENTS: number = HOT_HEAPS * HEAP_ROW;
/** Numbers per subsegment: one cache line. */
export const SUBSEGMENT_ROW = 8;
/** Payload offset of the first slot. */
export const FIRST = 0;
/** Payload offset of the first free slot. */
export const FREE = 1;
/** Number of free slots, and of all. */
export const FREE_SLOTS = 2;
export const SLOTS = 3;
/** Neighbours in the list of subsegments with free slots. */
export const NEXT = 4;
export const PREVIOUS = 5;
/** Size of a slot in granules; 0 for a number that is not in use. */
export const GRANULES = 6;
/** Heap it belongs to. */
export const OWNER = 7;

/** Subsegment numbers fit the 16 bits of PreviousSize. */
const MOST_SUBSEGMENTS = 0xffff;

/** What a snapshot keeps. */
export interface HotTableImage {
  readonly subsegments: Int32Array;
  readonly used: number;
  readonly spare: readonly number[];
  readonly heaps: readonly (readonly [number, Int32Array])[];
}

/** The table of one process and who uses which of its rows. */
export class HotTable {
  readonly ints: Int32Array<ArrayBuffer> = new Int32Array(
    SUBSEGMENTS + (MOST_SUBSEGMENTS + 1) * SUBSEGMENT_ROW,
  );
  #used = 1;
  #spare: number[] = [];
  readonly #heaps = new Set<number>();

  /** Numbers of subsegments below this one have been in use. */
  get used(): number {
    return this.#used;
  }

  /** A row for a heap, or 0 when all are taken. */
  takeHeap(): number {
    for (let number = 1; number < HOT_HEAPS; number++) {
      if (this.#heaps.has(number)) continue;
      this.#heaps.add(number);
      return number;
    }
    return 0;
  }

  /** Gives the row of a heap back, cleared. */
  giveHeap(number: number): void {
    this.#heaps.delete(number);
    this.ints.fill(0, number * HEAP_ROW, (number + 1) * HEAP_ROW);
  }

  /** A number for a subsegment, or 0 when all are taken. */
  takeSubsegment(): number {
    const spare = this.#spare.pop();
    if (spare !== undefined) return spare;
    if (this.#used > MOST_SUBSEGMENTS) return 0;
    this.#used += 1;
    return this.#used - 1;
  }

  /** Gives the number of a subsegment back. */
  giveSubsegment(number: number): void {
    this.ints[SUBSEGMENTS + number * SUBSEGMENT_ROW + GRANULES] = 0;
    this.#spare.push(number);
  }

  /** State for snapshots; cost is that of what is in use. */
  save(): HotTableImage {
    return {
      subsegments: this.ints.slice(SUBSEGMENTS, SUBSEGMENTS + this.#used * SUBSEGMENT_ROW),
      used: this.#used,
      spare: [...this.#spare],
      heaps: [...this.#heaps].map((number) => [
        number,
        this.ints.slice(number * HEAP_ROW, (number + 1) * HEAP_ROW),
      ]),
    };
  }

  /** Restores what `save` gave. */
  load(image: HotTableImage): void {
    for (const number of [...this.#heaps]) this.giveHeap(number);
    this.ints.fill(0, SUBSEGMENTS, SUBSEGMENTS + this.#used * SUBSEGMENT_ROW);
    this.ints.set(image.subsegments, SUBSEGMENTS);
    this.#used = image.used;
    this.#spare = [...image.spare];
    for (const [number, row] of image.heaps) {
      this.#heaps.add(number);
      this.ints.set(row, number * HEAP_ROW);
    }
  }
}

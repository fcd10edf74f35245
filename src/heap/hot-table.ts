/**
 * The numbers that the short way of a call needs (short-path.ts), of all heaps
 * and subsegments of a process, in two typed arrays of fixed size: V8 then
 * knows their addresses and lengths when it compiles, and a look-up is one
 * instruction. They lie behind the process's own memory, where pages that were
 * never touched cost nothing: as arrays of their own they are zeroed or wait for
 * the collector, and took half of the time of a start of a process. What is in
 * them is *ours*; nothing here is simulated memory.
 *
 *     heap h          `heaps` from h * HEAP_ROW: OPEN …, MAP by size in granules, CELLS by bucket
 *     subsegment s    `subsegments` from s * SUBSEGMENT_ROW
 *
 * Both are known by where their numbers begin, a multiple of their length. So a
 * number of one is at `row | OPEN`: an OR cannot overflow, and an addition would
 * be checked for that.
 *
 * Heap 0 and subsegment 0 stand for "none". The first slot of subsegment 0 is at
 * offset 0, in a page that is never given out: whoever takes it finds a page
 * that cannot be written.
 */

import type { SpareBytes } from '../memory/region-memory.ts';

/** Heaps of one process that can take the short way. */
export const HOT_HEAPS = 256;
/** Numbers per heap, and log2 of it. */
export const HEAP_ROW = 4096;
export const HEAP_SHIFT = 12;
/** Behind the rows of heaps: what row 0 is, for C code that notes its blocks. */
export const ROW_OF_CODE: number = HOT_HEAPS * HEAP_ROW;
/** In row 0: the row of the heap of the last call. The other numbers of row 0 up to MAP are those of this heap. */
export const LAST = 0;
/** Index of the heap's signature in memory, in words, while calls may take the short way; else 0, where no signature is. */
export const OPEN = 1;
/** Key of second header words. */
export const KEY1 = 2;
/** By size in granules: where the cell of its bucket is. */
export const MAP = 16;
/** By bucket: a subsegment with free slots, or 0. */
export const CELLS = 3072;

/** Numbers per subsegment, and log2 of it: a cache line. */
export const SUBSEGMENT_ROW = 16;
export const SUBSEGMENT_SHIFT = 4;
/** Offset of the header of the first slot. */
export const FIRST = 0;
/**
 * Offset of the header of the first free slot; where NO_PLACE would be when all are busy. A word of its own: whoever
 * frees a slot knows it without reading the row, and the next allocation waits for nothing else.
 */
export const FREE = 1;
/** First header word of its busy slots, encoded. */
export const BUSY = 2;
/** Second header word of its slots, and the link in free ones, encoded, but for the bits 16 to 30 (front-end.ts). */
export const TAG = 3;
/** Busy slots, and all slots. */
export const COUNT = 4;
export const SLOTS = 12;
/** Bytes of a slot. */
export const BYTES = 5;
/** Bytes from the first slot to the last. */
export const EXTENT = 6;
/** 2^32 divided by the bytes of a slot, rounded up: to divide by multiplying. */
export const MAGIC = 7;
/** Row of the heap it belongs to; 0 for a number that is not in use, as are FIRST and EXTENT then: no header is there. */
export const OWNER = 8;
/** Neighbours in the list of subsegments with free slots. */
export const NEXT = 9;
export const PREVIOUS = 10;
/** Where the cell of its bucket is. */
export const CELL = 11;

/** Place of no slot: more granules than any subsegment has. */
export const NO_PLACE = 0x7fff;

/** Subsegment numbers fit the 16 bits of PreviousSize. */
const MOST_SUBSEGMENTS = 0xffff;

/** Elements from which V8 keeps an array outside its own heap, where it stays: its address is then part of the code. */
const APART = 16;

/** What a snapshot keeps. */
export interface HotTableImage {
  readonly subsegments: Int32Array;
  readonly used: number;
  readonly spare: readonly number[];
  readonly heaps: readonly (readonly [number, Int32Array])[];
}

/** The back end of a heap, as far as the short way of a call asks it. Payload offsets. */
export interface ShortBackEnd {
  /** A block for a request that the front end leaves to the back end; 0, with nothing changed, when anything is unusual. */
  takeShort(bytes: number): number;
  /** Gives a block back; false, with nothing changed, when there is none or anything about it is unusual. */
  giveShort(p: number): boolean;
}

/** So many zeroes. */
function numbers(spare: SpareBytes | null, count: number): Int32Array {
  const at = spare?.take(count * Int32Array.BYTES_PER_ELEMENT) ?? null;
  return spare === null || at === null
    ? new Int32Array(count)
    : new Int32Array(spare.memory.buffer, at, count);
}

/** The table of one process and who uses which of its rows. */
export class HotTable {
  readonly heaps: Int32Array;
  readonly subsegments: Int32Array;
  /** Element 0: handle of the heap of the last call, NaN when it was forgotten. */
  readonly lastHandle: Float64Array<ArrayBuffer> = new Float64Array(APART).fill(Number.NaN);
  /** The same for C code that notes its blocks. */
  readonly lastOfCode: Float64Array<ArrayBuffer> = new Float64Array(APART).fill(Number.NaN);
  /** By heap, while the short way is open for it. */
  readonly backs: (ShortBackEnd | undefined)[] = new Array(HOT_HEAPS).fill(undefined);
  #used = 1;
  #spare: number[] = [];
  readonly #taken = new Set<number>();

  /** @param spare where the numbers are to lie; null, or one without room, for arrays of their own */
  constructor(spare: SpareBytes | null) {
    this.heaps = numbers(spare, (HOT_HEAPS + 1) * HEAP_ROW);
    this.subsegments = numbers(spare, (MOST_SUBSEGMENTS + 1) * SUBSEGMENT_ROW);
  }

  /** Numbers of subsegments below this one have been in use. */
  get used(): number {
    return this.#used;
  }

  /** A row for a heap, or 0 when all are taken. */
  takeHeap(): number {
    for (let number = 1; number < HOT_HEAPS; number++) {
      if (this.#taken.has(number)) continue;
      this.#taken.add(number);
      return number;
    }
    return 0;
  }

  /**
   * Notes the key of second header words of a heap. False when another heap has
   * one with the same low half: a header of one heap, decoded with the key of
   * the other, must never name its own subsegment.
   */
  takeKey(number: number, key1: number): boolean {
    this.heaps[(number * HEAP_ROW) | KEY1] = key1;
    for (const other of this.#taken) {
      if (other !== number && ((this.heaps[(other * HEAP_ROW) | KEY1]! ^ key1) & 0xffff) === 0) return false;
    }
    return true;
  }

  /** Opens the short way for a heap, whose signature is at that index, or closes it (0). */
  setOpen(number: number, signatureWord: number, back: ShortBackEnd): void {
    this.heaps[(number * HEAP_ROW) | OPEN] = signatureWord;
    this.backs[number] = signatureWord === 0 ? undefined : back;
    this.forgetLast();
  }

  /** The next call finds its heap anew. */
  forgetLast(): void {
    this.lastHandle[0] = Number.NaN;
    this.lastOfCode[0] = Number.NaN;
  }

  /** Gives the row of a heap back, cleared. */
  giveHeap(number: number): void {
    this.forgetLast();
    this.#taken.delete(number);
    this.backs[number] = undefined;
    this.heaps.fill(0, number * HEAP_ROW, (number + 1) * HEAP_ROW);
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
    this.subsegments.fill(0, number * SUBSEGMENT_ROW, (number + 1) * SUBSEGMENT_ROW);
    this.#spare.push(number);
  }

  /** State for snapshots; cost is that of what is in use. */
  save(): HotTableImage {
    return {
      subsegments: this.subsegments.slice(0, this.#used * SUBSEGMENT_ROW),
      used: this.#used,
      spare: [...this.#spare],
      heaps: [...this.#taken].map((number) => [
        number,
        this.heaps.slice(number * HEAP_ROW, (number + 1) * HEAP_ROW),
      ]),
    };
  }

  /** Restores what `save` gave. */
  load(image: HotTableImage): void {
    for (const number of [...this.#taken]) this.giveHeap(number);
    this.subsegments.fill(0, 0, this.#used * SUBSEGMENT_ROW);
    this.subsegments.set(image.subsegments);
    this.forgetLast();
    this.#used = image.used;
    this.#spare = [...image.spare];
    for (const [number, row] of image.heaps) {
      this.#taken.add(number);
      this.heaps.set(row, number * HEAP_ROW);
    }
  }
}

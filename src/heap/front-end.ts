/**
 * The low-fragmentation front end (LFH).
 *
 * A size that is asked for often gets a *bucket*. A bucket owns *subsegments*:
 * busy blocks of the back end, cut into slots of one size. Allocating takes a
 * free slot, freeing gives it back; neighbours are not looked at and nothing is
 * merged, so both are a few loads and stores.
 *
 *     documented   sizes below 16 KB only (B-179); cannot be switched off (B-172)
 *     observed     0x12 allocations of a size activate its bucket (B-165, B-175)
 *     ours         one bucket per size in granules; how many slots a subsegment
 *                  has; the free slots of a subsegment are a chain through their
 *                  first four bytes, newest first; subsegments are listed
 *                  outside simulated memory
 *
 * A slot has the block header of layout.ts with these differences: UnusedBytes
 * has bit 7 set (as on NT 6), PreviousSize holds the number of the subsegment.
 * The header of a slot is checked when it is taken and when it is freed, so a
 * write to a freed slot that damages the chain is found at the next use of it.
 *
 * Not used on heaps that cannot grow or are unserialized, nor in kernel mode.
 */
import { headerWord } from './block-header.ts';
import { corrupt } from './corruption.ts';
import { ENTRY_BUSY } from './flags.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import { HEADER_BYTES } from './layout.ts';

/** UnusedBytes bit of a slot. */
export const SLOT_BIT = 0x80;
/** UnusedBytes value of a back-end block that is cut into slots. */
export const CUT_INTO_SLOTS = 0x7f;
/** UnusedBytes value of a slot whose unused bytes are counted in its last four bytes. */
const UNUSED_ELSEWHERE = 0x3f;
/** Allocations of a size that activate its bucket. */
const ACTIVATION = 0x12;
/** Largest request that the front end serves: below 16 KB. */
const MOST_BYTES = 0x4000;
const MOST_SUBSEGMENTS = 0xffff;
const WRITABLE = 3;

/** Numbers per subsegment in `#rows`: payload offset of its first slot, of its first free slot, counts, neighbours in its bucket. */
const ROW = 8;
const FIRST = 0;
const FREE = 1;
const FREE_SLOTS = 2;
const SLOTS = 3;
const NEXT = 4;
const PREVIOUS = 5;
const GRANULES = 6;

/** What the front end needs from the back end. */
export interface BackEnd extends HeapBlocks {
  take(n: number, bytes: number): number;
  give(p: number, word0: number, word1: number): void;
}

/** A busy block of the back end that is cut into slots. */
export interface Subsegment {
  /** Payload offset of the back-end block. */
  readonly block: number;
  /** Payload offset of the first slot. */
  readonly first: number;
  readonly slots: number;
  readonly granules: number;
}

/** Buckets and subsegments of one heap. */
export class FrontEnd {
  readonly heap: BackEnd;
  /** Largest size in granules that has a bucket. */
  readonly mostGranules: number;
  /** By size: allocations seen so far, up to ACTIVATION. */
  readonly #seen: Uint8Array;
  /** By size: number of a subsegment with free slots, 0 when there is none. */
  readonly #current: Int32Array;
  /** By size: slots in all subsegments. */
  readonly #slots: Int32Array;
  /** By subsegment, index 0 unused. */
  #all: (Subsegment | undefined)[] = [undefined];
  #spare: number[] = [];
  #byBlock = new Map<number, number>();
  /** By subsegment, ROW numbers each: one cache line. */
  #rows = new Int32Array(64 * ROW);
  /** By size: one slot divided by its bytes, to divide by multiplying. */
  readonly #inverse: Float64Array;

  constructor(heap: BackEnd) {
    this.heap = heap;
    this.mostGranules = heap.granulesFor(MOST_BYTES) - 1;
    this.#seen = new Uint8Array(this.mostGranules + 1);
    this.#current = new Int32Array(this.mostGranules + 1);
    this.#slots = new Int32Array(this.mostGranules + 1);
    this.#inverse = Float64Array.from({ length: this.mostGranules + 1 }, (_, n) => 1 / (n << heap.shift));
  }

  /** Takes a slot of `n` granules for a request of `bytes`; 0 when the size has no bucket (yet) or memory is short. */
  take(n: number, bytes: number): number {
    const subsegment = this.#current[n]!;
    if (subsegment === 0) return this.#takeFirst(n, bytes);
    const heap = this.heap;
    const i32 = heap.i32;
    const rows = this.#rows;
    const row = subsegment * ROW;
    const p = rows[row + FREE]!;
    if ((heap.access[(p - HEADER_BYTES) >>> 12]! & heap.access[p >>> 12]! & WRITABLE) !== WRITABLE)
      heap.ready(p);
    const at = (p - HEADER_BYTES) >>> 2;
    const word1 = i32[at + 1]! ^ heap.key1;
    if (
      i32[at]! !== (headerWord(n, 0) ^ heap.key0) ||
      (word1 & 0xff00_ffff) !== ((SLOT_BIT << 24) | subsegment)
    ) {
      corrupt(heap, 'free-list', p);
    }
    const left = rows[row + FREE_SLOTS]! - 1;
    rows[row + FREE_SLOTS] = left;
    rows[row + FREE] = i32[p >>> 2]!;
    if (left === 0) this.#unlist(n, subsegment);
    i32[at] = headerWord(n, ENTRY_BUSY) ^ heap.key0;
    i32[at + 1] = ((word1 & 0xff_ffff) | ((SLOT_BIT | ((n << heap.shift) - bytes)) << 24)) ^ heap.key1;
    return p;
  }

  /** Gives a busy slot back, whose header words were already checked. */
  give(p: number, word0: number, word1: number): void {
    const heap = this.heap;
    const i32 = heap.i32;
    const n = word0 & 0xffff;
    const subsegment = word1 & 0xffff;
    if (!this.isSlot(p, n, subsegment)) corrupt(heap, 'block-header', p);
    if ((heap.access[p >>> 12]! & WRITABLE) !== WRITABLE) heap.ready(p);
    const rows = this.#rows;
    const row = subsegment * ROW;
    const at = (p - HEADER_BYTES) >>> 2;
    const freeSlots = rows[row + FREE_SLOTS]! + 1;
    i32[at] = headerWord(n, 0) ^ heap.key0;
    i32[at + 1] = ((word1 & 0xff_ffff) | (SLOT_BIT << 24)) ^ heap.key1;
    i32[p >>> 2] = rows[row + FREE]!;
    rows[row + FREE] = p;
    rows[row + FREE_SLOTS] = freeSlots;
    if (freeSlots === 1) this.#list(n, subsegment);
    else if (freeSlots === rows[row + SLOTS]!) this.#emptied(n, subsegment);
  }

  /** True when a slot of `n` granules of this subsegment starts at a payload offset. */
  isSlot(p: number, n: number, number: number): boolean {
    const row = number * ROW;
    const rows = this.#rows;
    if (rows[row + GRANULES] !== n) return false;
    const distance = p - rows[row + FIRST]!;
    const slot = (distance * this.#inverse[n]! + 0.5) | 0;
    return distance >= 0 && slot < rows[row + SLOTS]! && slot * (n << this.heap.shift) === distance;
  }

  /** The subsegment that is cut from a back-end block, or undefined. */
  ofBlock(
    block: number,
  ): { readonly number: number; readonly subsegment: Subsegment; readonly freeSlots: number } | undefined {
    const number = this.#byBlock.get(block);
    const subsegment = number === undefined ? undefined : this.#all[number];
    if (number === undefined || subsegment === undefined) return undefined;
    return { number, subsegment, freeSlots: this.#rows[number * ROW + FREE_SLOTS]! };
  }

  /** Whether the size of a request has an active bucket. */
  isActive(n: number): boolean {
    return (this.#seen[n] ?? 0) >= ACTIVATION;
  }

  /** Whether any bucket is active. */
  get active(): boolean {
    return this.#seen.some((seen) => seen >= ACTIVATION);
  }

  /** Requested bytes of a busy slot. */
  requestedBytes(p: number, word0: number, word1: number): number {
    const total = (word0 & 0xffff) << this.heap.shift;
    const unused = (word1 >>> 24) & ~SLOT_BIT;
    return (
      total - (unused === UNUSED_ELSEWHERE ? this.heap.i32[(p + total - HEADER_BYTES - 4) >>> 2]! : unused)
    );
  }

  /** Changes the requested bytes of a busy slot, which keeps its place. */
  resize(p: number, word0: number, word1: number, bytes: number): void {
    const { heap } = this;
    const total = (word0 & 0xffff) << heap.shift;
    const unused = total - bytes;
    heap.ready(p);
    if (unused >= UNUSED_ELSEWHERE) {
      heap.ready(p + total - HEADER_BYTES - 4);
      heap.i32[(p + total - HEADER_BYTES - 4) >>> 2] = unused;
    }
    const field = SLOT_BIT | Math.min(unused, UNUSED_ELSEWHERE);
    heap.i32[(p - 4) >>> 2] = ((word1 & 0xff_ffff) | (field << 24)) ^ heap.key1;
  }

  /** No subsegment of the size has a free slot: count the request, or make a subsegment. */
  #takeFirst(n: number, bytes: number): number {
    const seen = this.#seen[n]!;
    if (seen < ACTIVATION) {
      this.#seen[n] = seen + 1;
      return 0;
    }
    return this.#makeSubsegment(n) ? this.take(n, bytes) : 0;
  }

  /**
   * Cuts a new subsegment: a quarter of the slots that the bucket has, at least
   * 8 and at most 32 KB; but never more than a 64th of the heap's memory, so that
   * many half-used buckets stay cheap. A size for which that leaves fewer than
   * four slots is left to the back end (*ours*).
   */
  #makeSubsegment(n: number): boolean {
    const { heap } = this;
    const bytes = n << heap.shift;
    const most = Math.floor(Math.min(0x8000, Math.max(0x1000, heap.committedBytes / 64)) / bytes);
    if (most < 4) return false;
    const number = this.#spare.pop() ?? this.#all.length;
    if (number > MOST_SUBSEGMENTS) return false;
    const slots = Math.min(most, Math.max(8, this.#slots[n]! >>> 2));
    const wanted = heap.lead + slots * bytes;
    const block = heap.take(heap.granulesFor(wanted), wanted);
    if (block === 0) {
      this.#spare.push(number);
      return false;
    }
    this.#grow(number);
    const first = block + heap.lead + HEADER_BYTES;
    const at = (block - 4) >>> 2;
    heap.i32[at] = (((heap.i32[at]! ^ heap.key1) & 0xff_ffff) | (CUT_INTO_SLOTS << 24)) ^ heap.key1;
    this.#all[number] = { block, first, slots, granules: n };
    this.#byBlock.set(block, number);
    this.#slots[n]! += slots;
    const segment = (heap.word1(block) >>> 16) & 0xff;
    for (let i = slots - 1; i >= 0; i--) {
      const p = first + i * bytes;
      heap.ready(p);
      heap.writeHeader(p, n, 0, number, segment, SLOT_BIT);
      heap.i32[p >>> 2] = i === slots - 1 ? 0 : p + bytes;
    }
    this.#rows.set([first, first, slots, slots, 0, 0, n], number * ROW);
    this.#list(n, number);
    return true;
  }

  #grow(number: number): void {
    if ((number + 1) * ROW <= this.#rows.length) return;
    const larger = new Int32Array(this.#rows.length * 2);
    larger.set(this.#rows);
    this.#rows = larger;
  }

  #list(n: number, number: number): void {
    const rows = this.#rows;
    const head = this.#current[n]!;
    rows[number * ROW + NEXT] = head;
    rows[number * ROW + PREVIOUS] = 0;
    rows[head * ROW + PREVIOUS] = number;
    this.#current[n] = number;
  }

  #unlist(n: number, number: number): void {
    const rows = this.#rows;
    const next = rows[number * ROW + NEXT]!;
    const previous = rows[number * ROW + PREVIOUS]!;
    if (previous === 0) this.#current[n] = next;
    else rows[previous * ROW + NEXT] = next;
    rows[next * ROW + PREVIOUS] = previous;
  }

  /** Every slot is free: the block goes back to the back end, unless it is the only one with free slots. */
  #emptied(n: number, number: number): void {
    const rows = this.#rows;
    if (this.#current[n] === number && rows[number * ROW + NEXT] === 0) return;
    const { heap } = this;
    const subsegment = this.#all[number]!;
    this.#unlist(n, number);
    this.#all[number] = undefined;
    rows[number * ROW + GRANULES] = 0;
    this.#byBlock.delete(subsegment.block);
    this.#spare.push(number);
    this.#slots[n]! -= subsegment.slots;
    heap.ready(subsegment.block);
    heap.give(subsegment.block, heap.word0(subsegment.block), heap.word1(subsegment.block));
  }

  /** State for snapshots. */
  save(): FrontEndImage {
    return {
      seen: this.#seen.slice(),
      current: this.#current.slice(),
      slots: this.#slots.slice(),
      all: [...this.#all],
      spare: [...this.#spare],
      rows: this.#rows.slice(),
    };
  }

  /** Restores what `save` gave. */
  load(image: FrontEndImage): void {
    this.#seen.set(image.seen);
    this.#current.set(image.current);
    this.#slots.set(image.slots);
    this.#all = [...image.all];
    this.#spare = [...image.spare];
    this.#byBlock = new Map();
    this.#all.forEach((subsegment, number) => {
      if (subsegment !== undefined) this.#byBlock.set(subsegment.block, number);
    });
    this.#rows = image.rows.slice();
  }
}

/** What a snapshot keeps of a front end. */
export interface FrontEndImage {
  readonly seen: Uint8Array;
  readonly current: Int32Array;
  readonly slots: Int32Array;
  readonly all: readonly (Subsegment | undefined)[];
  readonly spare: readonly number[];
  readonly rows: Int32Array<ArrayBuffer>;
}

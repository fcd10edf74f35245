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
 *     ours         the step between buckets: a granule up to 16 granules, then a
 *                  sixteenth of the next lower power of two (no fact has the
 *                  table of Windows); how many slots a subsegment has; the free slots of a subsegment are a chain through their
 *                  first four bytes, newest first; subsegments are listed
 *                  outside simulated memory
 *
 * A slot has the block header of layout.ts with these differences: UnusedBytes
 * has bit 7 set and holds seven bits of the unused bytes, of which
 * SegmentOffset holds the others; PreviousSize holds the number of the subsegment.
 * The header of a slot is checked when it is taken and when it is freed, so a
 * write to a freed slot that damages the chain is found at the next use of it.
 *
 * Not used on heaps that cannot grow or are unserialized, nor in kernel mode.
 */
import { headerWord } from './block-header.ts';
import { corrupt } from './corruption.ts';
import { ENTRY_BUSY } from './flags.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import {
  CURRENT,
  FIRST,
  FREE,
  FREE_SLOTS,
  GRANULES,
  HEAP_ROW,
  type HotTable,
  NEXT,
  OWNER,
  PREVIOUS,
  SLOTS,
  SUBSEGMENT_ROW,
  SUBSEGMENTS,
} from './hot-table.ts';
import { HEADER_BYTES, type Layout } from './layout.ts';

/** UnusedBytes bit of a slot. */
export const SLOT_BIT = 0x80;
/** UnusedBytes value of a back-end block that is cut into slots. */
export const CUT_INTO_SLOTS = 0x7f;
/** Allocations of a size that activate its bucket. */
const ACTIVATION = 0x12;
/** Requests below this many bytes are served (B-179). */
export const MOST_BYTES = 0x4000;

/** What the front end needs from the back end. */
export interface BackEnd extends HeapBlocks {
  take(n: number, bytes: number): number;
  give(p: number, word0: number, word1: number): void;
}

/** A busy block of the back end that is cut into slots. */
export interface Subsegment {
  /** Number: what PreviousSize of its slots holds. */
  readonly number: number;
  /** Payload offset of the back-end block. */
  readonly block: number;
  /** Payload offset of the first slot. */
  readonly first: number;
  readonly slots: number;
  readonly granules: number;
}

/** By size in granules: one divided by the bytes of a slot, to divide by multiplying. */
export function slotInverses(layout: Layout): Float64Array {
  const most = bucketOf(Math.ceil(MOST_BYTES / layout.granule) + 2);
  return Float64Array.from({ length: most + 1 }, (_, n) => 1 / (n << layout.shift));
}

/** Size in granules of the bucket that serves a request of `n` granules. */
export function bucketOf(n: number): number {
  const k = 27 - Math.clz32(n - 1);
  return k <= 0 ? n : ((n + (1 << k) - 1) >>> k) << k;
}

/** Second header word of a slot: subsegment and unused bytes. */
const slotWord = (number: number, unused: number): number =>
  number | ((unused >>> 7) << 16) | ((SLOT_BIT | (unused & 0x7f)) << 24);

/** Buckets and subsegments of one heap. */
export class FrontEnd {
  readonly heap: BackEnd;
  /** Row of the heap in the table of its process. */
  readonly heapNumber: number;
  /** Largest size in granules that has a bucket. */
  readonly mostGranules: number;
  readonly #hot: HotTable;
  readonly #table: Int32Array;
  /** Where the heap's numbers begin in the table. */
  readonly #row: number;
  readonly #inverse: Float64Array;
  /** By size: allocations seen so far, up to ACTIVATION. */
  readonly #seen: Uint16Array;
  /** By size: slots in all subsegments. */
  readonly #slots: Int32Array;

  constructor(heap: BackEnd, hot: HotTable, heapNumber: number, inverse: Float64Array) {
    this.heap = heap;
    this.mostGranules = bucketOf(heap.granulesFor(MOST_BYTES - 1));
    this.#hot = hot;
    this.#table = hot.ints;
    this.heapNumber = heapNumber;
    this.#row = heapNumber * HEAP_ROW;
    this.#inverse = inverse;
    this.#seen = new Uint16Array(this.mostGranules + 1);
    this.#slots = new Int32Array(this.mostGranules + 1);
  }

  /** Takes a slot for a request of `bytes`, fewer than MOST_BYTES; 0 when its size has no bucket (yet) or memory is short. */
  take(bytes: number): number {
    const { heap } = this;
    return this.#takeFrom(bucketOf(heap.granulesFor(bytes)), bytes);
  }

  #takeFrom(n: number, bytes: number): number {
    const { heap } = this;
    const table = this.#table;
    const number = table[this.#row + CURRENT + n]!;
    if (number === 0) return this.#takeFirst(n, bytes);
    const sub = SUBSEGMENTS + number * SUBSEGMENT_ROW;
    const p = table[sub + FREE]!;
    heap.ready(p);
    if (heap.word0(p) !== headerWord(n, 0) || heap.word1(p) !== slotWord(number, 0))
      corrupt(heap, 'free-list', p);
    const left = table[sub + FREE_SLOTS]! - 1;
    table[sub + FREE_SLOTS] = left;
    table[sub + FREE] = heap.i32[p >>> 2]!;
    if (left === 0) this.#unlist(n, number);
    this.#writeSlot(p, n, ENTRY_BUSY, slotWord(number, (n << heap.shift) - bytes));
    return p;
  }

  #writeSlot(p: number, n: number, flags: number, word1: number): void {
    const { i32, key0, key1 } = this.heap;
    i32[(p - HEADER_BYTES) >>> 2] = headerWord(n, flags) ^ key0;
    i32[(p - 4) >>> 2] = word1 ^ key1;
  }

  /** Gives a busy slot back, whose first header word was already checked. */
  give(p: number, word0: number, word1: number): void {
    const { heap } = this;
    const n = word0 & 0xffff;
    const number = word1 & 0xffff;
    if (!this.isSlot(p, n, number)) corrupt(heap, 'block-header', p);
    heap.ready(p);
    const table = this.#table;
    const sub = SUBSEGMENTS + number * SUBSEGMENT_ROW;
    const freeSlots = table[sub + FREE_SLOTS]! + 1;
    this.#writeSlot(p, n, 0, slotWord(number, 0));
    heap.i32[p >>> 2] = table[sub + FREE]!;
    table[sub + FREE] = p;
    table[sub + FREE_SLOTS] = freeSlots;
    if (freeSlots === 1) this.#list(n, number);
    else if (freeSlots === table[sub + SLOTS]!) this.#emptied(n, number);
  }

  /** True when a slot of `n` granules of this subsegment starts at a payload offset. */
  isSlot(p: number, n: number, number: number): boolean {
    const table = this.#table;
    const sub = SUBSEGMENTS + number * SUBSEGMENT_ROW;
    if (table[sub + GRANULES] !== n || table[sub + OWNER] !== this.#row) return false;
    const distance = p - table[sub + FIRST]!;
    const slot = (distance * this.#inverse[n]! + 0.5) | 0;
    return distance >= 0 && slot < table[sub + SLOTS]! && slot * (n << this.heap.shift) === distance;
  }

  /**
   * The subsegment that is cut from a back-end block, and its free slots. Found
   * by the number in its first slot; undefined when that is not the number of a
   * subsegment that begins there.
   */
  ofBlock(block: number): { readonly subsegment: Subsegment; readonly freeSlots: number } | undefined {
    const first = block + this.heap.lead + HEADER_BYTES;
    if (!this.heap.readable(first - HEADER_BYTES)) return undefined;
    const number = this.heap.word1(first) & 0xffff;
    const subsegment = this.#subsegment(number);
    if (subsegment === undefined || subsegment.first !== first) return undefined;
    return { subsegment, freeSlots: this.#table[SUBSEGMENTS + number * SUBSEGMENT_ROW + FREE_SLOTS]! };
  }

  /** A subsegment of this heap by its number. */
  #subsegment(number: number): Subsegment | undefined {
    const table = this.#table;
    const sub = SUBSEGMENTS + number * SUBSEGMENT_ROW;
    if (table[sub + OWNER] !== this.#row || table[sub + GRANULES] === 0) return undefined;
    const first = table[sub + FIRST]!;
    return {
      number,
      block: first - this.heap.lead - HEADER_BYTES,
      first,
      slots: table[sub + SLOTS]!,
      granules: table[sub + GRANULES]!,
    };
  }

  /** All subsegments of this heap. Cost O(subsegments of the process). */
  #subsegments(): Subsegment[] {
    const all: Subsegment[] = [];
    for (let number = 1; number < this.#hot.used; number++) {
      const subsegment = this.#subsegment(number);
      if (subsegment !== undefined) all.push(subsegment);
    }
    return all;
  }

  /** Whether the size of a request has an active bucket. */
  isActive(bytes: number): boolean {
    const n = bucketOf(this.heap.granulesFor(bytes));
    return bytes < MOST_BYTES && this.#seen[n]! >= this.#activation(n);
  }

  /** Whether any bucket is active. */
  get active(): boolean {
    return this.#seen.some((seen, n) => seen >= this.#activation(n));
  }

  /** Requested bytes of a busy slot. */
  requestedBytes(word0: number, word1: number): number {
    const unused = ((word1 >>> 24) & ~SLOT_BIT) | (((word1 >>> 16) & 0xff) << 7);
    return ((word0 & 0xffff) << this.heap.shift) - unused;
  }

  /** Changes the requested bytes of a busy slot, which keeps its place. */
  resize(p: number, word0: number, word1: number, bytes: number): void {
    const n = word0 & 0xffff;
    this.heap.ready(p);
    this.#writeSlot(p, n, ENTRY_BUSY, slotWord(word1 & 0xffff, (n << this.heap.shift) - bytes));
  }

  /** Allocations after which a size gets its bucket: more for large ones, whose half-used subsegments cost more (*ours*). */
  #activation(n: number): number {
    const bytes = n << this.heap.shift;
    return bytes <= 1024 ? ACTIVATION : (ACTIVATION * bytes) >>> 9;
  }

  /** No subsegment of the size has a free slot: count the request, or make a subsegment. */
  #takeFirst(n: number, bytes: number): number {
    const seen = this.#seen[n]!;
    if (seen < this.#activation(n)) {
      this.#seen[n] = seen + 1;
      return 0;
    }
    return this.#makeSubsegment(n) ? this.#takeFrom(n, bytes) : 0;
  }

  /**
   * Cuts a new subsegment: half of the slots that the bucket has, at least
   * 8 and at most 64 KB; but never more than a 64th of the heap's memory, so that
   * many half-used buckets stay cheap. A size for which that leaves fewer than
   * four slots is left to the back end (*ours*).
   */
  #makeSubsegment(n: number): boolean {
    const { heap } = this;
    const bytes = n << heap.shift;
    const most = Math.floor(Math.min(0x1_0000, Math.max(0x1000, heap.committedBytes / 64)) / bytes);
    if (most < 4) return false;
    const number = this.#hot.takeSubsegment();
    if (number === 0) return false;
    const slots = Math.min(most, Math.max(bytes <= 256 ? 32 : 8, this.#slots[n]! >>> 1));
    const wanted = heap.lead + slots * bytes;
    const block = heap.take(heap.granulesFor(wanted), wanted);
    if (block === 0) {
      this.#hot.giveSubsegment(number);
      return false;
    }
    const first = block + heap.lead + HEADER_BYTES;
    const at = (block - 4) >>> 2;
    heap.i32[at] = (((heap.i32[at]! ^ heap.key1) & 0xff_ffff) | (CUT_INTO_SLOTS << 24)) ^ heap.key1;
    this.#slots[n]! += slots;
    this.#cut(first, n, slots, number);
    this.#table.set([first, first, slots, slots, 0, 0, n, this.#row], SUBSEGMENTS + number * SUBSEGMENT_ROW);
    this.#list(n, number);
    return true;
  }

  /** Writes the headers of the slots, all free, each with the offset of the next. */
  #cut(first: number, n: number, slots: number, number: number): void {
    const { heap } = this;
    const { i32 } = heap;
    const bytes = n << heap.shift;
    const word0 = headerWord(n, 0) ^ heap.key0;
    const word1 = slotWord(number, 0) ^ heap.key1;
    const last = first + (slots - 1) * bytes;
    for (let page = first - HEADER_BYTES; page <= last; page = (page | 0xfff) + 1) {
      if (!heap.storable(page)) corrupt(heap, 'bad-link', page);
    }
    for (let p = first; p <= last; p += bytes) {
      const at = (p - HEADER_BYTES) >>> 2;
      i32[at] = word0;
      i32[at + 1] = word1;
      i32[at + 2] = p === last ? 0 : p + bytes;
    }
  }

  #list(n: number, number: number): void {
    const table = this.#table;
    const head = table[this.#row + CURRENT + n]!;
    const sub = SUBSEGMENTS + number * SUBSEGMENT_ROW;
    table[sub + NEXT] = head;
    table[sub + PREVIOUS] = 0;
    table[SUBSEGMENTS + head * SUBSEGMENT_ROW + PREVIOUS] = number;
    table[this.#row + CURRENT + n] = number;
  }

  #unlist(n: number, number: number): void {
    const table = this.#table;
    const sub = SUBSEGMENTS + number * SUBSEGMENT_ROW;
    const next = table[sub + NEXT]!;
    const previous = table[sub + PREVIOUS]!;
    if (previous === 0) table[this.#row + CURRENT + n] = next;
    else table[SUBSEGMENTS + previous * SUBSEGMENT_ROW + NEXT] = next;
    table[SUBSEGMENTS + next * SUBSEGMENT_ROW + PREVIOUS] = previous;
  }

  /** Every slot is free: the block goes back to the back end, unless it is the only one with free slots. */
  #emptied(n: number, number: number): void {
    const table = this.#table;
    if (
      table[this.#row + CURRENT + n] === number &&
      table[SUBSEGMENTS + number * SUBSEGMENT_ROW + NEXT] === 0
    )
      return;
    const { heap } = this;
    const sub = SUBSEGMENTS + number * SUBSEGMENT_ROW;
    const block = table[sub + FIRST]! - heap.lead - HEADER_BYTES;
    this.#slots[n]! -= table[sub + SLOTS]!;
    this.#unlist(n, number);
    this.#hot.giveSubsegment(number);
    heap.ready(block);
    heap.give(block, heap.word0(block), heap.word1(block));
  }

  /** Gives every number back: the heap is destroyed. */
  close(): void {
    for (const { number } of this.#subsegments()) this.#hot.giveSubsegment(number);
  }

  /** State for snapshots; the table is saved by its owner. */
  save(): FrontEndImage {
    return { seen: this.#seen.slice(), slots: this.#slots.slice() };
  }

  /** Restores what `save` gave. */
  load(image: FrontEndImage): void {
    this.#seen.set(image.seen);
    this.#slots.set(image.slots);
  }
}

/** What a snapshot keeps of a front end. */
export interface FrontEndImage {
  readonly seen: Uint16Array;
  readonly slots: Int32Array;
}

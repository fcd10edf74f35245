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
 *                  table of Windows); how many slots a subsegment has; the free
 *                  slots of a subsegment are a chain through their first four
 *                  bytes, newest first; subsegments are listed outside simulated
 *                  memory
 *
 * A slot has the block header of layout.ts with these differences: UnusedBytes
 * has bit 7 set and holds seven bits of the unused bytes, of which
 * SegmentOffset holds the others; PreviousSize holds the number of the subsegment.
 * The header of a free slot keeps the unused bytes of its last use.
 *
 * The link of a free slot, the first four bytes of its payload, looks like a
 * second header word: encoded, with bit 31 set and the number of the
 * subsegment in its low half. Bits 16 to 30 hold the place of the next free
 * slot: granules behind the first slot, NO_PLACE at the end of the chain.
 *
 * Header and link are checked when a slot is taken, and the header when it is
 * freed. So a write to a freed slot that damages one of them is found when the
 * slot is taken.
 *
 * Not used on heaps that cannot grow or are unserialized, nor in kernel mode.
 */
import { CUT_INTO_SLOTS, headerWord } from './block-header.ts';
import { corrupt } from './corruption.ts';
import { ENTRY_BUSY } from './flags.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import {
  BUSY,
  BYTES,
  CELL,
  CELLS,
  COUNT,
  EXTENT,
  FIRST,
  FREE,
  HEAP_ROW,
  type HotTable,
  MAGIC,
  MAP,
  NEXT,
  NO_PLACE,
  OWNER,
  PREVIOUS,
  SLOTS,
  SUBSEGMENT_SHIFT,
  TAG,
} from './hot-table.ts';
import { HEADER_BYTES } from './layout.ts';

/** UnusedBytes bit of a slot. */
export const SLOT_BIT = 0x80;
/** Allocations of a size that activate its bucket. */
const ACTIVATION = 0x12;
/** A size for which a subsegment would have fewer slots is left to the back end. */
const LEAST_SLOTS = 4;
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

/** Size in granules of the bucket that serves a request of `n` granules. */
export function bucketOf(n: number): number {
  const k = 27 - Math.clz32(n - 1);
  return k <= 0 ? n : ((n + (1 << k) - 1) >>> k) << k;
}

/** Second header word of a busy slot: subsegment and unused bytes. */
const busyWord = (number: number, unused: number): number =>
  number | ((unused >>> 7) << 16) | ((SLOT_BIT | (unused & 0x7f)) << 24);

/** Link in a free slot: subsegment and place of the next free slot. */
const linkWord = (number: number, place: number): number => number | (place << 16) | (SLOT_BIT << 24);
/** What a second header word and a link have in common: bit 31 and the number of the subsegment. */
const TAG_BITS = (SLOT_BIT << 24) | 0xffff;

/** Buckets and subsegments of one heap. */
export class FrontEnd {
  readonly heap: BackEnd;
  /** Row of the heap in the table of its process. */
  readonly heapNumber: number;
  /** Largest size in granules that has a bucket. */
  readonly mostGranules: number;
  readonly #hot: HotTable;
  readonly #heaps: Int32Array;
  readonly #subs: Int32Array;
  /** Where the heap's numbers begin in the table. */
  readonly #row: number;
  /** By size: allocations seen so far, up to ACTIVATION. */
  readonly #seen: Uint16Array;
  /** By size: slots in all subsegments. */
  readonly #slots: Int32Array;

  constructor(heap: BackEnd, hot: HotTable, heapNumber: number) {
    this.heap = heap;
    this.mostGranules = bucketOf(heap.granulesFor(MOST_BYTES - 1));
    this.#hot = hot;
    this.#heaps = hot.heaps;
    this.#subs = hot.subsegments;
    this.heapNumber = heapNumber;
    this.#row = heapNumber * HEAP_ROW;
    this.#seen = new Uint16Array(this.mostGranules + 1);
    this.#slots = new Int32Array(this.mostGranules + 1);
    this.#openBuckets();
  }

  /** Tells the table which sizes share a bucket. All are empty. */
  #openBuckets(): void {
    const { heap } = this;
    const heaps = this.#heaps;
    const row = this.#row;
    let cell = row | CELLS;
    let last = 0;
    // By the granules of a request before the least size and the step of sizes are applied.
    for (let n = 0; n <= this.mostGranules; n++) {
      const bucket = bucketOf(heap.granulesFor((n << heap.shift) - HEADER_BYTES));
      if (bucket !== last) {
        cell += 1;
        last = bucket;
      }
      heaps[row + MAP + n] = cell;
    }
  }

  /** Takes a slot for a request of `bytes`, fewer than MOST_BYTES; 0 when its size has no bucket (yet) or memory is short. */
  take(bytes: number): number {
    const { heap } = this;
    return this.#takeFrom(bucketOf(heap.granulesFor(bytes)), bytes);
  }

  #takeFrom(n: number, bytes: number): number {
    const { heap } = this;
    const subs = this.#subs;
    const sub = this.#heaps[this.#cellOf(n)]!;
    if (sub === 0) return this.#takeFirst(n, bytes);
    const number = sub >>> SUBSEGMENT_SHIFT;
    const p = subs[sub | FREE]! + HEADER_BYTES;
    heap.ready(p);
    if (!this.isFreeSlot(p, n, number)) corrupt(heap, 'free-list', p);
    const link = ((heap.i32[p >>> 2]! ^ heap.key1) >>> 16) & NO_PLACE;
    const busy = subs[sub | COUNT]! + 1;
    subs[sub | FREE] = subs[sub | FIRST]! + (link << heap.shift);
    subs[sub | COUNT] = busy;
    if (busy === subs[sub | SLOTS]) this.#unlist(sub);
    this.#writeSlot(p, n, ENTRY_BUSY, busyWord(number, (n << heap.shift) - bytes));
    return p;
  }

  /** True when the bucket of a request has a free slot: taking it concerns the front end alone. */
  hasFreeSlot(bytes: number): boolean {
    if (!(bytes >= 0 && bytes < MOST_BYTES)) return false;
    return this.#heaps[this.#cellOf(bucketOf(this.heap.granulesFor(bytes)))] !== 0;
  }

  /** True when freeing the slot with this second header word leaves its subsegment where it is. */
  keepsSubsegment(word1: number): boolean {
    if (word1 >= 0) return false;
    const sub = (word1 & 0xffff) << SUBSEGMENT_SHIFT;
    const subs = this.#subs;
    return subs[sub | OWNER] === this.#row && (subs[sub | COUNT]! > 1 || subs[sub | NEXT] === 0);
  }

  /** Where the first subsegment with free slots of a size stands. */
  #cellOf(n: number): number {
    return this.#heaps[this.#row + MAP + n]!;
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
    const subs = this.#subs;
    const sub = number << SUBSEGMENT_SHIFT;
    const busy = subs[sub | COUNT]!;
    const next = (subs[sub | FREE]! - subs[sub | FIRST]!) >>> heap.shift;
    this.#writeSlot(p, n, 0, word1);
    heap.i32[p >>> 2] = linkWord(number, next) ^ heap.key1;
    subs[sub | FREE] = p - HEADER_BYTES;
    subs[sub | COUNT] = busy - 1;
    if (busy === subs[sub | SLOTS]) this.#list(sub);
    else if (busy === 1) this.#emptied(n, sub);
  }

  /** True when header and link of a payload offset are those of a free slot. Its pages are readable. */
  isFreeSlot(p: number, n: number, number: number): boolean {
    const { heap } = this;
    const tag = linkWord(number, 0);
    const differences = (heap.word1(p) ^ tag) | (heap.i32[p >>> 2]! ^ heap.key1 ^ tag);
    return heap.word0(p) === headerWord(n, 0) && (differences & TAG_BITS) === 0;
  }

  /** True when a slot of `n` granules of this subsegment starts at a payload offset. */
  isSlot(p: number, n: number, number: number): boolean {
    const subs = this.#subs;
    const sub = number << SUBSEGMENT_SHIFT;
    const bytes = n << this.heap.shift;
    if (subs[sub | BYTES] !== bytes || subs[sub | OWNER] !== this.#row) return false;
    const distance = p - HEADER_BYTES - subs[sub | FIRST]!;
    return distance >= 0 && distance <= subs[sub | EXTENT]! && distance % bytes === 0;
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
    const busy = this.#subs[(number << SUBSEGMENT_SHIFT) | COUNT]!;
    return { subsegment, freeSlots: subsegment.slots - busy };
  }

  /** The subsegment that a slot belongs to, from its decoded header words; undefined when it is no slot. */
  ofSlot(p: number, word0: number, word1: number): Subsegment | undefined {
    const number = word1 & 0xffff;
    const isSlot = word1 >>> 31 !== 0 && this.isSlot(p, word0 & 0xffff, number);
    return isSlot ? this.#subsegment(number) : undefined;
  }

  /** A subsegment of this heap by its number. */
  #subsegment(number: number): Subsegment | undefined {
    const subs = this.#subs;
    const sub = number << SUBSEGMENT_SHIFT;
    if (subs[sub | OWNER] !== this.#row) return undefined;
    const first = subs[sub | FIRST]! + HEADER_BYTES;
    return {
      number,
      block: first - this.heap.lead - HEADER_BYTES,
      first,
      slots: subs[sub | SLOTS]!,
      granules: subs[sub | BYTES]! >>> this.heap.shift,
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
    this.#writeSlot(p, n, ENTRY_BUSY, busyWord(word1 & 0xffff, (n << this.heap.shift) - bytes));
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

  /** Whether a request of `n` granules is the back end's: its size has no free slot and gets no subsegment. */
  leaves(n: number): boolean {
    const size = bucketOf(n);
    if (this.#heaps[this.#cellOf(size)] !== 0) return false;
    return (
      this.#seen[size]! < this.#activation(size) || this.#mostSlots(size << this.heap.shift) < LEAST_SLOTS
    );
  }

  /** The back end has served a request of `n` granules. */
  count(n: number): void {
    const size = bucketOf(n);
    if (this.#seen[size]! < this.#activation(size)) this.#seen[size]! += 1;
  }

  /** Slots of so many bytes that a subsegment may have. */
  #mostSlots(bytes: number): number {
    return Math.floor(Math.min(0x1_0000, Math.max(0x1000, this.heap.committedBytes / 128)) / bytes);
  }

  /**
   * Cuts a new subsegment: a quarter of the slots that the bucket has, at least
   * 32 small or 8 large ones and at most 64 KB; but never more than a 128th of the
   * heap's memory or 4 KB, so that many half-used buckets stay cheap. A size for
   * which that leaves fewer than four slots is left to the back end (*ours*).
   */
  #makeSubsegment(n: number): boolean {
    const { heap } = this;
    const bytes = n << heap.shift;
    const most = this.#mostSlots(bytes);
    if (most < LEAST_SLOTS) return false;
    const number = this.#hot.takeSubsegment();
    if (number === 0) return false;
    const slots = Math.min(most, Math.max(bytes <= 256 ? 32 : 8, this.#slots[n]! >>> 2));
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
    this.#describe(number, first, n, slots);
    return true;
  }

  /** Fills the row of a subsegment whose slots are all free, and lists it. */
  #describe(number: number, first: number, n: number, slots: number): void {
    const { heap } = this;
    const subs = this.#subs;
    const sub = number << SUBSEGMENT_SHIFT;
    const bytes = n << heap.shift;
    subs[sub | FIRST] = first - HEADER_BYTES;
    subs[sub | FREE] = first - HEADER_BYTES;
    subs[sub | COUNT] = 0;
    subs[sub | BUSY] = headerWord(n, ENTRY_BUSY) ^ heap.key0;
    subs[sub | TAG] = linkWord(number, 0) ^ heap.key1;
    subs[sub | SLOTS] = slots;
    subs[sub | BYTES] = bytes;
    subs[sub | EXTENT] = (slots - 1) * bytes;
    subs[sub | MAGIC] = Math.ceil(2 ** 32 / bytes);
    subs[sub | OWNER] = this.#row;
    subs[sub | CELL] = this.#cellOf(n);
    this.#list(sub);
  }

  /** Writes the headers of the slots, all free, each with a link to the next. */
  #cut(first: number, n: number, slots: number, number: number): void {
    const { heap } = this;
    const { i32 } = heap;
    const bytes = n << heap.shift;
    const word0 = headerWord(n, 0) ^ heap.key0;
    const word1 = linkWord(number, 0) ^ heap.key1;
    const last = first + (slots - 1) * bytes;
    for (let page = first - HEADER_BYTES; page <= last + HEADER_BYTES; page = (page | 0xfff) + 1) {
      if (!heap.storable(page)) corrupt(heap, 'bad-link', page);
    }
    // Counted in integers: V8 checks nothing else for each slot then.
    const step = bytes >>> 2;
    let at = (first - HEADER_BYTES) >>> 2;
    let place = n << 16;
    for (let left = slots - 1; left > 0; left--) {
      i32[at] = word0;
      i32[at + 1] = word1;
      i32[at + 2] = word1 ^ place;
      at = (at + step) | 0;
      place = (place + (n << 16)) | 0;
    }
    i32[at] = word0;
    i32[at + 1] = word1;
    i32[at + 2] = word1 ^ (NO_PLACE << 16);
  }

  #list(sub: number): void {
    const subs = this.#subs;
    const cell = subs[sub | CELL]!;
    const head = this.#heaps[cell]!;
    subs[sub | NEXT] = head;
    subs[sub | PREVIOUS] = 0;
    subs[head | PREVIOUS] = sub;
    this.#heaps[cell] = sub;
  }

  #unlist(sub: number): void {
    const subs = this.#subs;
    const next = subs[sub | NEXT]!;
    const previous = subs[sub | PREVIOUS]!;
    if (previous === 0) this.#heaps[subs[sub | CELL]!] = next;
    else subs[previous | NEXT] = next;
    subs[next | PREVIOUS] = previous;
  }

  /** Every slot is free: the block goes back to the back end, unless it is the last in its list (*ours*: the next one then finds it there). */
  #emptied(n: number, sub: number): void {
    const subs = this.#subs;
    if (subs[sub | NEXT] !== 0) this.#release(n, sub);
  }

  /** Gives the block of a subsegment whose slots are all free back. */
  #release(n: number, sub: number): void {
    const { heap } = this;
    const subs = this.#subs;
    const block = subs[sub | FIRST]! - heap.lead;
    this.#slots[n]! -= subs[sub | SLOTS]!;
    this.#unlist(sub);
    this.#hot.giveSubsegment(sub >>> SUBSEGMENT_SHIFT);
    heap.ready(block);
    heap.give(block, heap.word0(block), heap.word1(block));
  }

  /** Gives back every subsegment whose slots are all free, those that were kept for later too (B-181). */
  releaseEmpty(): void {
    for (const { block, granules, number, slots } of this.#subsegments()) {
      if (this.ofBlock(block)?.freeSlots === slots) this.#release(granules, number << SUBSEGMENT_SHIFT);
    }
  }

  /** Gives every number back: the heap is destroyed. */
  close(): void {
    for (const { number } of this.#subsegments()) this.#hot.giveSubsegment(number);
  }

  /** State for snapshots; the tables are saved by their owner. */
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

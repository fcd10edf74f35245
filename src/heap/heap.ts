/**
 * The back end of one heap: taking a block from the free lists and giving it
 * back. Cost: O(1) in the number of blocks for both.
 */
import { headerIntact, headerWord, isBlock, isPlainBusy } from './block-header.ts';
import { corrupt } from './corruption.ts';
import { tagOf } from './extra-record.ts';
import { ENTRY_BUSY, ENTRY_LAST, HEAP_DISABLE_COALESCE_ON_FREE, HEAP_TAG_MASK } from './flags.ts';
import { FrontEnd, MOST_BYTES } from './front-end.ts';
import { HeapHooks } from './heap-hooks.ts';
import type { HotTable } from './hot-table.ts';
import { FREE_LISTS, HEADER_BYTES, MIN_GRANULES } from './layout.ts';
import { decommitFree, growFor } from './segments.ts';
import type { ShortBlocks } from './short-blocks.ts';
import type { TagTable } from './tag-table.ts';

const BUSY_BIT = ENTRY_BUSY << 16;
const LAST_BIT = ENTRY_LAST << 16;
/** One heap. */
export class Heap extends HeapHooks {
  /** Front end, or null where there is none (front-end.ts). */
  front: FrontEnd | null = null;
  /** The short way of the back end, or null where every block takes the long one (short-blocks.ts). */
  short: ShortBlocks | null = null;
  /** Tags, or null while the program has made none. */
  tags: TagTable | null = null;
  /** True once the program asked for the front end (RtlSetHeapInformation). */
  lowFragmentation = false;

  /** Gives the heap a front end, with the row `number` of the table of its process. */
  enableFrontEnd(hot: HotTable, number: number): void {
    this.front = new FrontEnd(this, hot, number);
    this.i32[(this.origin + this.layout.number) >>> 2] = number;
    // The short way looks at no threshold: it serves what a bucket can serve. And it tells heaps apart by their keys.
    if (!hot.takeKey(number, this.key1) || this.shortBytes < MOST_BYTES - 1) return;
    this.openShortWay = (open) => hot.setOpen(number, open ? this.signatureWord : 0, this);
  }

  /** Flags of a call, without a tag that the heap does not have: the block then has none (*ours*, decision 0013). */
  withKnownTag(flags: number): number {
    const tag = tagOf(flags);
    return tag === 0 || this.tags?.has(tag) === true ? flags : flags & ~HEAP_TAG_MASK;
  }

  /** Faults while the heap is read-only: its header cannot be written. A filter may make it writable and go on. */
  beforeChanges(): void {
    while (this.readOnly && !this.storable(this.origin))
      this.platform.fault(this.region, this.origin, 'write');
  }

  /** Takes a block from the front end when its size has a bucket, else from the back end. 0 when there is no memory. */
  obtain(n: number, bytes: number): number {
    const { front } = this;
    if (front !== null && bytes < MOST_BYTES) {
      const p = front.take(bytes);
      if (p !== 0) return p;
    }
    return this.take(n, bytes);
  }

  /** The short way of a request (hot-table.ts). What makes it unusual is for the long way to find out. */
  takeShort(bytes: number): number {
    const { front, short } = this;
    if (short === null || bytes > this.shortBytes) return 0;
    const n = this.granulesFor(bytes);
    if (front === null || bytes >= MOST_BYTES) return short.take(this, n, bytes);
    if (!front.leaves(n)) return 0;
    const p = short.take(this, n, bytes);
    if (p !== 0) front.count(n);
    return p;
  }

  /** The short way of a free. */
  giveShort(p: number): boolean {
    const { access, short } = this;
    if (
      short === null ||
      p <= 0 ||
      (p & this.alignMask) !== 0 ||
      (access[(p - HEADER_BYTES) >>> 12]! & 3) !== 3
    )
      return false;
    const word0 = this.word0(p);
    const word1 = this.word1(p);
    return (
      word1 >= 0 &&
      isPlainBusy(word0) &&
      isBlock(word0, word1) &&
      this.segmentOf(p, word1) !== undefined &&
      short.give(this, p, word0, word1)
    );
  }

  /** Requested bytes of a busy block or slot, from its decoded header words (B-064). */
  requestedBytes(word0: number, word1: number): number {
    if (word1 >>> 31 !== 0 && this.front !== null) return this.front.requestedBytes(word0, word1);
    return ((word0 & 0xffff) << this.shift) - (word1 >>> 24);
  }

  /** Gives back a busy block or slot whose header words were already checked. */
  giveBack(p: number, word0: number, word1: number): void {
    if (word1 >>> 31 !== 0 && this.front !== null) this.front.give(p, word0, word1);
    else this.give(p, word0, word1);
  }

  /**
   * Takes a block of `n` granules for a request of `bytes`; the smallest free
   * block that fits is split (B-059, B-091). Returns its payload offset, or 0
   * when there is no memory.
   */
  take(n: number, bytes: number): number {
    const quick = this.short === null ? 0 : this.short.take(this, n, bytes);
    if (quick !== 0) return quick;
    let size = this.index.atLeast(n);
    if (size === 0) {
      if (!growFor(this, n)) return 0;
      size = this.index.atLeast(n);
      if (size === 0) return 0;
    }
    const i32 = this.i32;
    const p = this.#firstOf(size);
    this.ready(p);
    const at = (p - HEADER_BYTES) >>> 2;
    const word = i32[at]! ^ this.key0;
    if ((word & (0xffff | BUSY_BIT)) !== size || !headerIntact(word)) corrupt(this, 'free-block-header', p);
    if (!this.unlink(p, size)) corrupt(this, 'free-list', p);
    const last = word & LAST_BIT;
    const word1 = i32[at + 1]! ^ this.key1;
    const rest = size - n;
    if (rest < MIN_GRANULES) {
      const unused = (size << this.shift) - bytes;
      i32[at] = headerWord(size, ENTRY_BUSY | (last >>> 16)) ^ this.key0;
      i32[at + 1] = ((word1 & 0xff_ffff) | (unused << 24)) ^ this.key1;
      this.freeGranules -= size;
      return p;
    }
    i32[at] = headerWord(n, ENTRY_BUSY) ^ this.key0;
    i32[at + 1] = ((word1 & 0xff_ffff) | (((n << this.shift) - bytes) << 24)) ^ this.key1;
    this.freeGranules -= n;
    this.putFree(p + (n << this.shift), rest, last, n, (word1 >>> 16) & 0xff);
    return p;
  }

  override giveBackSpare(): void {
    this.front?.releaseEmpty();
  }

  /** First free block of a size that the index names. */
  #firstOf(size: number): number {
    return size < FREE_LISTS
      ? (this.i32[(this.heads + (size << this.headShift)) >>> 2]! - this.low) | 0
      : this.index.first[size]!;
  }

  /**
   * Gives back a busy block whose header words were already checked. Merges
   * with the free neighbours (B-103), then lists the block or decommits its
   * pages. Its own header is marked free even when it vanishes in the block in
   * front, so that a second free is recognised.
   */
  give(p: number, word0: number, word1: number): void {
    if (this.short?.give(this, p, word0, word1) === true) return;
    const { i32, key0, key1, shift } = this;
    const own = word0 & 0xffff;
    const segment = (word1 >>> 16) & 0xff;
    const coalesce = (this.settings.flags & HEAP_DISABLE_COALESCE_ON_FREE) === 0;
    let n = own;
    let last = word0 & LAST_BIT;
    let previous = word1 & 0xffff;
    let start = p;
    if (last === 0) {
      const q = p + (own << shift);
      this.ready(q);
      const at = (q - HEADER_BYTES) >>> 2;
      const next = i32[at]! ^ key0;
      if (!headerIntact(next) || ((i32[at + 1]! ^ key1) & 0xffff) !== own)
        corrupt(this, 'next-block-header', q);
      const m = next & 0xffff;
      if ((next & BUSY_BIT) === 0 && coalesce && own + m <= this.layout.maxGranules) {
        if (!this.unlink(q, m)) corrupt(this, 'free-list', q);
        n += m;
        last = next & LAST_BIT;
      }
    }
    if (previous !== 0) {
      const q = p - (previous << shift);
      this.ready(q);
      const at = (q - HEADER_BYTES) >>> 2;
      const before = i32[at]! ^ key0;
      if (!headerIntact(before) || (before & 0xffff) !== previous) corrupt(this, 'previous-block-header', q);
      if ((before & BUSY_BIT) === 0 && coalesce && n + previous <= this.layout.maxGranules) {
        if (!this.unlink(q, previous)) corrupt(this, 'free-list', q);
        this.ready(p); // its page may be one that only a snapshot has seen
        i32[(p - HEADER_BYTES) >>> 2] = headerWord(own, 0) ^ key0;
        start = q;
        n += previous;
        previous = (i32[at + 1]! ^ key1) & 0xffff;
      }
    }
    this.freeGranules += own;
    if (this.givesBack(this.freeGranules, n) && decommitFree(this, start, n, last, previous, segment)) return;
    this.putFree(start, n, last, previous, segment);
  }
}

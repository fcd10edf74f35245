/**
 * The blocks and free lists of a heap, as bytes in simulated memory.
 *
 * Everything here works on *payload offsets*: byte offsets into the region's
 * buffer, 0 meaning none. A block's header stands 8 bytes below (layout.ts).
 * The bytes are hostile: a guest can write anywhere in them. So every header
 * is decoded and checked before it is believed, every list is checked on both
 * sides before it is cut (safe unlinking), and every page is checked before it
 * is stored to.
 */
import type { Region } from '../memory/region.ts';
import { headerIntact, headerWord } from './block-header.ts';
import { corrupt } from './corruption.ts';
import { HEAP_NO_SERIALIZE, HEAP_ZERO_MEMORY } from './flags.ts';
import { FreeIndex } from './free-index.ts';
import { HeapLife } from './heap-life.ts';
import { callOut } from './heap-lock.ts';
import type { HeapPlatform } from './heap-platform.ts';
import type { HeapSettings, LargeBlock, Segment } from './heap-state.ts';
import { FREE_LISTS, HEADER_BYTES, type Layout, MIN_GRANULES, TRAIL_BYTES } from './layout.ts';

const WRITABLE = 3;
/** Bytes of a free block whose pages are always worth giving back (*ours*, decision 0010: small ones would come and go). */
const LONG_RANGE = 0x1_0000;
/** Committed bytes from which a heap keeps free pages as long as it can (*ours*). */
const LARGE_HEAP = 0x8_0000;

/** The blocks of one heap. */
export class HeapBlocks {
  readonly platform: HeapPlatform;
  readonly layout: Layout;
  readonly region: Region;
  readonly i32: Int32Array;
  readonly access: Uint8Array;
  /** Offset of the heap header; the handle is `region.base + origin`. */
  readonly origin: number;
  readonly handle: number;
  /** First address of the region, and its size in bytes. */
  readonly base: number;
  readonly regionBytes: number;
  /** Flags of the heap. */
  readonly flags: number;
  /** What is added to a request before it is shifted to granules: the header, and rounding up. */
  readonly roundUp: number;
  readonly shift: number;
  readonly blinkWords: number;
  readonly wide: boolean;
  /** Low and high halves of the region's base: a link is an address, an offset is `link - low`. */
  readonly low: number;
  readonly high: number;
  /** Bytes of a committed range that belong to no block, in front and behind (layout.ts); and the step of sizes in granules. */
  readonly lead: number;
  readonly slack: number;
  readonly evenMask: number;
  readonly index: FreeIndex = new FreeIndex();
  readonly settings: HeapSettings;
  /** Header key (Vista and later encode headers with one). */
  readonly key0: number;
  readonly key1: number;
  /** Offset of FreeLists[0], and log2 of a LIST_ENTRY. */
  readonly heads: number;
  readonly headShift: number;
  /** Word index of the signature. */
  readonly signatureWord: number;
  segments: Segment[] = [];
  freeGranules = 0;
  committedBytes = 0;
  /** Most bytes that were committed at one time. */
  mostCommitted = 0;
  /** Bytes that were committed when the heap last gave back what it keeps for later. */
  committedAtGiveBack = 0;
  reservedBytes = 0;
  nextSegmentBytes: number;
  readonly large = new Map<number, LargeBlock>();
  /** Who holds the lock, whose call is inside, what damage was found. */
  readonly life: HeapLife = new HeapLife();
  /** False while a listener wants allocate and free events. */
  #quiet = true;
  /** True while RtlProtectHeap keeps the memory read-only. */
  readOnly = false;
  /** True when neither flags nor a lock ask for the long way. */
  simple = true;
  /** Tells the short way whether it is open for this heap. */
  openShortWay: (open: boolean) => void = () => {};
  /** False for heaps that must always take the long way. */
  canBeSimple = true;
  /** Largest request in bytes that may take the short way. */
  shortBytes = 0;
  /** Address bits that are 0 in every payload address. */
  readonly alignMask: number;

  constructor(
    platform: HeapPlatform,
    layout: Layout,
    region: Region,
    origin: number,
    settings: HeapSettings,
  ) {
    this.platform = platform;
    this.layout = layout;
    this.region = region;
    this.i32 = region.i32;
    this.access = region.access;
    this.origin = origin;
    this.handle = region.base + origin;
    this.base = region.base;
    this.regionBytes = region.bytes;
    this.flags = settings.flags;
    this.roundUp = HEADER_BYTES + layout.granule - 1;
    this.shift = layout.shift;
    this.blinkWords = layout.blinkWords;
    this.wide = layout.wide;
    this.low = region.base | 0;
    this.high = Math.floor(region.base / 2 ** 32) | 0;
    const sixteen = platform.alignSixteen(settings.flags);
    this.lead = sixteen ? 8 : 0;
    this.slack = TRAIL_BYTES + this.lead;
    this.evenMask = sixteen && layout.shift === 3 ? 1 : 0;
    this.alignMask = sixteen ? 15 : 7;
    this.settings = settings;
    this.key0 = platform.random() | 0;
    this.key1 = platform.random() | 0;
    this.heads = origin + layout.freeLists;
    this.headShift = layout.wide ? 4 : 3;
    this.signatureWord = (origin + layout.signature) >>> 2;
    this.nextSegmentBytes = settings.segmentReserveBytes;
  }

  /** Ends the life of the object: whoever still holds it takes the long way and finds no heap. */
  retire(): void {
    this.life.destroyed = true;
    this.setSimple(false);
  }

  /** Opens or closes the short way. The shortest one does not clear slots, so it stays closed for a heap whose blocks start as zero. */
  setSimple(simple: boolean): void {
    this.simple = simple;
    this.openShortWay(simple && (this.flags & HEAP_ZERO_MEMORY) === 0);
  }

  /** Tells whether a listener wants events: `quiet` when none does. */
  allowSimple(quiet: boolean): void {
    this.#quiet = quiet;
    this.reconsider();
  }

  /**
   * Decides anew whether calls may take the short way. On an unserialized heap of a process with several threads
   * they may not: the long way notes who uses it.
   */
  reconsider(): void {
    const noted = this.life.users !== null && (this.flags & HEAP_NO_SERIALIZE) !== 0;
    this.setSimple(this.#quiet && this.canBeSimple && !this.readOnly && this.life.isQuiet && !noted);
  }

  /** Granules that a request of `bytes` takes, header included. */
  granulesFor(bytes: number): number {
    const n = ((((bytes + this.roundUp) >>> this.shift) + this.evenMask) & ~this.evenMask) | 0;
    return n < MIN_GRANULES ? MIN_GRANULES : n;
  }

  /** Makes the page of an offset ready for a store; false when it cannot be written, or is no offset at all. */
  storable(offset: number): boolean {
    if ((this.access[offset >>> 12]! & WRITABLE) === WRITABLE) return true;
    return offset >= 0 && offset < this.region.bytes && this.region.prepareWrite(offset >>> 12);
  }

  /** True when the page of an offset can be read. */
  readable(offset: number): boolean {
    if ((this.access[offset >>> 12]! & 1) !== 0) return true;
    return offset >= 0 && offset < this.region.bytes && this.region.prepareRead(offset >>> 12);
  }

  /** Makes header and links of a block ready for stores, or reports the heap damaged. */
  ready(p: number): void {
    const { access } = this;
    if ((access[(p - HEADER_BYTES) >>> 12]! & access[p >>> 12]! & WRITABLE) !== WRITABLE) this.#makeReady(p);
  }

  #makeReady(p: number): void {
    if (!this.storable(p - HEADER_BYTES) || !this.storable(p)) corrupt(this, 'bad-link', p);
  }

  /** Decoded first header word: size, flags, checksum. */
  word0(p: number): number {
    return this.i32[(p - HEADER_BYTES) >>> 2]! ^ this.key0;
  }

  /** Decoded second header word: previous size, segment index, unused bytes. */
  word1(p: number): number {
    return this.i32[(p - 4) >>> 2]! ^ this.key1;
  }

  /** Stores a header. The page must be ready. */
  writeHeader(
    p: number,
    granules: number,
    flags: number,
    previous: number,
    segment: number,
    unused: number,
  ): void {
    const at = (p - HEADER_BYTES) >>> 2;
    this.i32[at] = headerWord(granules, flags) ^ this.key0;
    this.i32[at + 1] = (previous | (segment << 16) | (unused << 24)) ^ this.key1;
  }

  /** Tells the block behind `p` (of `granules`) the size of the block before it. */
  writePrevious(p: number, granules: number, previous: number): void {
    const q = p + (granules << this.shift);
    this.ready(q);
    const at = (q - 4) >>> 2;
    const word = this.i32[at]! ^ this.key1;
    this.i32[at] = ((word & ~0xffff) | previous) ^ this.key1;
  }

  /** Writes a free block and lists it. `last` is LAST_BIT or 0; the block behind learns its size. */
  putFree(p: number, n: number, last: number, previous: number, segment: number): void {
    const { i32 } = this;
    this.ready(p);
    const at = (p - HEADER_BYTES) >>> 2;
    i32[at] = headerWord(n, last >>> 16) ^ this.key0;
    i32[at + 1] = (previous | (segment << 16)) ^ this.key1;
    if (last === 0) this.writePrevious(p, n, n);
    else this.noteLast(p, n, segment);
    this.link(p, n);
  }

  /** Remembers which block is the last one before an uncommitted range. */
  noteLast(p: number, n: number, segment: number): void {
    const owner = this.segments[segment];
    if (owner === undefined) return;
    const bytes = p - HEADER_BYTES + (n << this.shift) + this.slack - owner.start;
    // A block that is no whole number of pages away ends at no range: its header is damaged.
    if ((bytes & 0xfff) === 0) owner.lastInFront[bytes >>> 12] = p;
  }

  /** Makes every list empty: a head that points at itself. */
  emptyLists(): void {
    for (let list = 0; list < FREE_LISTS; list++) {
      const head = this.heads + (list << this.headShift);
      const word = head >>> 2;
      this.i32[word] = (head + this.low) | 0;
      this.i32[word + this.blinkWords] = (head + this.low) | 0;
      if (this.wide) {
        this.i32[word + 1] = this.high;
        this.i32[word + 3] = this.high;
      }
    }
  }

  /** Lists a free block: exact sizes newest first (*ours*), list 0 by ascending size (B-059). */
  link(p: number, n: number): void {
    const { i32, index, low, blinkWords } = this;
    let next: number;
    if (n < FREE_LISTS) {
      const head = this.heads + (n << this.headShift);
      next = (i32[head >>> 2]! - low) | 0;
      index.set(n);
    } else {
      const above = index.atLeast(n);
      next = above === 0 ? this.heads : index.first[above]!;
      index.first[n] = p;
      if (above !== n) index.set(n);
    }
    this.ready(next);
    const nextWord = next >>> 2;
    const previousLink = i32[nextWord + blinkWords]!;
    const previous = (previousLink - low) | 0;
    if (i32[previous >>> 2] !== ((next + low) | 0) || !this.storable(previous))
      corrupt(this, 'free-list', next);
    const word = p >>> 2;
    const self = (p + low) | 0;
    i32[word] = (next + low) | 0;
    if (this.wide) {
      i32[word + 1] = this.high;
      i32[word + 3] = this.high;
    }
    i32[word + blinkWords] = previousLink;
    i32[nextWord + blinkWords] = self;
    i32[previous >>> 2] = self;
  }

  /** Takes a free block off its list. False when either neighbour does not point back: the list is damaged. */
  unlink(p: number, n: number): boolean {
    const { i32, low, blinkWords, access } = this;
    const word = p >>> 2;
    const self = (p + low) | 0;
    const nextLink = i32[word]!;
    const previousLink = i32[word + blinkWords]!;
    const next = (nextLink - low) | 0;
    const previous = (previousLink - low) | 0;
    if (
      i32[(next >>> 2) + blinkWords] !== self ||
      i32[previous >>> 2] !== self ||
      ((next | previous) & 7) !== 0
    )
      return false;
    if (this.wide && (i32[word + 1] !== this.high || i32[word + 3] !== this.high)) return false;
    if ((access[next >>> 12]! & access[previous >>> 12]! & WRITABLE) !== WRITABLE) {
      if (!this.storable(next) || !this.storable(previous)) return false;
    }
    i32[(next >>> 2) + blinkWords] = previousLink;
    i32[previous >>> 2] = nextLink;
    if (n < FREE_LISTS) {
      if (next === previous) this.index.clear(n);
    } else if (this.index.first[n] === p) this.#nextOfSize(n, next);
    return true;
  }

  /**
   * Whether the pages of a free block of `n` granules go back while that many granules are free. Default thresholds: a
   * small heap follows them when an eighth of it is free. In a large one a free range stays committed while less than
   * half is free; before that heap has more memory than ever, `growFor` takes the pages from where they lie unused
   * (*ours*, decision 0010).
   */
  givesBack(freeGranules: number, n: number): boolean {
    const { decommitBlockGranules, decommitTotalGranules, decommitExactly } = this.settings;
    if (n < decommitBlockGranules || freeGranules < decommitTotalGranules) return false;
    const { committedBytes, shift } = this;
    const share = committedBytes < LARGE_HEAP ? 8 : 2;
    const bytes = n << shift;
    return (
      decommitExactly ||
      ((freeGranules << shift) * share >= committedBytes &&
        (bytes >= LONG_RANGE || bytes * 64 >= committedBytes))
    );
  }

  /** Gives back what is kept for later; called before the heap takes more memory than ever. */
  giveBackSpare(): void {}

  #nextOfSize(n: number, next: number): void {
    if (next !== this.heads) {
      const word = this.word0(next);
      // A size that is not believed would hide the block, and all behind it that have its size.
      if (!headerIntact(word)) corrupt(this, 'free-block-header', next);
      if ((word & 0xffff) === n) {
        this.index.first[n] = next;
        return;
      }
    }
    this.index.first[n] = 0;
    this.index.clear(n);
  }

  /** The segment that a decoded second header word names, when it really holds the payload offset. */
  segmentOf(p: number, word1: number): Segment | undefined {
    const segment = this.segments[(word1 >>> 16) & 0xff];
    return segment !== undefined && p >= segment.firstBlock && p < segment.end ? segment : undefined;
  }

  /** Makes a run of bytes ready for stores and clears them. */
  zero(p: number, bytes: number): void {
    this.prepare(p, bytes, true);
    this.region.fill(0, p, p + bytes);
  }

  /** Copies a run of bytes. */
  copy(to: number, from: number, bytes: number): void {
    this.prepare(from, bytes, false);
    this.prepare(to, bytes, true);
    this.region.copyWithin(to, from, bytes);
  }

  /** Makes a run of bytes ready for stores or loads; what cannot be made ready faults. */
  prepare(p: number, bytes: number, store: boolean): void {
    for (let page = p >>> 12; page << 12 < p + bytes; page++) {
      const offset = Math.max(p, page << 12);
      while (!(store ? this.storable(offset) : this.readable(offset))) {
        callOut(this, () => this.platform.fault(this.region, offset, store ? 'write' : 'read'));
      }
    }
  }
}

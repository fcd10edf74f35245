import { STATUS_COMMITMENT_LIMIT, STATUS_CONFLICTING_ADDRESSES, STATUS_SUCCESS } from '../status/common.ts';
import { type Allocation, AllocationList } from './allocation-list.ts';
import { PAGE_GUARD } from './constants.ts';
import {
  allowedBy,
  EXECUTABLE,
  PAGE_BYTES,
  PAGED,
  READABLE,
  UNIT_BYTES,
  UNIT_PAGES,
  WRITABLE,
} from './page-access.ts';
import type { PageAliases } from './page-aliases.ts';
import { CLEAN, PageHistory, type PagesImage, PRESENT, STALE } from './page-history.ts';
import type { PageWatcher } from './page-watcher.ts';
import type { PhysicalMemory } from './physical-memory.ts';
import { type BulkOperations, regionMemory, type SpareBytes } from './region-memory.ts';
import type { RegionOptions, ReserveOptions } from './region-options.ts';

/** Words that a fill writes one by one, before it copies what it has. */
const SEED_WORDS = 16;

/** Pages of 4 GiB: `access` always has that many entries, so an index made of 32 bits is never out of range. */
const ACCESS_PAGES = 2 ** 20;

/** Throws RangeError for a size that no region can have. */
export function assertRegionBytes(bytes: number): void {
  if (bytes % UNIT_BYTES !== 0 || bytes < 0 || bytes > ACCESS_PAGES * PAGE_BYTES)
    throw new RangeError(`a region of ${bytes} bytes: give a multiple of 64 KB, at most 4 GiB`);
}

/** What a page gives beside PAGED: all that its protection allows once it was touched, but no store while a snapshot has it. */
const presentBits = (flags: number, allowed: number): number =>
  (flags & PRESENT) === 0 ? 0 : (flags & CLEAN) === 0 ? allowed : allowed & ~WRITABLE;

/** Everything a snapshot keeps of a region. */
export interface RegionImage {
  readonly allocations: readonly Allocation[];
  readonly pages: PagesImage;
  readonly committedPages: number;
}

/**
 * One contiguous simulated address range on one fixed buffer.
 *
 * The typed arrays are public because the heap engine stores through them. The
 * rule for everybody who does: **test `access` of the page before the store, and
 * call `prepareWrite` when WRITABLE is missing** (`prepareRead` before a load
 * when READABLE is). A store without it would escape snapshots, and a page that
 * was used before would be zeroed over it.
 *
 * The first 64 KB are never given out, so that offset 0 means "nowhere".
 */
export class Region {
  readonly space: 'user' | 'kernel';
  /** First address; `address - base` is the byte offset, on x64 the low 32 bits of the address. */
  readonly base: number;
  /** Size in bytes. */
  readonly bytes: number;
  /** Its bytes, at the beginning; what follows is not part of it (region-memory.ts). */
  readonly buffer: ArrayBufferLike;
  /** What programs that run as WebAssembly need; null where none can. */
  readonly spare: SpareBytes | null;
  readonly i8: Int8Array;
  readonly u8: Uint8Array;
  readonly i16: Int16Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
  readonly big: BigInt64Array;
  readonly bigUnsigned: BigUint64Array;
  /** For unaligned access. */
  readonly view: DataView;
  /** Attribute byte of each page (page-access.ts). */
  readonly access: Uint8Array;
  /** PAGE_* value of each committed page; 0 when the page is not committed. */
  readonly protection: Uint16Array;
  /** PRESENT, CLEAN and STALE of each page (page-history.ts). */
  readonly flags: Uint8Array;
  readonly physical: PhysicalMemory;
  /** Reservations, in order of address. */
  readonly allocations: AllocationList;
  /** Pages that have other addresses too; null until there are some. */
  aliases: PageAliases | null = null;
  /** Who sees what becomes of its pages; null for nobody. */
  watcher: PageWatcher | null = null;
  readonly #history: PageHistory;
  /** Writes many of its bytes at once. A store like any other: the pages must be writable. */
  readonly bulk: BulkOperations;
  #committedPages = 0;

  constructor(options: RegionOptions) {
    const { base, bytes, guardBytes = 0 } = options;
    assertRegionBytes(bytes);
    this.space = options.space;
    this.base = base;
    this.bytes = bytes;
    this.physical = options.physical;
    const { buffer, access, bulk, spare } = regionMemory(bytes, ACCESS_PAGES, options.space === 'user');
    this.bulk = bulk;
    this.buffer = buffer;
    this.access = access;
    this.spare = spare;
    this.i8 = new Int8Array(buffer, 0, bytes);
    this.u8 = new Uint8Array(buffer, 0, bytes);
    this.i16 = new Int16Array(buffer, 0, bytes / 2);
    this.u16 = new Uint16Array(buffer, 0, bytes / 2);
    this.i32 = new Int32Array(buffer, 0, bytes / 4);
    this.u32 = new Uint32Array(buffer, 0, bytes / 4);
    this.f32 = new Float32Array(buffer, 0, bytes / 4);
    this.f64 = new Float64Array(buffer, 0, bytes / 8);
    this.big = new BigInt64Array(buffer, 0, bytes / 8);
    this.bigUnsigned = new BigUint64Array(buffer, 0, bytes / 8);
    this.view = new DataView(buffer, 0, bytes);
    this.protection = new Uint16Array(bytes / PAGE_BYTES);
    this.flags = new Uint8Array(bytes / PAGE_BYTES);
    this.allocations = new AllocationList(1, Math.floor((bytes - guardBytes) / UNIT_BYTES));
    this.#history = new PageHistory(this);
  }

  /** Sets bytes from one offset to before another to a value. For all but a few bytes this is what to fill with. */
  fill(value: number, from: number, to: number): void {
    if (to > from) this.bulk.fill(from, value, to - from);
  }

  /** Sets 32-bit words from one index to before another to a value. */
  fillWords(value: number, from: number, to: number): void {
    const first = Math.min(to, from + SEED_WORDS);
    for (let at = from; at < first; at++) this.i32[at] = value;
    for (let done = first; done < to; ) {
      const words = Math.min(done - from, to - done);
      this.bulk.copy(done * 4, from * 4, words * 4);
      done += words;
    }
  }

  /** Copies bytes between offsets; the ranges may overlap. */
  copyWithin(to: number, from: number, bytes: number): void {
    if (bytes > 0) this.bulk.copy(to, from, bytes);
  }

  /** Bytes committed in this region now. */
  get committedBytes(): number {
    return this.#committedPages * PAGE_BYTES;
  }

  /** True when the region holds the address. */
  contains(address: number): boolean {
    return address >= this.base && address < this.base + this.bytes;
  }

  /**
   * Makes a page readable if its protection allows that: gives a page that was
   * never touched its zeroes. No protection and no guard is changed.
   * @param page index into `access`
   * @returns true when the page is readable now
   */
  prepareRead(page: number): boolean {
    return this.#prepare(page, READABLE);
  }

  /**
   * Makes a page writable if its protection allows that: zeroes a page that was
   * never touched and saves the old content when a snapshot needs it.
   * @param page index into `access`
   * @returns true when the page is writable now
   */
  prepareWrite(page: number): boolean {
    return this.#prepare(page, WRITABLE);
  }

  /** As `prepareWrite`, for somebody who stores every byte of the page: what it held is not zeroed. */
  prepareOverwrite(page: number): boolean {
    if ((this.access[page]! & WRITABLE) !== 0) return true;
    if ((allowedBy(this.protection[page] ?? 0) & WRITABLE) === 0) return false;
    this.flags[page]! &= ~STALE;
    this.#touch(page, true);
    return true;
  }

  /** As `prepareRead`, for execution. */
  prepareExecute(page: number): boolean {
    return this.#prepare(page, EXECUTABLE);
  }

  /**
   * Makes the bytes of a committed page valid for a store that ignores its
   * protection (debugger, loader): zeroes it if needed and saves it for snapshots.
   * @returns false when the page is not committed
   */
  prepareUnchecked(page: number): boolean {
    if ((this.protection[page] ?? 0) === 0) return false;
    this.#touch(page, true);
    return true;
  }

  /** Takes PAGE_GUARD from a page: its first touch does that (B-225). */
  clearGuard(page: number): void {
    this.protection[page]! &= ~PAGE_GUARD;
    this.#refresh(page);
    this.#history.changed(page, page + 1);
  }

  /**
   * Reserves a range.
   * @param bytes size, rounded up to whole pages
   * @param protection PAGE_* value that queries report as AllocationProtect
   * @returns first address, a multiple of 64 KB; null when the place is taken or none is left
   */
  reserve(bytes: number, protection: number, options: ReserveOptions = {}): number | null {
    if (!(bytes > 0)) throw new RangeError(`a reservation of ${bytes} bytes: give 1 or more`);
    const pages = Math.ceil(bytes / PAGE_BYTES);
    const { at, topDown } = options;
    const endPage = Math.floor(((options.below ?? this.base + this.bytes) - this.base) / PAGE_BYTES);
    const unit =
      at !== undefined
        ? (at - this.base) / UNIT_BYTES
        : topDown
          ? this.allocations.highest(pages, endPage)
          : this.allocations.lowest(pages, endPage);
    if (!Number.isInteger(unit)) throw new RangeError(`a reservation at ${at}: give a multiple of 64 KB`);
    if (unit < 0 || !this.allocations.fits(unit, pages, endPage)) return null;
    const page = unit * UNIT_PAGES;
    this.allocations.add({ page, pages, protection, paged: options.paged ?? true });
    return this.base + page * PAGE_BYTES;
  }

  /**
   * Commits the pages that contain any byte of a range. Pages that are committed
   * already keep their content and take the new protection.
   * @param keep pages that `decommit` was told to keep have the bytes they had; all others begin as zeroes
   * @returns STATUS_SUCCESS; STATUS_CONFLICTING_ADDRESSES when the range is not
   *   inside one reservation; STATUS_COMMITMENT_LIMIT, with nothing changed, when
   *   physical memory is exhausted
   */
  commit(address: number, bytes: number, protection: number, keep = false): number {
    const first = this.#pageOf(address);
    const end = this.#endPageOf(address, bytes);
    const allocation = this.allocations.find(first);
    if (allocation === null || end > allocation.page + allocation.pages) return STATUS_CONFLICTING_ADDRESSES;
    const { protection: pages, access, flags } = this;
    let fresh = 0;
    for (let page = first; page < end; page++) if (pages[page] === 0) fresh += 1;
    if (fresh > 0 && !this.physical.charge(fresh)) return STATUS_COMMITMENT_LIMIT;
    this.#committedPages += fresh;
    const untouched = allocation.paged ? PAGED : 0;
    const allowed = allowedBy(protection);
    // A heap commits and decommits ranges of hundreds of pages: what a page gets is worked out here, not in #refresh.
    for (let page = first; page < end; page++) {
      const isFresh = pages[page] === 0;
      if (isFresh && !keep) this.#forget(page);
      pages[page] = protection;
      access[page] = (isFresh ? untouched : access[page]! & PAGED) | presentBits(flags[page]!, allowed);
    }
    this.#history.changed(first, end);
    return STATUS_SUCCESS;
  }

  /**
   * Takes the memory of all pages that contain any byte of a range away; they stay reserved.
   * @param keep a later `commit` that asks for it finds the bytes again: for a heap, whose free memory holds anything
   * @throws RangeError when the range leaves the region
   */
  decommit(address: number, bytes: number, keep = false): void {
    const first = this.#pageOf(address);
    const end = this.#endPageOf(address, bytes);
    if (!(first >= 0 && end <= this.protection.length)) {
      throw new RangeError(`${bytes} bytes at ${address} are not in this region`);
    }
    this.#drop(first, end, keep);
  }

  /**
   * Frees a reservation, or the pages of it that contain any byte of a range.
   * What is left of it becomes one or two reservations of their own.
   * @throws RangeError when the range is not inside one reservation
   */
  release(address: number, bytes?: number): void {
    const first = this.#pageOf(address);
    const allocation = this.allocations.find(first);
    const end = bytes === undefined ? first + (allocation?.pages ?? 0) : this.#endPageOf(address, bytes);
    if (allocation === null || end > allocation.page + allocation.pages) {
      throw new RangeError(`no reservation of this region holds ${bytes ?? 'the'} bytes at ${address}`);
    }
    this.#drop(first, end, false);
    const rest: Allocation[] = [];
    if (first > allocation.page) rest.push({ ...allocation, pages: first - allocation.page });
    const tail = allocation.page + allocation.pages - end;
    if (tail > 0) rest.push({ ...allocation, page: end, pages: tail });
    this.allocations.replace(allocation, rest);
  }

  /**
   * Changes the protection of all pages that contain any byte of a range.
   * @returns what the first page had; null, with nothing changed, when a page is not committed
   */
  protect(address: number, bytes: number, protection: number): number | null {
    const first = this.#pageOf(address);
    const end = this.#endPageOf(address, bytes);
    for (let page = first; page < end; page++) if (!this.protection[page]) return null;
    const old = this.protection[first]!;
    for (let page = first; page < end; page++) {
      this.protection[page] = protection;
      this.#refresh(page);
    }
    this.#history.changed(first, end);
    return old;
  }

  /**
   * Makes a reservation paged or resident memory.
   * @throws RangeError when no reservation holds the address
   */
  setPaged(address: number, paged: boolean): void {
    const allocation = this.allocations.find(this.#pageOf(address));
    if (allocation === null) throw new RangeError(`no reservation of this region holds ${address}`);
    if (allocation.paged === paged) return;
    const end = allocation.page + allocation.pages;
    this.allocations.replace(allocation, [{ ...allocation, paged }]);
    for (let page = allocation.page; page < end; page++) {
      if (this.protection[page] === 0) continue;
      this.access[page] = paged ? this.access[page]! | PAGED : this.access[page]! & ~PAGED;
    }
    this.#history.changed(allocation.page, end);
  }

  /** The bytes of a page count no more: they went to another address of it. Its next use asks where they are. */
  giveAway(page: number): void {
    this.#forget(page);
    this.#refresh(page);
    this.#history.changed(page, page + 1);
  }

  /** The bytes of a page count from now on, whatever its protection. The caller stores them right afterwards. */
  keepHere(page: number): void {
    this.#history.changed(page, page + 1);
    if ((this.flags[page]! & CLEAN) !== 0) this.#history.keep(page);
    this.flags[page] = PRESENT;
    this.#refresh(page);
  }

  /** What a snapshot keeps. Afterwards no page is WRITABLE until `prepareWrite`. */
  save(): RegionImage {
    return {
      allocations: this.allocations.save(),
      pages: this.#history.save(),
      committedPages: this.#committedPages,
    };
  }

  /** Restores what `save` gave. Copies back only the pages that changed. */
  load(image: RegionImage): void {
    this.allocations.load(image.allocations);
    this.#history.load(image.pages);
    this.#committedPages = image.committedPages;
    this.watcher?.restored();
  }

  #prepare(page: number, wanted: number): boolean {
    if ((this.access[page]! & wanted) !== 0) return true;
    if ((allowedBy(this.protection[page] ?? 0) & wanted) === 0) return false;
    this.#touch(page, wanted === WRITABLE);
    return true;
  }

  /** Makes a committed page present and, for a store, dirty. */
  #touch(page: number, store: boolean): void {
    this.#history.changed(page, page + 1);
    const flags = this.flags[page]!;
    if ((flags & PRESENT) === 0) {
      // Never-used pages are zero already; touching them here would cost real memory.
      if (this.aliases?.bring(this, page) !== true && (flags & STALE) !== 0)
        this.bulk.fill(page * PAGE_BYTES, 0, PAGE_BYTES);
      this.flags[page] = PRESENT;
    } else if (store && (flags & CLEAN) !== 0) {
      this.#history.keep(page);
    }
    this.#refresh(page);
  }

  /** Attribute bits from protection and flags. */
  #refresh(page: number): void {
    const allowed = allowedBy(this.protection[page]!);
    this.access[page] = (this.access[page]! & PAGED) | presentBits(this.flags[page]!, allowed);
  }

  #drop(first: number, end: number, keep: boolean): void {
    const { protection } = this;
    let dropped = 0;
    for (let page = first; page < end; page++) if (protection[page] !== 0) dropped += 1;
    if (this.aliases?.has(this) === true)
      for (let page = first; page < end; page++) this.aliases.remove(this, page);
    if (!keep) for (let page = first; page < end; page++) this.#forget(page);
    protection.fill(0, first, end);
    this.access.fill(0, first, end);
    this.#committedPages -= dropped;
    this.physical.release(dropped);
    this.watcher?.dropped(first, end);
    this.#history.changed(first, end);
  }

  /** The bytes of a page no longer count: its next use begins with zeroes. Saves them for a snapshot that needs them. */
  #forget(page: number): void {
    const flag = this.flags[page]!;
    if ((flag & PRESENT) === 0) return;
    if ((flag & CLEAN) !== 0) this.#history.keep(page);
    this.flags[page] = STALE;
  }

  /** Index of the page that holds an address. */
  #pageOf(address: number): number {
    return Math.floor((address - this.base) / PAGE_BYTES);
  }

  /** Index after the last page that holds a byte of a range. */
  #endPageOf(address: number, bytes: number): number {
    return Math.ceil((address - this.base + bytes) / PAGE_BYTES);
  }
}

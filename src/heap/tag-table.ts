/**
 * The tags of a heap: a table of RTL_HEAP_TAG in memory of the process, one row
 * for each tag, so that a program (and a debugger) can read names and counters
 * where they stand. Row 0 is not used.
 *
 * That the table exists, and what its counters count, is *ours*
 * (docs/decisions/0013-heap-routines.md); the structure is phnt's. The program
 * can write there, so nothing of it is believed: a damaged counter is a wrong
 * counter, and a page that cannot be written is not counted in.
 */
import { type StructureLayout, structure } from '../contract/structure.ts';
import { HEAP_MAXIMUM_TAG } from './flags.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import { PAGE_BYTES } from './layout.ts';

/** UTF-16 units of a tag's name, the terminator included: WCHAR[24]. */
const NAME_UNITS = 24;

/** Counters of one tag. */
export interface TagCounters {
  readonly allocations: number;
  readonly frees: number;
  readonly bytes: number;
}

/** What a snapshot keeps; the rows are simulated memory. */
export interface TagTableImage {
  readonly start: number;
  readonly count: number;
}

/** The tags of one heap. */
export class TagTable {
  readonly #heap: HeapBlocks;
  readonly #layout: StructureLayout<'RTL_HEAP_TAG'>;
  /** Offset of the table in the region. */
  readonly #start: number;
  #count: number;

  constructor(heap: HeapBlocks, image: TagTableImage) {
    this.#heap = heap;
    this.#layout = structure(heap.platform.architecture, 'RTL_HEAP_TAG');
    this.#start = image.start;
    this.#count = image.count;
  }

  /** Reserves the table of a heap. Null when no addresses are left. */
  static create(heap: HeapBlocks): TagTable | null {
    const { pages, architecture } = heap.platform;
    const bytes = (HEAP_MAXIMUM_TAG + 1) * structure(architecture, 'RTL_HEAP_TAG').bytes;
    const place = pages.reserve(Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES, false);
    if (place === null) return null;
    if (place.region === heap.region) return new TagTable(heap, { start: place.offset, count: 0 });
    pages.release(place.region, place.offset);
    return null;
  }

  /** Gives the memory of the table back: the heap is destroyed. */
  release(): void {
    this.#heap.platform.pages.release(this.#heap.region, this.#start);
  }

  /** State for snapshots. */
  save(): TagTableImage {
    return { start: this.#start, count: this.#count };
  }

  /** Whether a tag was made. */
  has(tag: number): boolean {
    return tag > 0 && tag <= this.#count;
  }

  /** Makes tags with these names, in a row. The first one; 0 when there are too many, or no memory. */
  add(names: readonly string[]): number {
    const first = this.#count + 1;
    const last = this.#count + names.length;
    if (names.length === 0 || last > HEAP_MAXIMUM_TAG) return 0;
    const from = Math.floor(this.#row(first) / PAGE_BYTES) * PAGE_BYTES;
    const to = Math.ceil(this.#row(last + 1) / PAGE_BYTES) * PAGE_BYTES;
    const { platform, region } = this.#heap;
    if (!platform.pages.commit(region, from, to - from, false)) return 0;
    for (const [at, name] of names.entries()) this.#writeRow(first + at, name);
    this.#count = last;
    return first;
  }

  #row(tag: number): number {
    return this.#start + tag * this.#layout.bytes;
  }

  /** Writes the row of a new tag. Names are cut to what fits. */
  #writeRow(tag: number, name: string): void {
    const row = this.#row(tag);
    this.#heap.zero(row, this.#layout.bytes);
    const { view } = this.#heap.region;
    view.setUint16(row + this.#layout.at.TagIndex, tag, true);
    const at = row + this.#layout.at.TagName;
    for (let unit = 0; unit < Math.min(name.length, NAME_UNITS - 1); unit++)
      view.setUint16(at + 2 * unit, name.charCodeAt(unit), true);
  }

  /** Address of the name of a tag. */
  nameAddress(tag: number): number {
    return this.#heap.base + this.#row(tag) + this.#layout.at.TagName;
  }

  /** A block with the tag was allocated. */
  allocated(tag: number, bytes: number): void {
    this.#add(tag, this.#layout.at.NumberOfAllocations, 1);
    this.resized(tag, bytes);
  }

  /** A block with the tag was freed. */
  freed(tag: number, bytes: number): void {
    this.#add(tag, this.#layout.at.NumberOfFrees, 1);
    this.resized(tag, -bytes);
  }

  /** A block with the tag changed its size. */
  resized(tag: number, difference: number): void {
    const { at, memberBytes } = this.#layout;
    this.#add(tag, at.BytesAllocated, difference, memberBytes.BytesAllocated);
  }

  #add(tag: number, member: number, difference: number, width = 4): void {
    const at = this.#row(tag) + member;
    if (!this.has(tag) || !this.#heap.storable(at)) return;
    const { view } = this.#heap.region;
    if (width === 4) view.setUint32(at, view.getUint32(at, true) + difference, true);
    else view.setBigInt64(at, view.getBigInt64(at, true) + BigInt(difference), true);
  }

  /** Counters of a tag; zeroes where they cannot be read. */
  counters(tag: number): TagCounters {
    const { at, memberBytes } = this.#layout;
    const row = this.#row(tag);
    if (!this.has(tag) || !this.#heap.readable(row) || !this.#heap.readable(row + at.TagName))
      return { allocations: 0, frees: 0, bytes: 0 };
    const { view } = this.#heap.region;
    const bytes = row + at.BytesAllocated;
    return {
      allocations: view.getUint32(row + at.NumberOfAllocations, true),
      frees: view.getUint32(row + at.NumberOfFrees, true),
      bytes:
        memberBytes.BytesAllocated === 4
          ? view.getUint32(bytes, true)
          : this.#heap.platform.machine.pointers.intern(view.getBigInt64(bytes, true)),
    };
  }

  /** The counts of a tag begin again; the bytes that its blocks have stay. */
  reset(tag: number): void {
    const { at } = this.#layout;
    const { allocations, frees } = this.counters(tag);
    this.#add(tag, at.NumberOfAllocations, -allocations);
    this.#add(tag, at.NumberOfFrees, -frees);
  }
}

/**
 * Full page heap: each block has pages of its own, and its last byte stands at
 * the end of a page that is followed by one without memory. So the first byte
 * past the rounded block faults at the access that touches it (B-210).
 *
 *     | …  header | caller's bytes | suffix |  no memory  |
 *     ^ page                                ^ page        ^ page
 *
 * A freed block loses its memory at once, so every later access to it faults.
 * Its addresses are used again when blocks freed later hold 16 MB of addresses,
 * or when no others are left (*ours*). A heap that cannot grow holds no more
 * than it would without page heap: what its blocks would take then is counted,
 * and their pages come from elsewhere (*ours*). A page without memory is reserved and not
 * committed (*ours*: Windows may also protect it).
 */
import { HEAP_CREATE_ENABLE_EXECUTE, HEAP_GROWABLE } from './flags.ts';
import type { PageHeapKind } from './global-flags.ts';
import type { HeapPiece } from './heap-piece.ts';
import { HEADER_BYTES, PAGE_BYTES } from './layout.ts';
import { PageHeap } from './page-heap.ts';
import type { PageBlock } from './page-heap-block.ts';
import { PageRuns } from './page-runs.ts';

const UNIT_BYTES = 0x1_0000;
const GREATEST_ARENA_BYTES = 64 * 1024 * 1024;
/** Pages at the start of the first reservation that hold the headers. */
const HEADER_PAGES = 2;

/** A heap with full page heap. */
export class FullPageHeap extends PageHeap {
  protected readonly kind: PageHeapKind = 'full';
  /** Pages of addresses. */
  protected readonly mostDelayed = (16 * 1024 * 1024) / PAGE_BYTES;
  readonly #runs = new PageRuns();
  /** What the live blocks of a heap that cannot grow would take without page heap, in bytes. */
  #counted = 0;

  /** Adds a reservation; the engine finds no blocks in it. */
  addArena(start: number, bytes: number, committed: number): void {
    const end = start + bytes;
    this.segments.push({
      index: this.segments.length,
      start,
      end,
      reservedBytes: bytes,
      firstBlock: end + HEADER_BYTES,
      callerMemory: false,
      uncommitted: [],
      lastInFront: new Int32Array(0),
    });
    this.reservedBytes += bytes;
    this.committedBytes += committed;
    this.#runs.add(start, end);
    if (start === this.origin) this.#runs.mark(start, HEADER_PAGES, false);
  }

  get #isLimited(): boolean {
    return (this.flags & HEAP_GROWABLE) === 0;
  }

  /** What a block of so many bytes would take without page heap. Requests on a heap that cannot grow are small. */
  #cost(bytes: number): number {
    return this.granulesFor(bytes) << this.shift;
  }

  override take(n: number, bytes: number): number {
    if (!this.#isLimited) return super.take(n, bytes);
    const [first] = this.segments;
    const room = (first?.reservedBytes ?? 0) - this.layout.heapHeaderBytes;
    const cost = this.#cost(bytes);
    if (this.#counted + cost > room) return 0;
    const p = super.take(n, bytes);
    if (p !== 0) this.#counted += cost;
    return p;
  }

  override giveBack(p: number): void {
    const block = this.live.get(p);
    super.giveBack(p);
    if (this.#isLimited && block !== undefined) this.#counted -= this.#cost(block.bytes);
  }

  override resizePaged(p: number, bytes: number): boolean {
    const before = this.live.get(p);
    if (!super.resizePaged(p, bytes)) return false;
    if (this.#isLimited && before !== undefined)
      this.#counted += this.#cost(bytes) - this.#cost(before.bytes);
    return true;
  }

  protected actualBytes(bytes: number): number {
    const alignment = this.alignMask + 1;
    return Math.ceil(bytes / alignment) * alignment;
  }

  protected place(bytes: number): PageBlock | null {
    const actual = this.actualBytes(bytes);
    const pages = Math.ceil((this.prefix + actual) / PAGE_BYTES);
    const place = this.#takeRun(pages + 1);
    if (place === 0) return null;
    const committed = pages * PAGE_BYTES;
    const executable = (this.flags & HEAP_CREATE_ENABLE_EXECUTE) !== 0;
    if (!this.platform.pages.commit(this.region, place, committed, executable)) {
      this.#runs.mark(place, pages + 1, true);
      return null;
    }
    this.committedBytes += committed;
    return { p: place + committed - actual, bytes, actual, place, pages };
  }

  #takeRun(pages: number): number {
    const found = this.#runs.take(pages);
    return found === 0 && this.#reserve(pages * PAGE_BYTES) ? this.#runs.take(pages) : found;
  }

  /** Reserves addresses for runs. False when there are none. */
  #reserve(least: number): boolean {
    const { pages } = this.platform;
    const exact = Math.ceil(least / UNIT_BYTES) * UNIT_BYTES;
    for (const bytes of [Math.max(exact, this.nextSegmentBytes), exact]) {
      const place = pages.reserve(bytes, false);
      if (place === null) continue;
      if (place.region !== this.region) {
        pages.release(place.region, place.offset);
        return false;
      }
      this.nextSegmentBytes = Math.min(GREATEST_ARENA_BYTES, this.nextSegmentBytes * 2);
      this.addArena(place.offset, bytes, 0);
      return true;
    }
    return false;
  }

  protected hide({ place, pages }: PageBlock): void {
    this.platform.pages.decommit(this.region, place, pages * PAGE_BYTES);
    this.committedBytes -= pages * PAGE_BYTES;
  }

  protected giveUp({ place, pages }: PageBlock): void {
    this.#runs.mark(place, pages + 1, true);
  }

  protected delayCost({ pages }: PageBlock): number {
    return pages + 1;
  }

  /** The block, in use or freed, that has the page of an offset, or the page without memory behind it; null when none has. Cost O(blocks). */
  blockOfPage(offset: number): (PageBlock & { readonly freed: boolean }) | null {
    for (const blocks of [this.live, this.delayed])
      for (const block of blocks.values())
        if (offset >= block.place && offset < block.place + (block.pages + 1) * PAGE_BYTES)
          return { ...block, freed: blocks === this.delayed };
    return null;
  }

  /** A delayed block has no memory. */
  protected override damageInDelayed(): null {
    return null;
  }

  override walkPaged(visit: (piece: HeapPiece) => void): void {
    const blocks = [...this.live.values()].sort((a, b) => a.place - b.place);
    let next = 0;
    for (const { start, end, index: segment } of [...this.segments].sort((a, b) => a.start - b.start)) {
      let at = start + (start === this.origin ? HEADER_PAGES * PAGE_BYTES : 0);
      for (let block = blocks[next]; block !== undefined && block.place < end; block = blocks[next]) {
        this.#visitGap(at, block.place, segment, visit);
        at = block.place + block.pages * PAGE_BYTES;
        const { p, bytes, place } = block;
        visit({ address: this.base + p, bytes, totalBytes: at - place, state: 'busy', segment });
        next += 1;
      }
      this.#visitGap(at, end, segment, visit);
    }
  }

  #visitGap(from: number, to: number, segment: number, visit: (piece: HeapPiece) => void): void {
    const bytes = to - from;
    if (bytes <= 0) return;
    visit({ address: this.base + from, bytes, totalBytes: bytes, state: 'uncommitted', segment });
  }

  override loadPaged(saved: unknown): void {
    super.loadPaged(saved);
    this.#counted = 0;
    if (this.#isLimited) for (const { bytes } of this.live.values()) this.#counted += this.#cost(bytes);
    this.#runs.clear();
    for (const { start, end } of this.segments) this.#runs.add(start, end);
    this.#runs.mark(this.origin, HEADER_PAGES, false);
    for (const { place, pages } of [...this.live.values(), ...this.delayed.values()])
      this.#runs.mark(place, pages + 1, false);
  }
}

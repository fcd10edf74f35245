/**
 * Page heap: what its two kinds have in common (page-heap-full.ts,
 * page-heap-light.ts; docs/decisions/0012-debug-heaps.md).
 *
 * A caller gets an address behind a header of its own (page-heap-block.ts). The
 * heap keeps a list of its blocks outside simulated memory, so a pointer is
 * known to be a block or none, and a damaged header is never believed. A freed
 * block is not used again for a while: a *delayed* block is one that was freed
 * and still holds its place.
 *
 * The handle names a page in which every byte but Flags and ForceFlags is 0xEE
 * (B-213); the header that the engine works with stands in the page behind it.
 *
 *     handle            0xEE…, Flags, ForceFlags
 *     handle + 0x1000   the heap header of layout.ts, without its flags
 */
import { CheckedHeap } from './checked-heap.ts';
import { corrupt, type Finding } from './corruption.ts';
import { fillBytes } from './debug-fill.ts';
import { HEAP_GROWABLE } from './flags.ts';
import type { PageHeapKind } from './global-flags.ts';
import type { HeapPiece, WalkFinding } from './heap-piece.ts';
import type { HeapSettings } from './heap-state.ts';
import { type Layout, PAGE_BYTES } from './layout.ts';
import {
  damageAround,
  damageInFreed,
  dress,
  extraAt,
  flagsAt,
  type PageBlock,
  prefixBytes,
} from './page-heap-block.ts';

const COVER = 0xee;

/** The layout of a page heap: everything but the flags stands a page further on. */
export const pageHeapLayout = (layout: Layout): Layout => ({
  ...layout,
  segmentSignature: layout.segmentSignature + PAGE_BYTES,
  encoding: layout.encoding + PAGE_BYTES,
  signature: layout.signature + PAGE_BYTES,
  number: layout.number + PAGE_BYTES,
  freeLists: layout.freeLists + PAGE_BYTES,
  debugHeaderBytes: layout.heapHeaderBytes + PAGE_BYTES,
  debugSegmentBytes: 0,
});

/** The settings of a page heap: no request of a growable one is too large for its blocks. */
export const pageHeapSettings = (settings: HeapSettings): HeapSettings => ({
  ...settings,
  thresholdBytes: (settings.flags & HEAP_GROWABLE) === 0 ? settings.thresholdBytes : settings.maximumBytes,
});

/** What a snapshot keeps. */
interface Image {
  readonly live: readonly PageBlock[];
  readonly delayed: readonly PageBlock[];
}

/** A heap of a process with page heap. */
export abstract class PageHeap extends CheckedHeap {
  /** Which kind it is. */
  protected abstract readonly kind: PageHeapKind;
  /** Blocks in use, by the offset that the caller has. */
  protected readonly live: Map<number, PageBlock> = new Map();
  /** Freed blocks that hold their place, in the order in which they were freed. */
  protected readonly delayed: Map<number, PageBlock> = new Map();
  /** What all delayed blocks cost. */
  #delayedCost = 0;

  /** Finds a place for a block; null when there is none. */
  protected abstract place(bytes: number): PageBlock | null;
  /** Bytes of a request with its suffix. */
  protected abstract actualBytes(bytes: number): number;
  /** A block was freed: nobody may use it. */
  protected abstract hide(block: PageBlock): void;
  /** Gives the place of a delayed block back. */
  protected abstract giveUp(block: PageBlock): void;
  /** What a delayed block costs, and how much all of them may. */
  protected abstract delayCost(block: PageBlock): number;
  protected abstract readonly mostDelayed: number;

  override get isPaged(): boolean {
    return true;
  }

  /** Fills the page at the handle (B-213). */
  cover(): void {
    const { flags, forceFlags } = this.layout;
    const fields = [flags, forceFlags].map((at) => [at, this.i32[(this.origin + at) >>> 2]!] as const);
    fillBytes(this, this.origin, PAGE_BYTES, COVER);
    for (const [at, value] of fields) this.i32[(this.origin + at) >>> 2] = value;
  }

  override take(_n: number, bytes: number): number {
    let block = this.place(bytes);
    while (block === null && this.#giveUpOldest()) block = this.place(bytes);
    if (block === null) return 0;
    this.live.set(block.p, block);
    dress(this, this.kind, block, 0);
    return block.p;
  }

  override giveBack(p: number): void {
    const block = this.live.get(p);
    if (block === undefined) corrupt(this, 'bad-address', p);
    const cost = this.delayCost(block);
    while (this.#delayedCost + cost > this.mostDelayed && this.#giveUpOldest());
    this.live.delete(p);
    this.hide(block);
    this.delayed.set(p, block);
    this.#delayedCost += cost;
  }

  /** Gives up the block that was freed first. One that was written to since is reported, and its place never used again. */
  #giveUpOldest(): boolean {
    const oldest = this.delayed.values().next();
    if (oldest.done) return false;
    const block = oldest.value;
    this.delayed.delete(block.p);
    this.#delayedCost -= this.delayCost(block);
    const damage = this.damageInDelayed(block);
    if (damage !== null) corrupt(this, damage.finding, damage.at);
    this.giveUp(block);
    return true;
  }

  /** Damage in a delayed block; one without memory has none. */
  protected damageInDelayed(block: PageBlock): WalkFinding | null {
    return damageInFreed(this, this.kind, block);
  }

  override paged(p: number): Finding | null {
    if (this.live.has(p)) return null;
    return this.delayed.has(p) ? 'double-free' : 'bad-address';
  }

  override pagedBytes(p: number): number {
    return this.live.get(p)?.bytes ?? 0;
  }

  override pagedFlags(p: number): number {
    const at = flagsAt(this, p);
    return this.readable(at) ? this.i32[at >>> 2]! & 0xff : 0;
  }

  override setPagedFlags(p: number, flags: number): void {
    const at = flagsAt(this, p);
    this.prepare(at, 4, true);
    this.i32[at >>> 2] = flags;
  }

  override pagedRecord(p: number): number {
    return extraAt(this, p);
  }

  /** A block keeps its place only while its bytes and suffix together keep their size. */
  override resizePaged(p: number, bytes: number): boolean {
    const block = this.live.get(p);
    if (block === undefined || this.actualBytes(bytes) !== block.actual) return false;
    const resized = { ...block, bytes };
    this.live.set(p, resized);
    dress(this, this.kind, resized, Math.min(block.bytes, bytes));
    return true;
  }

  override beforeSize(p: number, bytes: number): void {
    this.beforeChange(p, bytes);
  }

  protected override damageAround(p: number): WalkFinding | null {
    const block = this.live.get(p);
    return block === undefined ? null : damageAround(this, this.kind, block);
  }

  override damageIn(piece: HeapPiece): WalkFinding | null {
    const p = piece.address - this.base;
    const delayed = this.delayed.get(p);
    if (delayed !== undefined) return this.damageInDelayed(delayed);
    return this.live.has(p) ? this.damageAround(p) : null;
  }

  /** Takes a block from the free lists of the engine. */
  protected takeFromEngine(n: number, bytes: number): number {
    return super.take(n, bytes);
  }

  /** Gives one back to them. */
  protected giveToEngine(p: number, word0: number, word1: number): void {
    super.giveBack(p, word0, word1);
  }

  /** Bytes of the header in front of what the caller gets. */
  protected get prefix(): number {
    return prefixBytes(this);
  }

  override savePaged(): Image {
    return { live: [...this.live.values()], delayed: [...this.delayed.values()] };
  }

  override loadPaged(saved: unknown): void {
    const { live, delayed } = saved as Image;
    this.live.clear();
    this.delayed.clear();
    for (const block of live) this.live.set(block.p, block);
    for (const block of delayed) this.delayed.set(block.p, block);
    this.#delayedCost = delayed.reduce((sum, block) => sum + this.delayCost(block), 0);
  }
}

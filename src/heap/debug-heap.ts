/**
 * A heap with debug flags: its blocks carry fill patterns, and calls look at
 * them (docs/decisions/0012-debug-heaps.md).
 *
 *     busy block, tail checking
 *
 *     H+8          payload: 0xBAADF00D when free checking is on and nobody asked for zero (B-207)
 *     H+8+size     2P bytes of 0xAB (B-201): one granule more per block (B-208)
 *                  what rounding leaves over
 *
 *     free block, free checking
 *
 *     H+8          LIST_ENTRY
 *     H+8+2P       0xFEEEFEEE to the end of the block (B-205)
 *
 * Blocks that are reservations of their own have no pattern (B-081).
 *
 * When is damage found? A tail when its block is freed or resized, or its size
 * is asked for with parameter checking on; a free block when it is taken or
 * merged; both when the heap is validated, and that is done at every call with
 * HEAP_VALIDATE_ALL_ENABLED and before the heap is destroyed (B-209).
 */
import { headerWord } from './block-header.ts';
import { CheckedHeap } from './checked-heap.ts';
import { corrupt } from './corruption.ts';
import {
  ALLOCATED_FILL,
  differingByte,
  differingWord,
  FREE_FILL,
  fillBytes,
  fillWords,
  TAIL_FILL,
} from './debug-fill.ts';
import {
  ENTRY_FILL_PATTERN,
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_TAIL_CHECKING_ENABLED,
  HEAP_VALIDATE_PARAMETERS_ENABLED,
} from './flags.ts';
import type { HeapPiece, WalkFinding } from './heap-piece.ts';
import { HEADER_BYTES } from './layout.ts';

/** A heap with fill patterns. */
export class DebugHeap extends CheckedHeap {
  override get tailBytes(): number {
    return (this.flags & HEAP_TAIL_CHECKING_ENABLED) === 0 ? 0 : this.#linkBytes;
  }

  /** Bytes of a LIST_ENTRY: two pointers. */
  get #linkBytes(): number {
    return 1 << this.headShift;
  }

  get #fillsFree(): boolean {
    return (this.flags & HEAP_FREE_CHECKING_ENABLED) !== 0;
  }

  override granulesFor(bytes: number): number {
    return super.granulesFor(bytes + this.tailBytes);
  }

  override take(n: number, bytes: number): number {
    const p = super.take(n, bytes);
    if (p === 0) return 0;
    if (this.#fillsFree) fillWords(this, p, bytes, ALLOCATED_FILL);
    this.#writeTail(p, bytes);
    return p;
  }

  #addEntryFlags(p: number, flags: number): void {
    const word = this.word0(p);
    this.i32[(p - HEADER_BYTES) >>> 2] =
      headerWord(word & 0xffff, ((word >>> 16) & 0xff) | flags) ^ this.key0;
  }

  override resized(p: number, old: number, bytes: number): void {
    if (this.#fillsFree && bytes > old) fillWords(this, p + old, bytes - old, ALLOCATED_FILL);
    this.#writeTail(p, bytes);
  }

  #writeTail(p: number, bytes: number): void {
    if (this.tailBytes === 0) return;
    fillBytes(this, p + bytes, this.tailBytes, TAIL_FILL);
    this.#addEntryFlags(p, ENTRY_FILL_PATTERN);
  }

  override putFree(p: number, n: number, last: number, previous: number, segment: number): void {
    super.putFree(p, n, last, previous, segment);
    if (!this.#fillsFree) return;
    const from = p + this.#linkBytes;
    fillWords(this, from, this.#end(p, n) - from, FREE_FILL);
  }

  override unlink(p: number, n: number): boolean {
    const damaged = this.#fillsFree ? this.#damagedFree(p, n) : 0;
    if (damaged !== 0) corrupt(this, 'free-pattern', damaged);
    return super.unlink(p, n);
  }

  /** End of a block: where the next header begins. */
  #end(p: number, n: number): number {
    return p - HEADER_BYTES + (n << this.shift);
  }

  #damagedFree(p: number, n: number): number {
    const from = p + this.#linkBytes;
    return differingWord(this, from, this.#end(p, n) - from, FREE_FILL);
  }

  /** A freed block that merged with the one in front has the free pattern where its header was. */
  override isFreed(p: number): boolean {
    const at = (p - HEADER_BYTES) >>> 2;
    return this.#fillsFree && this.i32[at] === FREE_FILL && this.i32[at + 1] === FREE_FILL;
  }

  override beforeSize(p: number, bytes: number): void {
    if ((this.flags & HEAP_VALIDATE_PARAMETERS_ENABLED) !== 0) this.beforeChange(p, bytes);
  }

  protected override damageAround(p: number, bytes: number): WalkFinding | null {
    const at = this.large.has(p) ? 0 : differingByte(this, p + bytes, this.tailBytes, TAIL_FILL);
    return at === 0 ? null : { finding: 'tail-pattern', at, block: p };
  }

  override damageIn(piece: HeapPiece): WalkFinding | null {
    const p = piece.address - this.base;
    if (piece.state === 'busy') return this.damageAround(p, piece.bytes);
    if (piece.state !== 'free' || !this.#fillsFree) return null;
    const at = this.#damagedFree(p, piece.totalBytes >>> this.shift);
    return at === 0 ? null : { finding: 'free-pattern', at };
  }
}

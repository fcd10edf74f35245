/**
 * When a heap with debug flags looks for damage: at every call with
 * HEAP_VALIDATE_ALL_ENABLED, before it is destroyed (B-209), and at a block that
 * is freed or resized. What damage is, the kinds of heap say.
 */
import { framesAfter } from './block-history.ts';
import { corrupt } from './corruption.ts';
import { allocationStack } from './extra-record.ts';
import { HEAP_VALIDATE_ALL_ENABLED } from './flags.ts';
import { Heap } from './heap.ts';
import type { WalkFinding } from './heap-piece.ts';
import { validateHeap } from './heap-walk.ts';

/** A heap with debug flags. Always takes the long way. */
export abstract class CheckedHeap extends Heap {
  /** Damage in what stands around a busy block. */
  protected abstract damageAround(p: number, bytes: number): WalkFinding | null;

  override beforeCall(): void {
    if ((this.flags & HEAP_VALIDATE_ALL_ENABLED) !== 0) this.beforeDestroy();
  }

  override beforeDestroy(): void {
    this.#report(validateHeap(this));
  }

  override beforeChange(p: number, bytes: number): void {
    this.#report(this.damageAround(p, bytes));
  }

  #report(found: WalkFinding | null): void {
    if (found === null) return;
    const { finding, at, block } = found;
    corrupt(this, finding, at, block === undefined ? [] : this.#allocated(block));
  }

  /** Lines that say who allocated a block, where somebody remembers that. */
  #allocated(p: number): string[] {
    const word0 = this.isPaged ? this.pagedFlags(p) << 16 : this.word0(p);
    const bytes = this.isPaged ? this.pagedBytes(p) : this.requestedBytes(word0, this.word1(p));
    const frames = allocationStack({ heap: this, p, word0 }, bytes);
    return framesAfter('the block was allocated by', frames);
  }
}

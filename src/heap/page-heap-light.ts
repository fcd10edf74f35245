/**
 * Light page heap: blocks of the ordinary heap with a header in front of the
 * caller's bytes and 8 bytes behind them, looked at when the block is freed
 * (B-210: "standard" page heap).
 *
 *     | engine's header | page heap's header | caller's bytes | 8 bytes of 0xA0 |
 *
 * A freed block is filled and stays away from the engine until blocks freed
 * later hold 1 MB (*ours*); then its fill is looked at, so a late write is found
 * although nobody used the block again.
 */
import { engineBlock } from './busy-block.ts';
import { corrupt } from './corruption.ts';
import type { PageHeapKind } from './global-flags.ts';
import type { HeapPiece, WalkFinding } from './heap-piece.ts';
import { allocateLarge, freeLarge } from './large-blocks.ts';
import { MAX_THRESHOLD_BYTES } from './layout.ts';
import { PageHeap } from './page-heap.ts';
import { type PageBlock, undress } from './page-heap-block.ts';

const SUFFIX_BYTES = 8;

/** A heap with light page heap. */
export class LightPageHeap extends PageHeap {
  protected readonly kind: PageHeapKind = 'light';
  /** Bytes. */
  protected readonly mostDelayed = 0x10_0000;

  protected actualBytes(bytes: number): number {
    return bytes + SUFFIX_BYTES;
  }

  protected place(bytes: number): PageBlock | null {
    const actual = this.actualBytes(bytes);
    const whole = this.prefix + actual;
    const place =
      whole > MAX_THRESHOLD_BYTES
        ? allocateLarge(this, whole)
        : this.takeFromEngine(this.granulesFor(whole), whole);
    return place === 0 ? null : { p: place + this.prefix, bytes, actual, place, pages: 0 };
  }

  protected hide(block: PageBlock): void {
    undress(this, this.kind, block);
  }

  protected giveUp({ place }: PageBlock): void {
    const block = engineBlock(this, place);
    if (typeof block === 'string') corrupt(this, block, place);
    const large = this.large.get(place);
    if (large !== undefined) freeLarge(this, place, large);
    else this.giveToEngine(place, block.word0, block.word1);
  }

  protected delayCost({ actual }: PageBlock): number {
    return this.prefix + actual;
  }

  /** The engine's own header counts too. */
  protected override damageAround(p: number): WalkFinding | null {
    const found = engineBlock(this, p - this.prefix);
    return typeof found === 'string' ? { finding: found, at: p - this.prefix } : super.damageAround(p);
  }

  override asSeen(piece: HeapPiece): HeapPiece {
    if (piece.state !== 'busy' && piece.state !== 'large') return piece;
    const address = piece.address + this.prefix;
    const live = this.live.get(address - this.base);
    if (live !== undefined) return { ...piece, address, bytes: live.bytes };
    const bytes = this.delayed.get(address - this.base)?.bytes ?? 0;
    return { ...piece, address, bytes, state: 'free', delayed: true };
  }
}

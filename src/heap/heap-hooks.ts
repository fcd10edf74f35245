/**
 * What heaps with debug flags do more than others. The long way of the routines
 * asks at these places; here nothing is done. checked-heap.ts, debug-heap.ts and
 * page-heap.ts override them. The short way never comes here: a heap with debug
 * flags never takes it.
 */
import type { Finding } from './corruption.ts';
import { HeapBlocks } from './heap-blocks.ts';
import type { HeapPiece, WalkFinding } from './heap-piece.ts';

/** The blocks of a heap, and what debug flags add to them. */
export class HeapHooks extends HeapBlocks {
  /** Bytes of the pattern behind each block. */
  get tailBytes(): number {
    return 0;
  }

  /** Looks at the whole heap before a call that reads or changes it. */
  beforeCall(): void {}

  /** Looks at the whole heap before it is destroyed. */
  beforeDestroy(): void {}

  /** Looks at a block whose size is asked for. */
  beforeSize(_p: number, _bytes: number): void {}

  /** Looks at a block that is freed or resized. */
  beforeChange(_p: number, _bytes: number): void {}

  /** A block was resized where it stands, from `old` bytes. */
  resized(_p: number, _old: number, _bytes: number): void {}

  /** True when the header in front of an offset was written over because its block is part of a free one. */
  isFreed(_p: number): boolean {
    return false;
  }

  /** Damage in the patterns of a piece that a walk has reached. */
  damageIn(_piece: HeapPiece): WalkFinding | null {
    return null;
  }

  // --- page heap: what a caller gets is no block of the engine ---------------

  /** True when the heap itself knows its blocks, and no header says what they are. */
  get isPaged(): boolean {
    return false;
  }

  /** What is wrong with an offset that a caller gave; null when it names a block. */
  paged(_p: number): Finding | null {
    return 'bad-address';
  }

  /** Requested bytes of a block of a page heap. */
  pagedBytes(_p: number): number {
    return 0;
  }

  /** Entry flags of a block of a page heap: user flags, and whether it has an extra record (extra-record.ts). */
  pagedFlags(_p: number): number {
    return 0;
  }

  /** Replaces them. */
  setPagedFlags(_p: number, _flags: number): void {}

  /** Offset of the room for the extra record of a block of a page heap. */
  pagedRecord(_p: number): number {
    return 0;
  }

  /** Resizes a block of a page heap where it stands. False when it must move. */
  resizePaged(_p: number, _bytes: number): boolean {
    return false;
  }

  /** Visits the blocks and ranges of a page heap that the engine knows nothing of. */
  walkPaged(_visit: (piece: HeapPiece) => void): void {}

  /** How a piece of the engine looks to the callers of a page heap. */
  asSeen(piece: HeapPiece): HeapPiece {
    return piece;
  }

  /** What page heap keeps outside simulated memory, for snapshots. */
  savePaged(): unknown {
    return null;
  }

  /** Restores what `savePaged` gave. */
  loadPaged(_saved: unknown): void {}
}

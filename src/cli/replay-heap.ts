/** The heap that a replay works on, as the little the replay needs to know of it. */

/** A piece of a heap, as a walk over its headers sees it. */
export interface ReplayPiece {
  /** Address of the payload of a block, or the start of an uncommitted range. */
  readonly address: number;
  /** Requested bytes of a busy or large block, usable bytes of a free one. */
  readonly bytes: number;
  /** Bytes that the piece takes, headers included. */
  readonly totalBytes: number;
  /** What it is; a large block lives in a reservation of its own. */
  readonly state: 'busy' | 'free' | 'uncommitted' | 'large';
}

/** Totals of a heap. */
export interface ReplayTotals {
  /** Segments, large blocks not counted. */
  readonly segments: number;
  /** Blocks above the virtual memory threshold. */
  readonly largeBlocks: number;
  /** Bytes of memory behind the heap. */
  readonly committedBytes: number;
  /** Blocks that are allocated. */
  readonly liveBlocks: number;
  /** Their requested bytes. */
  readonly liveBytes: number;
  /** Usable bytes of free blocks. */
  readonly freeBytes: number;
  /** Free blocks. */
  readonly freeBlocks: number;
  /** Usable bytes of the largest free block. */
  readonly largestFreeBytes: number;
}

/** A heap with its memory. An address of 0 is NULL: no block. */
export interface ReplayHeap {
  /** Every payload address is a multiple of it. */
  readonly alignmentBytes: number;
  /** Allocates; 0 when it failed. */
  allocate(bytes: number): number;
  /** Resizes, perhaps moving; 0 when it failed and the old block is as before. */
  reallocate(address: number, bytes: number): number;
  /** Frees; false when the heap refused. */
  free(address: number): boolean;
  /** Requested bytes of a block as the heap remembers them. */
  sizeOf(address: number): number;
  /** True when the heap finds nothing wrong with itself. */
  isSound(): boolean;
  /** Bytes of memory behind the heap now. Cost O(1): it is asked after every operation. */
  committedBytes(): number;
  /** Totals, by counters or by a walk. */
  totals(): ReplayTotals;
  /** Walks every piece. */
  pieces(): Iterable<ReplayPiece>;
  /** Writes guest memory as the program would. */
  write(address: number, bytes: Uint8Array): void;
  /** Reads guest memory as the program would. */
  read(address: number, bytes: number): Uint8Array;
}

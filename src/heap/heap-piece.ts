/** What a walk over a heap tells. Types only. */
import type { Finding } from './corruption.ts';

/** A piece of a heap. */
export interface HeapPiece {
  /** Address of the payload of a block, or the start of an uncommitted range. */
  readonly address: number;
  /** Requested bytes of a busy block; usable bytes of a free one; bytes of a range. */
  readonly bytes: number;
  /** Bytes that the piece takes, headers included. */
  readonly totalBytes: number;
  /** `large`: a busy block with a reservation of its own; `uncommitted`: a range without memory. */
  readonly state: 'busy' | 'free' | 'uncommitted' | 'large';
  /** Index of the segment; -1 for a large block. */
  readonly segment: number;
  /** True for a slot of the front end. */
  readonly slot?: true;
  /** True for a freed block of page heap that is not yet given back. */
  readonly delayed?: true;
}

/** Something wrong, and the payload offset at which it was found. */
export interface WalkFinding {
  readonly finding: Finding;
  readonly at: number;
  /** Payload offset of the busy block that it is about, where a pattern around it is damaged. */
  readonly block?: number;
}

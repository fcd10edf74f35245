/** What may stand in front of the pools: special pool takes requests first, and frees what it gave. */
import type { PoolKind } from './kinds.ts';
import type { PoolBlock } from './pool-report.ts';

/** A request as it reaches the front: its rules were checked. */
export interface FrontRequest {
  readonly kind: PoolKind;
  /** Bytes asked for. */
  readonly bytes: number;
  readonly tag: number;
  /** Number of the stack that asks. */
  readonly who: number;
  readonly zero: boolean;
}

/** Takes requests before the pools do. */
export interface PoolFront {
  /** Takes a request: address of the block; 0 leaves it to the pools. */
  allocate(request: FrontRequest): number;
  /** Pool of a block of its own that lives at an address; undefined for every other address. */
  kindAt(address: number): PoolKind | undefined;
  /**
   * Frees a block of its own, after its own checks.
   *
   * @param tag tag that must match, 0 for none
   * @param who number of the stack that frees
   * @returns false for an address that is none of its blocks, now or once
   */
  free(address: number, tag: number, who: number, routine: string): boolean;
  /** Bytes that a live block of its own has room for; undefined for every other address. */
  blockBytes(address: number): number | undefined;
  /** Its live blocks, in order of address. */
  blocks(): readonly PoolBlock[];
}

/** What may stand in front of the pools: special pool takes requests first, and frees what it gave. */
import type { PoolKind } from './kinds.ts';
import type { PoolBlock } from './pool-report.ts';

/**
 * Whether a request asks for special pool itself: not at all, by POOL_FLAG_SPECIAL_POOL, or by a priority that also
 * says which end of the block is to be verified.
 */
export type SpecialWish = 'none' | 'asked' | 'end' | 'start';

/** A request as it reaches the front: its rules were checked. */
export interface FrontRequest {
  readonly kind: PoolKind;
  /** Bytes asked for. */
  readonly bytes: number;
  readonly tag: number;
  /** Number of the stack that asks. */
  readonly who: number;
  readonly zero: boolean;
  /** Whether it is to begin at a cache line. */
  readonly aligned: boolean;
  readonly special: SpecialWish;
}

/** Takes requests before the pools do. */
export interface PoolFront {
  /** Whether it takes requests that do not ask for it: the short way of calls is closed then. */
  readonly takesUnasked: boolean;
  /** Whether it would take a request. */
  takes(request: Pick<FrontRequest, 'bytes' | 'tag' | 'special'>): boolean;
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

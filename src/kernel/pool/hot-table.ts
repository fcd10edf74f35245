/**
 * The numbers of the pools that the short way of a call needs (short-path.ts),
 * in one typed array. What is in it is *ours*; nothing here is simulated memory.
 *
 *     pool k    at k << POOL_SHIFT: the fields below, from INDEX on one bit by size in granules
 *     BARRIER   0 while calls may take the short way
 *     FREES     0 while frees may, besides
 *     WATCHED   number of places that hold something which must not be freed (watched-memory.ts)
 */

/** log2 of the numbers per pool. */
export const POOL_SHIFT = 5;
/** Word index of the top's header (small-pool.ts), 0 when there is none. */
export const TOP = 0;
/** Its granules, and its first header word. */
export const TOP_SIZE = 1;
export const TOP_WORD = 2;
/** PoolIndex and PoolType of a live block, and PoolIndex of a free one, in their place in the header word. */
export const LIVE_WORD = 3;
export const FREE_WORD = 4;
/** Highest level at which blocks of the pool are allocated and freed. */
export const LEVEL = 5;
/** Bit `n & 31` of word `n >>> 5`: a block of n granules is listed. */
export const INDEX = 8;
/** Words of the index. */
export const INDEX_WORDS = 16;
/** Where the numbers are that are for all pools; none of them is part of a snapshot. */
export const BARRIER: number = 3 << POOL_SHIFT;
export const FREES: number = BARRIER + 1;
export const WATCHED: number = BARRIER + 2;
/** Highest value of WATCHED: what is beyond counts for FREES. */
export const MOST_WATCHED = 16;

/** A table without pools. */
export const newHotTable = (): Int32Array<ArrayBuffer> => new Int32Array(WATCHED + 1);

/**
 * Which pages of the kernel region belong to a pool, and what they are used
 * for: a byte for each page, kept beside simulated memory.
 */
import type { PoolKind } from './kinds.ts';

/** No page of any pool. */
export const NO_POOL = 0;
/** Belongs to a pool, has no memory: free, or the last page of a reservation, which is never used. */
export const UNUSED = 1;
/** Free, but keeps its memory. */
export const MAPPED = 2;
/** Small blocks. */
export const SMALL = 3;
/** First page of a block of whole pages. */
export const FIRST = 4;
/** A further page of such a block. */
export const REST = 5;

const USE_MASK = 0xf;
const KIND_SHIFT = 4;

/** Use and pool of a page as one byte. */
export const pageCode = (use: number, kind: PoolKind): number => use | (kind << KIND_SHIFT);
/** Use of a page, from its byte. */
export const useOf = (code: number): number => code & USE_MASK;
/** Pool of a page, from its byte. Only for pages that belong to one. */
export const kindOf = (code: number): PoolKind => (code >>> KIND_SHIFT) as PoolKind;

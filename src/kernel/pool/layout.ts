/**
 * How a page of small pool blocks looks, in simulated memory.
 *
 *     page    | header | payload … | header | payload … |  (blocks tile the page)
 *
 *     header  x64   0  PreviousSize:8 PoolIndex:8 BlockSize:8 PoolType:8
 *                   4  PoolTag
 *                   8  ProcessBilled (quota blocks), else not used
 *             x86   0  PreviousSize:9 PoolIndex:7 BlockSize:9 PoolType:7
 *                   4  PoolTag
 *
 * Sizes are in granules of 16 (x64) or 8 bytes (x86), header included; one
 * granule is the header. PoolType is the type plus 1, 0 for a free block
 * (F-041); 8 is added for a quota block (F-029). That is the header which
 * debuggers print; PoolIndex holds the number of the pool (*ours*).
 */
import type { Architecture } from '../../contract/c-types.ts';

/** Numbers of one architecture. */
export interface PoolLayout {
  /** Bytes of a granule, which is also the size of a header and the alignment of a block (F-006). */
  readonly granule: number;
  /** log2 of `granule`. */
  readonly shift: number;
  /** Granules in a page. */
  readonly pageGranules: number;
  /** Largest request that is no whole page: its block leaves one granule of the page (F-046 has the same bound). */
  readonly mostBytes: number;
  /** Mask of PreviousSize, and of BlockSize once it is shifted. */
  readonly sizeMask: number;
  readonly indexShift: number;
  readonly typeShift: number;
  /** log2 of the bytes of a LIST_ENTRY; words from its Flink to its Blink. */
  readonly linkShift: number;
  readonly blinkWords: number;
  /** True when pointers have 8 bytes. */
  readonly wide: boolean;
}

/** Bit of BlockSize in the first header word, on both architectures. */
export const SIZE_SHIFT = 16;
/** Bit of PoolType: the block is charged to a process (F-029). */
export const QUOTA_TYPE = 8;
/** Bit of PoolType: the caller asked for a cache-aligned block. */
export const CACHE_TYPE = 4;
/** Smallest free block that can hold its links; smaller ones stand in no list. */
export const LISTED_GRANULES = 2;
/** Bytes of a processor's cache line (*ours*: what x86 and x64 processors of today have). */
export const CACHE_BYTES = 64;

/** The two layouts. */
export const poolLayouts = {
  x64: {
    granule: 16,
    shift: 4,
    pageGranules: 256,
    mostBytes: 0xfe0,
    sizeMask: 0xff,
    indexShift: 8,
    typeShift: 24,
    linkShift: 4,
    blinkWords: 2,
    wide: true,
  },
  x86: {
    granule: 8,
    shift: 3,
    pageGranules: 512,
    mostBytes: 0xff0,
    sizeMask: 0x1ff,
    indexShift: 9,
    typeShift: 25,
    linkShift: 3,
    blinkWords: 1,
    wide: false,
  },
} as const satisfies Record<Architecture, PoolLayout>;

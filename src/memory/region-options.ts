import type { PhysicalMemory } from './physical-memory.ts';

/** What a region is made of. */
export interface RegionOptions {
  /** Range it lies in. */
  readonly space: 'user' | 'kernel';
  /** First address. On x64 a multiple of 2^32. */
  readonly base: number;
  /** Size in bytes: a multiple of 64 KB, at most 4 GiB. Untouched pages cost nothing. */
  readonly bytes: number;
  /** Where committed pages are charged. */
  readonly physical: PhysicalMemory;
  /** Bytes at the end that are never given out; 0 when left out. */
  readonly guardBytes?: number;
}

/** Where a reservation goes and what it is. */
export interface ReserveOptions {
  /** Address it must have (rounded down to 64 KB by the caller); anywhere when left out. */
  readonly at?: number;
  /** The highest free place instead of the lowest (MEM_TOP_DOWN). */
  readonly topDown?: boolean;
  /** Last byte must be below this address. */
  readonly below?: number;
  /** False for memory that stays resident; kernel ranges only. True when left out. */
  readonly paged?: boolean;
}

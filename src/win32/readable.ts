/** Whether a block could begin at an address at all. */
import type { HeapPlatform } from '../heap/heap-platform.ts';

/** Bytes in front of an address that a heap routine reads first: the header of a block. */
const HEADER_BYTES = 8;

/** True when the header in front of an address can be read. */
export function canRead({ pages }: HeapPlatform, address: number): boolean {
  const place = pages.find(address - HEADER_BYTES);
  return place !== null && pages.committedFrom(place.region, place.offset & ~0xfff) > 0;
}

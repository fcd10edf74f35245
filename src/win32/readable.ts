/** Whether a block could begin at an address at all. */
import type { HeapPlatform } from '../heap/heap-platform.ts';
import { HEADER_BYTES } from '../heap/layout.ts';

/** True when the header in front of an address can be read, which is what a heap routine does first. */
export function canRead({ pages }: HeapPlatform, address: number): boolean {
  const place = pages.find(address - HEADER_BYTES);
  return place !== null && pages.committedFrom(place.region, place.offset & ~0xfff) > 0;
}

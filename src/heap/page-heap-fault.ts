/** What a report of an access violation says when the address belongs to full page heap: the block, and who allocated and freed it. */
import { formatAddress } from '../machine/addresses.ts';
import { historyOf } from './block-history.ts';
import type { Heaps } from './heaps.ts';
import { FullPageHeap } from './page-heap-full.ts';

/** Lines of a report; none for an address in no block of full page heap and in no page behind one. Cost O(blocks). */
export function pageHeapFault(heaps: Heaps, address: number): string[] {
  for (const heap of heaps.all()) {
    const near = heap instanceof FullPageHeap ? heap.blockOfPage(address - heap.base) : null;
    if (near === null) continue;
    const { platform, region, base } = heap;
    const { p, bytes, freed } = near;
    const show = (at: number): string => formatAddress(platform.architecture, at, platform.machine.pointers);
    const block = `${freed ? 'a freed block' : 'a block'} of ${bytes} bytes at ${show(base + p)}`;
    return [
      `page heap: the address is at offset ${address - base - p} of ${block}`,
      ...historyOf(platform.owners, 'exact', region, p, show),
    ];
  }
  return [];
}

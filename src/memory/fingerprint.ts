import { PAGE_BYTES, PAGED } from './page-access.ts';
import { PRESENT } from './page-history.ts';
import type { Region } from './region.ts';

const PAGE_WORDS = PAGE_BYTES / 4;

/**
 * Text that is equal exactly when a region looks equal to every program: its
 * reservations, the protection of each page and the bytes of each committed one.
 * A page that was only read, or is present and zero, equals one never touched.
 */
export function regionFingerprint(region: Region): string {
  let low = 0x811c_9dc5;
  let high = 0x2545_f491;
  const add = (word: number): void => {
    low = Math.imul(low ^ word, 0x0100_0193);
    high = Math.imul(high ^ (word + low), 0x85eb_ca6b);
    high ^= high >>> 15;
  };
  for (const { page, pages, protection, paged } of region.allocations.all) {
    add(page);
    add(pages);
    add(protection);
    add(paged ? 1 : 0);
    for (let at = page; at < page + pages; at++) {
      if (region.protection[at] === 0) continue;
      add(at);
      add(region.protection[at]!);
      add(region.access[at]! & PAGED);
      if ((region.flags[at]! & PRESENT) === 0) continue;
      const words = region.u32.subarray(at * PAGE_WORDS, (at + 1) * PAGE_WORDS);
      if (words.every((word) => word === 0)) continue;
      words.forEach(add);
    }
  }
  return `${region.space}:${region.base.toString(16)}:${(low >>> 0).toString(16)}${(high >>> 0).toString(16)}`;
}

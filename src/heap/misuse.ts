/** What a pointer is that names no busy block: told apart as far as the bytes allow, then reported (corruption.ts). */
import { busyBlock } from './busy-block.ts';
import { type Finding, foundIn } from './corruption.ts';
import type { Heap } from './heap.ts';
import { walkHeap } from './heap-walk.ts';
import type { Heaps } from './heaps.ts';
import { HEADER_BYTES } from './layout.ts';

/** Reports a pointer that `busyBlock` refused. Returns only in user mode with termination off. */
export function reportMisuse(heaps: Heaps, heap: Heap, finding: Finding, address: number): void {
  const known = finding === 'bad-address' && isElsewhere(heaps, address) ? 'wrong-heap' : finding;
  const exact = known === 'block-header' && isInside(heap, address) ? 'bad-address' : known;
  foundIn(heap, exact, address);
}

const isElsewhere = (heaps: Heaps, address: number): boolean =>
  heaps.all().some((other) => typeof busyBlock(other, address) !== 'string');

/**
 * What stands in front of the address is no header. Where a walk passes over it, nothing was overwritten: the address
 * lies inside a block. Where damage ends the walk first, nobody can tell.
 */
function isInside(heap: Heap, address: number): boolean {
  const header = address - HEADER_BYTES;
  let inside = false;
  walkHeap(heap, (piece) => {
    const start = piece.address - HEADER_BYTES;
    if (header > start && header < start + piece.totalBytes) inside = true;
  });
  return inside;
}

/** What a pointer is that names no busy block: told apart as far as the bytes allow, then reported (corruption.ts). */
import { formatAddress } from '../machine/addresses.ts';
import { historyOf } from './block-history.ts';
import { busyBlock } from './busy-block.ts';
import { type Finding, foundIn } from './corruption.ts';
import type { Heap } from './heap.ts';
import type { HeapPiece } from './heap-piece.ts';
import { walkHeap } from './heap-walk.ts';
import type { Heaps } from './heaps.ts';

/** Reports a pointer that `busyBlock` refused. Returns only in user mode with termination off. */
export function reportMisuse(heaps: Heaps, heap: Heap, finding: Finding, address: number): void {
  const known = finding === 'bad-address' && isElsewhere(heaps, address) ? 'wrong-heap' : finding;
  const around = known === 'bad-address' || known === 'block-header' ? pieceAround(heap, address) : null;
  if (around === null) foundIn(heap, known, address);
  else foundIn(heap, 'bad-address', address, placeIn(heap, around, address), null);
}

const isElsewhere = (heaps: Heaps, address: number): boolean =>
  heaps.all().some((other) => typeof busyBlock(other, address) !== 'string');

/**
 * The block, busy or free, that an address lies inside of. What stands in front of the address is then no header, and
 * where a walk passes over it, nothing was overwritten. Where damage ends the walk first, nobody can tell: null.
 */
function pieceAround(heap: Heap, address: number): HeapPiece | null {
  const p = address - heap.base;
  if (!(p > 0 && p < heap.regionBytes)) return null;
  let around: HeapPiece | null = null;
  walkHeap(heap, (piece) => {
    const inside = address > piece.address && address < piece.address + piece.totalBytes;
    if (inside && piece.state !== 'uncommitted') around = piece;
  });
  return around;
}

/** Lines of a report: which block an address lies inside of, and who allocated that. */
function placeIn({ platform, region, base }: Heap, piece: HeapPiece, address: number): string[] {
  const show = (at: number): string => formatAddress(platform.architecture, at, platform.machine.pointers);
  const start = show(piece.address);
  if (piece.state === 'free') return [`it lies inside of free memory of the heap that begins at ${start}`];
  return [
    `it is at offset ${address - piece.address} of a block of ${piece.bytes} bytes at ${start}`,
    ...historyOf(platform.owners, 'exact', region, piece.address - base, show),
  ];
}

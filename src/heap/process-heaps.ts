/** Tells the heaps of a process: RtlGetProcessHeaps, and GetProcessHeaps of the Windows API. */
import type { PointerTo } from '../contract/c-types.ts';
import type { HeapServices } from './heap-services.ts';
import { assertHolds, writeElement } from './pointer-array.ts';

/** Stores as many handles as fit into an array of `room` elements. Gives the number of heaps. */
export function storeProcessHeaps(
  { heaps, memory }: HeapServices,
  room: number,
  array: PointerTo<number>,
): number {
  const all = heaps.all();
  const count = Math.min(room >>> 0, all.length);
  assertHolds(array, count, 'ProcessHeaps');
  for (const [index, { handle }] of all.slice(0, count).entries()) writeElement(memory, array, index, handle);
  return all.length;
}

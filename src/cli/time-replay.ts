/** The first pass of a replay: only the heap calls, timed. */
import { ALLOCATE, FREE, type Trace } from './trace.ts';

/** The three routines of the timed pass, as a process offers them. */
export interface TimedRoutines {
  readonly RtlAllocateHeap: (heap: number, flags: number, bytes: number) => number;
  readonly RtlReAllocateHeap: (heap: number, flags: number, address: number, bytes: number) => number;
  readonly RtlFreeHeap: (heap: number, flags: number, address: number) => unknown;
}

/** Replays a trace through a heap without a look at its memory. The answer is milliseconds. Call it inside `process.run`. */
export function timeReplay(
  { RtlAllocateHeap, RtlReAllocateHeap, RtlFreeHeap }: TimedRoutines,
  heap: number,
  { operations, ids, sizes, allocations }: Trace,
  now: () => number,
): number {
  const addresses = new Float64Array(allocations);
  const count = operations.length;
  const start = now();
  for (let i = 0; i < count; i++) {
    const id = ids[i] as number;
    const operation = operations[i];
    if (operation === ALLOCATE) {
      addresses[id] = RtlAllocateHeap(heap, 0, sizes[i] as number);
      continue;
    }
    const address = addresses[id] as number;
    // The block does not exist because its allocation failed: the program would not make this call.
    if (address === 0) continue;
    if (operation === FREE) {
      RtlFreeHeap(heap, 0, address);
    } else {
      // A resize that fails leaves the old block as it is.
      const moved = RtlReAllocateHeap(heap, 0, address, sizes[i] as number);
      if (moved !== 0) addresses[id] = moved;
    }
  }
  return now() - start;
}

/** The value in the middle; the upper one of two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >>> 1] ?? Number.NaN;
}

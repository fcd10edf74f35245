/** What is said of HEAP_NO_SERIALIZE on the heap of the process (S2-012, B-109). */
import { HEAP_NO_SERIALIZE } from '../heap/flags.ts';
import type { Heaps } from '../heap/heaps.ts';

/**
 * Reports a call that leaves serialization out on the heap of the process, which the system may use from threads of
 * its own. The call goes on.
 */
export function noteUnserialized(
  { processHeap, platform }: Heaps,
  handle: number,
  flags: number,
  routine: string,
): void {
  if ((flags & HEAP_NO_SERIALIZE) === 0 || handle !== processHeap) return;
  platform.machine.finding({ rule: 'heap-process-unserialized', routine, values: [handle, flags] });
}

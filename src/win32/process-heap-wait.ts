/** What a call waits for that works on the heap of the process. */
import type { Contract } from '../contract/contract.ts';
import type { WaitRequest } from '../contract/wait-request.ts';
import { lockWait } from '../heap/lock-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** `waitsFor` of a routine that takes the lock of the process heap. */
export function processHeapWait(
  { heap }: Win32Services,
  _args: readonly unknown[],
  contract: Contract,
): WaitRequest | null {
  return lockWait(heap, [heap.heaps.processHeap], contract);
}

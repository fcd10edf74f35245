/** What a call of a heap routine has to wait for: the lock of the heap, where it takes that and another thread holds it. */
import type { Contract } from '../contract/contract.ts';
import type { WaitRequest } from '../contract/wait-request.ts';
import { busyOffset } from './busy-block.ts';
import { additionOf } from './extra-record.ts';
import { HEAP_NO_SERIALIZE } from './flags.ts';
import type { Heap } from './heap.ts';
import { beginWait } from './heap-lock.ts';
import type { HeapServices } from './heap-services.ts';
import type { Heaps } from './heaps.ts';

/**
 * `waitsFor` of a routine whose first parameter is the heap and which has, unless it always takes the lock, a parameter
 * Flags, or dwFlags as the Windows API calls it.
 */
export function lockWait(
  services: HeapServices,
  args: readonly unknown[],
  { name, parameters }: Contract,
): WaitRequest | null {
  const flags = Number(args[parameters.findIndex((one) => /^(?:dw)?Flags$/.test(one.name))] ?? 0);
  return waitForHeap(services.heaps, Number(args[0]), flags, name);
}

/** What a call has to wait for that takes the lock of a heap: for routines that use a heap without naming it. */
export function waitForHeap(heaps: Heaps, handle: number, flags: number, name: string): WaitRequest | null {
  const heap = heaps.find(handle);
  if (heap === undefined || ((flags | heap.settings.flags) & HEAP_NO_SERIALIZE) !== 0) return null;
  const { machine } = heap.platform;
  const { lock } = heap.settings;
  const resource = lock === 0 ? null : machine.resourceWait(lock, name);
  if (resource !== null) return resource;
  const thread = machine.threadId();
  return heap.life.isHeldByOther(thread) ? beginWait(heap, thread, name) : null;
}

/** `waitsFor` of RtlAllocateHeap: a size whose bucket has a free slot needs no lock (B-165). */
export const allocationWait: typeof lockWait = (services, args, contract) => {
  const heap = services.heaps.find(Number(args[0]));
  const alone = heap !== undefined && allocatesWithoutLock(heap, Number(args[1]), Number(args[2]));
  return alone ? null : lockWait(services, args, contract);
};

/** `waitsFor` of RtlFreeHeap: a slot whose subsegment stays needs no lock (B-165). */
export const freeWait: typeof lockWait = (services, args, contract) => {
  const heap = services.heaps.find(Number(args[0]));
  const alone = heap !== undefined && freesWithoutLock(heap, Number(args[2]));
  return alone ? null : lockWait(services, args, contract);
};

/** True when the front end can serve a request without the lock of the heap. */
export function allocatesWithoutLock(heap: Heap, flags: number, bytes: number): boolean {
  const { front } = heap;
  if (front === null || ((flags | heap.settings.flags) & HEAP_NO_SERIALIZE) !== 0) return false;
  return additionOf(heap, flags) === null && front.hasFreeSlot(bytes);
}

/** True when the front end can take a block back without the lock of the heap. */
export function freesWithoutLock(heap: Heap, address: number): boolean {
  const { front } = heap;
  const p = busyOffset(heap, address);
  return front !== null && p !== 0 && front.keepsSubsegment(heap.word1(p));
}

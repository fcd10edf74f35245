/**
 * Serialization: one thread at a time inside a heap (S4-023), and what is said
 * when two are because somebody asked for no serialization (S4-025).
 *
 * Nothing but guest code that a call runs itself can let another thread in
 * before the call ends: a commit routine, a filter for an access that the call
 * makes. `callOut` marks these moments; a call that finds the mark of another
 * thread, and no lock in between, is reported.
 */
import { formatAddress } from '../machine/addresses.ts';
import type { RaiseRequest } from '../machine/ports.ts';
import { HEAP_NO_SERIALIZE } from './flags.ts';
import type { HeapLife } from './heap-life.ts';
import type { HeapPlatform } from './heap-platform.ts';

/** What a lock needs of its heap. */
export interface LockedHeap {
  readonly platform: Pick<HeapPlatform, 'machine'>;
  readonly handle: number;
  readonly flags: number;
  readonly life: HeapLife;
  /** Decides anew whether calls may take the short way. */
  reconsider(): void;
}

/**
 * Begins a call: takes the lock unless the call or the heap wants none. Gives
 * what `leave` must be called with: the thread, or 0 when no lock was taken.
 */
export function enter(heap: LockedHeap, effective: number, routine: string): number {
  const { life } = heap;
  const serialized = (effective & HEAP_NO_SERIALIZE) === 0;
  const thread = serialized || life.guest !== 0 ? heap.platform.machine.threadId() : 0;
  if (serialized && life.isHeldByOther(thread)) wait(heap, thread, routine);
  if (life.guest !== 0 && life.guest !== thread) reportSecond(heap, thread, routine);
  life.calls += 1;
  if (!serialized) return 0;
  life.owner = thread;
  life.count += 1;
  return thread;
}

/** Ends a call: gives back what `enter` took. */
export function leave(heap: LockedHeap, entered: number): void {
  heap.life.calls -= 1;
  if (entered !== 0) giveBack(heap, entered);
}

/** Gives back one lock of a thread, unless the call's own guest code has given it away. */
function giveBack({ life }: LockedHeap, thread: number): void {
  if (life.owner !== thread) return;
  life.count -= 1;
  if (life.count === 0) life.owner = 0;
}

/** RtlLockHeap: takes the lock until `unlock`; recursive for its owner (B-166). */
export function lock(heap: LockedHeap): void {
  const thread = heap.platform.machine.threadId();
  if (heap.life.isHeldByOther(thread)) wait(heap, thread, 'RtlLockHeap');
  heap.life.answer('ACQUIRE');
  heap.life.owner = thread;
  heap.life.count += 1;
  heap.reconsider();
}

/** RtlUnlockHeap. False when the calling thread does not hold the lock. */
export function unlock(heap: LockedHeap): boolean {
  const { life } = heap;
  const mine = life.owner === heap.platform.machine.threadId();
  if (life.answer(mine ? (life.count > 1 ? 'RELEASE' : 'RELEASE_LAST') : 'RELEASE_OTHER') === 'no')
    return false;
  life.count -= 1;
  if (life.count === 0) life.owner = 0;
  heap.reconsider();
  return true;
}

/** The lock is held by another thread. Nobody else can run until this call is over, so that one never gives it back. */
function wait(heap: LockedHeap, thread: number, routine: string): void {
  const { life, handle } = heap;
  const { machine } = heap.platform;
  if (life.answer('ACQUIRE_OTHER') !== 'waits') return;
  const { owner, count } = life;
  if (machine.events.active)
    machine.events.emit({ kind: 'wait', lock: 'heap', address: handle, thread, owner, depth: count });
  const what = `the lock of heap ${formatAddress(machine.architecture, handle)}`;
  const holds = `thread ${owner} holds it, ${count} deep${life.guest === owner ? ', inside of a call' : ''}, and cannot run`;
  machine.deadlock(
    `thread ${thread} waits in ${routine} for ${what}`,
    [holds],
    [{ thread, routine, what, object: handle, owner }],
  );
}

/** Two threads are inside, and nothing keeps one out. The call goes on, as it would. */
function reportSecond(heap: LockedHeap, thread: number, routine: string): void {
  if (heap.life.answer('ENTER_OTHER') !== 'reported') return;
  const values = [heap.handle, heap.life.guest, thread];
  heap.platform.machine.finding({ rule: 'heap-entered-twice', routine, values });
}

/**
 * Raises what a call failed with. For others the call is over, so its lock is
 * given back first and taken again for `leave` (*ours*): a filter may let
 * another thread use the heap.
 */
export function raiseFrom(heap: LockedHeap, effective: number, request: RaiseRequest): void {
  const { life } = heap;
  const { machine } = heap.platform;
  const thread = machine.threadId();
  const entered = (effective & HEAP_NO_SERIALIZE) === 0 && life.owner === thread ? thread : 0;
  if (entered !== 0) giveBack(heap, entered);
  heap.reconsider();
  try {
    machine.raise(request);
  } finally {
    if (entered !== 0 && !life.isHeldByOther(thread)) {
      life.owner = thread;
      life.count += 1;
    }
    heap.reconsider();
  }
}

/**
 * Runs guest code in the middle of a call. The short way is closed meanwhile:
 * it looks at no mark. A call that came the short way took no lock, because
 * nobody could see that; now somebody can.
 */
export function callOut<T>(heap: LockedHeap, guestCode: () => T): T {
  const { life } = heap;
  const before = life.guest;
  const thread = heap.platform.machine.threadId();
  const cameShort = life.calls === 0;
  const entered = cameShort ? enter(heap, heap.flags, '') : 0;
  life.answer('CALL_OUT');
  life.guest = thread;
  life.callOuts += 1;
  heap.reconsider();
  try {
    return guestCode();
  } finally {
    life.answer(before === 0 ? 'RETURN_LAST' : 'RETURN');
    life.guest = before;
    if (cameShort) leave(heap, entered);
    heap.reconsider();
  }
}

/**
 * Whether RtlDestroyHeap may destroy a heap now. Not from inside one of its
 * calls: that call would go on in memory that is gone (*ours*). A lock that
 * another thread holds does not keep it from being destroyed, but is reported.
 */
export function mayDestroy(heap: LockedHeap): boolean {
  const { life, handle } = heap;
  const { machine } = heap.platform;
  const thread = machine.threadId();
  const answer = life.answer(life.isHeldByOther(thread) ? 'DESTROY_OTHER' : 'DESTROY');
  const routine = 'RtlDestroyHeap';
  if (answer === 'refused')
    machine.finding({ rule: 'heap-destroyed-inside', routine, values: [handle, life.guest, thread] });
  if (answer === 'reported')
    machine.finding({ rule: 'heap-destroyed-locked', routine, values: [handle, life.owner, thread] });
  return answer !== 'refused';
}

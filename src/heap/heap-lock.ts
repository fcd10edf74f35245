/**
 * Serialization: one thread at a time inside a heap (S4-023), and what is said
 * when two are because somebody asked for no serialization (S4-025).
 *
 * Nothing but guest code that a call runs itself can let another thread in
 * before the call ends: a commit routine, a filter for an access that the call
 * makes. `callOut` marks these moments; a call that finds the mark of another
 * thread, and no lock in between, is reported. So is one that could meet another
 * thread's on Windows: heap-users.ts knows when.
 */
import type { WaitRequest } from '../contract/wait-request.ts';
import type { RaiseRequest } from '../machine/ports.ts';
import { HEAP_NO_SERIALIZE } from './flags.ts';
import type { HeapLife } from './heap-life.ts';
import type { HeapPlatform } from './heap-platform.ts';
import type { HeapSettings } from './heap-state.ts';

/** Who gives a resource back, or takes it again after a filter, in reports. */
const ANY = 'a heap routine';

/** What a lock needs of its heap. */
export interface LockedHeap {
  readonly platform: Pick<HeapPlatform, 'machine'>;
  readonly handle: number;
  readonly flags: number;
  readonly settings: Pick<HeapSettings, 'lock'>;
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
  const { machine } = heap.platform;
  if (serialized && heap.settings.lock !== 0) machine.acquireResource(heap.settings.lock, routine);
  const thread = serialized || !life.isAlone ? machine.threadId() : 0;
  if (serialized && life.isHeldByOther(thread)) wait(heap, thread, routine);
  if (life.guest !== 0 && life.guest !== thread) reportSecond(heap, thread, routine);
  life.calls += 1;
  if (serialized) take(life, thread);
  if (life.users !== null) noteUse(heap, thread, routine);
  return serialized ? thread : 0;
}

/** Begins a call that needs no lock although another thread holds it: the front end serves it (B-165). For `leave`. */
export function enterBeside({ life }: LockedHeap): number {
  life.calls += 1;
  return 0;
}

function take(life: HeapLife, thread: number): void {
  life.owner = thread;
  life.count += 1;
  life.users?.acquired(life, thread);
}

/** Ends a call: gives back what `enter` took. */
export function leave(heap: LockedHeap, entered: number): void {
  heap.life.calls -= 1;
  if (entered !== 0) giveBack(heap, entered);
}

/** Gives back one lock of a thread, unless the call's own guest code has given it away; then that of its creator. */
function giveBack({ life, settings, platform }: LockedHeap, thread: number): void {
  if (life.owner !== thread) return;
  life.count -= 1;
  life.users?.released(life, thread);
  if (life.count === 0) life.owner = 0;
  if (settings.lock !== 0) platform.machine.releaseResource(settings.lock, ANY);
}

/** RtlLockHeap: takes the lock until `unlock`; recursive for its owner (B-166). */
export function lock(heap: LockedHeap): void {
  const thread = heap.platform.machine.threadId();
  if (heap.life.isHeldByOther(thread)) wait(heap, thread, 'RtlLockHeap');
  heap.life.answer('ACQUIRE');
  take(heap.life, thread);
  heap.reconsider();
}

/**
 * RtlUnlockHeap. False when the calling thread does not hold the lock. A thread
 * of a higher priority that waits for it has it before the call returns.
 */
export function unlock(heap: LockedHeap): boolean {
  const { life } = heap;
  const { machine } = heap.platform;
  const thread = machine.threadId();
  const mine = life.owner === thread;
  if (life.answer(mine ? (life.count > 1 ? 'RELEASE' : 'RELEASE_LAST') : 'RELEASE_OTHER') === 'no')
    return false;
  giveBack(heap, thread);
  heap.reconsider();
  if (life.owner === 0) machine.woken();
  return true;
}

/** The lock is held by another thread: the event, and what the scheduler needs to know of the wait. */
export function beginWait(heap: LockedHeap, thread: number, routine: string): WaitRequest {
  const { life, handle } = heap;
  const { machine } = heap.platform;
  life.answer('ACQUIRE_OTHER');
  const { owner, count } = life;
  if (machine.events.active)
    machine.events.emit({ kind: 'wait', lock: 'heap', address: handle, thread, owner, depth: count });
  return {
    routine,
    object: handle,
    what: 'the lock of the heap',
    owner: () => (life.owner === 0 ? null : life.owner),
    ready: () => !life.isHeldByOther(thread),
  };
}

/** Waits until nobody else holds the lock; when nobody can ever give it back, that is a deadlock. */
function wait(heap: LockedHeap, thread: number, routine: string): void {
  heap.platform.machine.wait(beginWait(heap, thread, routine));
}

/** A use that another thread's may overlap with, because no lock of a heap orders them. */
function noteUse(heap: LockedHeap, thread: number, routine: string): void {
  const other = heap.life.users?.used(heap.life, thread) ?? null;
  if (other !== null) reportUse(heap, [other.thread, thread], routine, other.stack);
}

/** Two threads are inside, and nothing keeps one out. The call goes on, as it would. */
function reportSecond(heap: LockedHeap, thread: number, routine: string): void {
  if (heap.life.answer('ENTER_OTHER') !== 'reported') return;
  reportUse(heap, [heap.life.guest, thread], routine);
}

function reportUse(
  { platform: { machine }, handle }: LockedHeap,
  threads: readonly number[],
  routine: string,
  other: readonly string[] = [],
): void {
  const now = machine.useWitness?.stack() ?? [];
  const details = [`before, by ${other.join(' < ')}`, `now, by ${now.join(' < ')}`];
  machine.finding({
    rule: 'heap-unserialized-use',
    routine,
    values: [handle, ...threads],
    ...(other.length === 0 ? {} : { details }),
  });
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
      if (heap.settings.lock !== 0) machine.acquireResource(heap.settings.lock, ANY);
      take(life, thread);
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

/**
 * One-time initialization: everything is in the pointer that an INIT_ONCE is, as *ours* has it
 * (docs/decisions/0082-synchronisation-of-programs.md):
 *
 *     0 not begun · 1 a thread is at it · context + 2 done; the two lowest bits of a context are 0
 */
import type { Waiting } from '../contract/blocking.ts';
import type { Win32Services } from './win32-services.ts';

const NOT_BEGUN = 0;
const BEGUN = 1;
const DONE = 2;
const STATE_BITS = 3;

/** State of one: its two lowest bits. On x64 an address may be below 0, and a remainder with it. */
const stateOf = (pointer: number): number => ((pointer % 4) + 4) % 4;

/** True when somebody has finished it. */
export const isDone = ({ heap }: Win32Services, once: number): boolean =>
  stateOf(heap.memory.readPointer(once)) === DONE;

/** What whoever finished it has left. */
export const contextOf = ({ heap }: Win32Services, once: number): number =>
  heap.memory.readPointer(once) - DONE;

/** Waits until it is done or can be begun, and begins it then. True when the calling thread is to do it. */
export function* begin(services: Win32Services, routine: string, once: number): Waiting<boolean> {
  const { memory } = services.heap;
  for (;;) {
    const state = stateOf(memory.readPointer(once));
    if (state === DONE) return false;
    if (state === NOT_BEGUN) {
      memory.writePointer(once, BEGUN);
      return true;
    }
    yield* services.block({
      routine,
      object: once,
      what: 'a one-time initialization',
      owner: () => null,
      // Memory that is gone ends the wait: the next look at it faults.
      ready: () => memory.probe(once, 1, 'read') !== null || stateOf(memory.readPointer(once)) !== BEGUN,
    });
  }
}

/**
 * Ends it.
 * @param context what it has made, or null when it failed: the next thread tries again
 * @returns false when nobody is at it, or for a context that is not a multiple of 4
 */
export function complete(services: Win32Services, once: number, context: number | null): boolean {
  const { memory } = services.heap;
  if (stateOf(memory.readPointer(once)) !== BEGUN) return false;
  if (context !== null && (stateOf(context) & STATE_BITS) !== 0) return false;
  memory.writePointer(once, context === null ? NOT_BEGUN : context + DONE);
  services.released();
  return true;
}

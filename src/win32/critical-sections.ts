/**
 * Critical sections: everything is in the bytes of the structure, so what a program does to them counts.
 * All of it is *ours* but the layout (docs/decisions/0080-small-routines-of-programs.md):
 *
 *     LockCount       -1 free, -2 owned; any other number is no critical section, and a wait for it never ends
 *     RecursionCount  how often its owner has it
 *     OwningThread    identifier of its owner, 0 for none
 */
import type { Waiting } from '../contract/blocking.ts';
import { structure } from '../contract/structure.ts';
import type { Win32Services } from './win32-services.ts';

const FREE = -1;
const OWNED = -2;

const layoutOf = ({ virtual }: Win32Services) => structure(virtual.architecture, 'RTL_CRITICAL_SECTION');

/** Makes its bytes 0. */
export function clear(services: Win32Services, section: number): void {
  services.heap.memory.fill(section, layoutOf(services).bytes, 0);
}

/** Makes one that nobody owns, without debug information. */
export function initialize(services: Win32Services, section: number, spins: number): void {
  const { memory } = services.heap;
  const { at } = layoutOf(services);
  clear(services, section);
  memory.writePointer(section + at.DebugInfo, -1);
  memory.writeInt32(section + at.LockCount, FREE);
  memory.writePointer(section + at.SpinCount, spins);
}

/** Takes it for the calling thread; false when another thread has it. */
export function tryEnter(services: Win32Services, section: number): boolean {
  const { memory } = services.heap;
  const { at } = layoutOf(services);
  const self = services.threadId();
  const count = section + at.RecursionCount;
  const state = memory.readInt32(section + at.LockCount);
  if (state === OWNED && memory.readPointer(section + at.OwningThread) === self) {
    memory.writeInt32(count, memory.readInt32(count) + 1);
    return true;
  }
  if (state !== FREE) return false;
  memory.writeInt32(section + at.LockCount, OWNED);
  memory.writeInt32(count, 1);
  memory.writePointer(section + at.OwningThread, self);
  return true;
}

/** Takes it, and waits for it before. */
export function* enter(services: Win32Services, section: number): Waiting<void> {
  const { memory } = services.heap;
  const { at, bytes } = layoutOf(services);
  const isThere = (): boolean => memory.probe(section, bytes, 'read') === null;
  while (!tryEnter(services, section)) {
    yield* services.block({
      routine: 'EnterCriticalSection',
      object: section,
      what: 'a critical section',
      owner: () => (isThere() ? memory.readPointer(section + at.OwningThread) || null : null),
      // Memory that is gone ends the wait: the next look at it faults.
      ready: () => !isThere() || memory.readInt32(section + at.LockCount) === FREE,
    });
  }
}

/** Gives it back once; who calls it without owning it takes one from the count of its owner, as nothing looks. */
export function leave(services: Win32Services, section: number): void {
  const { memory } = services.heap;
  const { at } = layoutOf(services);
  const count = memory.readInt32(section + at.RecursionCount) - 1;
  memory.writeInt32(section + at.RecursionCount, count);
  if (count !== 0) return;
  memory.writePointer(section + at.OwningThread, 0);
  memory.writeInt32(section + at.LockCount, FREE);
  services.released();
}

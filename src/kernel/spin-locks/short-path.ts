/**
 * The short way of KeAcquireSpinLock and KeReleaseSpinLock: a free lock in
 * resident memory, taken and given back in the order in which locks are taken.
 * Everything that a check finds unusual goes to the door and from there the long
 * way (spin-locks.ts), which does the same and everything else.
 *
 * What is checked here, on every call: the level, and with it that nobody listens
 * and nothing has halted; address and page of the lock, and its value; on the way
 * back also who took the lock last, that the level is the one that the thread
 * saved last, and that nothing waits for the level to drop. Nothing is written
 * before all of that was found good, so the order of what is written cannot be
 * seen. The saved level makes the table of moves (irql-table.ts) needless: the
 * level of a raise that was allowed is one that it may return to.
 *
 * As in src/heap/short-path.ts, `makeShortPath` uses nothing but its parameters,
 * so that each machine can have a copy with type feedback of its own and its
 * constants written in (`ownCopy`). A pair costs about 31 ns, by the long way
 * about 65 (`npm run bench:kernel`).
 */
import type { KIRQL, Out, PointerTo } from '../../contract/c-types.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import { ownCopy } from '../../machine/own-copy.ts';
import { PAGED, WRITABLE } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import type { Current } from '../current.ts';

/** KeAcquireSpinLock. */
export type Acquire = (lock: number, oldIrql: PointerTo<KIRQL>) => void;
/** KeReleaseSpinLock. */
export type Release = (lock: number, newIrql: KIRQL) => void;

/** The short way of the routines of one machine. Each function hands to `door` what it does not do itself. */
export interface SpinLockShortPath {
  /** @param routine what becomes known as the one that acquired the lock */
  acquire(routine: string, door: Acquire): Acquire;
  release(door: Release): Release;
}

/** A lock that is held, as far as it matters here. */
interface Held {
  readonly lock: number;
  readonly processor: number;
  readonly handle: number;
}

/** Who holds which lock (spin-locks.ts). */
interface Holders {
  readonly held: readonly Held[];
  /** Notes that the current processor holds a lock. */
  note(lock: number, routine: string, handle: number): void;
  /** Forgets the lock that was acquired last. */
  forgetLast(): void;
}

const constants = { DISPATCH_LEVEL, PAGED_WRITABLE: PAGED | WRITABLE, WRITABLE } as const;

/** Numbers that depend on the machine. */
interface Place {
  /** Address of the first word of the region. */
  readonly BASE: number;
  /** What is 0 in the address of a lock. */
  readonly ALIGNMENT: number;
  /** From the index of the first word of a lock to the other one, which it has on x64. */
  readonly UPPER: number;
  /** Value of a lock that is held. */
  readonly HELD: number;
}

type Constants = typeof constants & Place;

/** Makes the short way of one machine. Self-contained: see the head of the file. */
function makeShortPath(
  c: Constants,
  words: Int32Array,
  access: Uint8Array,
  gate: { readonly level: number },
  current: Pick<Current, 'processor' | 'dropWanted' | 'setCalmIrql'>,
  holders: Holders,
): SpinLockShortPath {
  const { held } = holders;

  function acquire(routine: string, door: Acquire): Acquire {
    return (lock, oldIrql) => {
      const distance = lock - c.BASE;
      const offset = distance >>> 0;
      const at = offset >>> 2;
      const level = gate.level;
      if (
        offset !== distance ||
        (offset & c.ALIGNMENT) !== 0 ||
        level > c.DISPATCH_LEVEL ||
        (access[offset >>> 12]! & c.PAGED_WRITABLE) !== c.WRITABLE ||
        words[at] !== 0 ||
        words[at | c.UPPER] !== 0 ||
        typeof oldIrql !== 'object'
      ) {
        door(lock, oldIrql);
        return;
      }
      current.processor.thread.savedLevels.push(level);
      if (level !== c.DISPATCH_LEVEL) current.setCalmIrql(c.DISPATCH_LEVEL);
      words[at] = c.HELD;
      holders.note(lock, routine, 0);
      (oldIrql as Out<KIRQL>).value = level;
    };
  }

  function release(door: Release): Release {
    return (lock, newIrql) => {
      const { processor } = current;
      const saved = processor.thread.savedLevels;
      const offset = (lock - c.BASE) >>> 0;
      const at = offset >>> 2;
      const last = held.length === 0 ? null : held[held.length - 1]!;
      if (
        last === null ||
        last.lock !== lock ||
        last.handle !== 0 ||
        last.processor !== processor.number ||
        gate.level !== c.DISPATCH_LEVEL ||
        current.dropWanted ||
        lock - c.BASE !== offset ||
        (offset & c.ALIGNMENT) !== 0 ||
        (access[offset >>> 12]! & c.PAGED_WRITABLE) !== c.WRITABLE ||
        words[at] === 0 ||
        saved.length === 0 ||
        saved[saved.length - 1] !== newIrql ||
        newIrql > c.DISPATCH_LEVEL
      ) {
        door(lock, newIrql);
        return;
      }
      words[at] = 0;
      words[at | c.UPPER] = 0;
      holders.forgetLast();
      saved.pop();
      if (newIrql !== c.DISPATCH_LEVEL) current.setCalmIrql(newIrql);
    };
  }

  return { acquire, release };
}

/** What the short way of a machine is made of. */
export interface SpinLockShortPathParts {
  readonly region: Region;
  /** Whether pointers have 8 bytes. */
  readonly wide: boolean;
  /** Value of a lock that is held. */
  readonly heldValue: number;
  /** Gate of kernel-mode code. */
  readonly gate: { readonly level: number };
  readonly current: Current;
  readonly holders: Holders;
}

/** The short way of a machine. */
export function makeSpinLockShortPath(parts: SpinLockShortPathParts): SpinLockShortPath {
  const { region, wide, heldValue, gate, current, holders } = parts;
  const place: Constants = {
    ...constants,
    BASE: region.base,
    ALIGNMENT: wide ? 7 : 3,
    UPPER: wide ? 1 : 0,
    HELD: heldValue,
  };
  const make = ownCopy(makeShortPath, place);
  return make(place, region.i32, region.access, gate, current, holders);
}

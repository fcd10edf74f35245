/**
 * Which threads use a heap without serialization (S4-024 to S4-028).
 *
 * A call runs to its end before another thread does, so nothing is damaged
 * here. On Windows two such calls can overlap unless something keeps them apart:
 * that one thread alone uses the heap, or a lock of the program's own. So each
 * thread keeps, for every thread, how much of what that one did is known to be
 * over (a vector clock): what it did itself; what a thread had done when it gave
 * a heap lock back that this one takes afterwards; what its starter had done
 * before; what a thread did whose end it waited for, and, for the first thread of
 * a process, what ended threads did. A use that is not among these may overlap,
 * unless one lock was held at both: which locks a thread holds, somebody else
 * knows, who watches every call (`UseWitness`). What a program arranges with
 * variables of its own is not seen (*ours*: the finding stops nothing).
 */
import type { UseWitness } from '../machine/ports.ts';

/** A use of a heap by another thread. */
export interface HeapUse {
  readonly thread: number;
  /** Its call stack; empty where nobody saw it. */
  readonly stack: readonly string[];
}

/** The last use of a heap by one thread. */
interface LastUse extends HeapUse {
  readonly time: number;
  readonly locks: readonly string[];
}

/** By thread: how many of its uses and releases are known to be over. */
type Clock = Map<number, number>;

function join(into: Clock, from: Clock | undefined): void {
  for (const [thread, time] of from ?? []) into.set(thread, Math.max(into.get(thread) ?? 0, time));
}

/** Uses of the heaps of a process with several threads. */
export class HeapUsers {
  readonly #threads = new Map<number, Clock>();
  /** What whoever takes the lock of a heap next knows. */
  readonly #locks = new WeakMap<object, Clock>();
  /** How each thread used a heap last. */
  readonly #uses = new WeakMap<object, Map<number, LastUse>>();
  /** Pairs of call stacks that were told of. */
  readonly #told = new Set<string>();
  readonly #witness: () => UseWitness | null;

  /** @param witness who watches the calls, when somebody does */
  constructor(witness: () => UseWitness | null = () => null) {
    this.#witness = witness;
  }

  /** A thread has taken the lock of a heap. */
  acquired(heap: object, thread: number): void {
    join(this.#clockOf(thread), this.#locks.get(heap));
  }

  /** A thread has given it back. */
  released(heap: object, thread: number): void {
    this.#tick(thread);
    this.#locks.set(heap, new Map(this.#clockOf(thread)));
  }

  /** What one thread has done is over before another one goes on. */
  order(before: number, after: number): void {
    this.#tick(before);
    join(this.#clockOf(after), this.#threads.get(before));
  }

  /** A thread uses a heap. Gives the use of another thread that may overlap with this one, or null. */
  used(heap: object, thread: number): HeapUse | null {
    const uses = this.#uses.get(heap) ?? new Map<number, LastUse>();
    const known = this.#clockOf(thread);
    const witness = this.#witness();
    const locks = witness?.locksOf(thread) ?? [];
    const other = [...uses.values()].find(
      (use) =>
        use.thread !== thread &&
        use.time > (known.get(use.thread) ?? 0) &&
        !use.locks.some((lock) => locks.includes(lock)),
    );
    const stack = witness?.stack() ?? [];
    uses.set(thread, { thread, time: this.#tick(thread), locks, stack });
    this.#uses.set(heap, uses);
    return other === undefined || this.#isTold(other.stack, stack) ? null : other;
  }

  /** A loop tells of a pair of call stacks once. */
  #isTold(before: readonly string[], now: readonly string[]): boolean {
    if (now.length === 0) return false;
    const pair = [...before, '', ...now].join('\n');
    const isTold = this.#told.has(pair);
    this.#told.add(pair);
    return isTold;
  }

  #clockOf(thread: number): Clock {
    const known = this.#threads.get(thread);
    if (known !== undefined) return known;
    const made: Clock = new Map();
    this.#threads.set(thread, made);
    return made;
  }

  #tick(thread: number): number {
    const clock = this.#clockOf(thread);
    const time = (clock.get(thread) ?? 0) + 1;
    clock.set(thread, time);
    return time;
  }
}

/**
 * Which threads use a heap without serialization (S4-024 to S4-028).
 *
 * A call runs to its end before another thread does, so nothing is damaged
 * here. On Windows two such calls can overlap unless something keeps them apart:
 * that one thread alone uses the heap, or a lock of the program's own. So each
 * thread keeps, for every thread, how much of what that one did is known to be
 * over (a vector clock): what it did itself; what a thread had done when it gave
 * a heap lock back that this one takes afterwards; what its starter had done
 * before; and, for the first thread of a process, what ended threads did. A use
 * that is not among these may overlap. What a program arranges with variables
 * of its own is not seen (*ours*: the finding stops nothing).
 */

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
  /** When each thread used a heap last. */
  readonly #uses = new WeakMap<object, Clock>();

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

  /** A thread uses a heap. Gives another thread whose use of it may overlap with this one, or 0. */
  used(heap: object, thread: number): number {
    const uses = this.#uses.get(heap) ?? new Map<number, number>();
    const known = this.#clockOf(thread);
    const other = [...uses].find(([user, time]) => user !== thread && time > (known.get(user) ?? 0));
    uses.set(thread, this.#tick(thread));
    this.#uses.set(heap, uses);
    return other?.[0] ?? 0;
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

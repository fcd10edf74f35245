/** User APCs of a process: what its threads are to call, first queued first, when they wait alertably. */
import type { NTSTATUS } from '../contract/c-types.ts';
import type { Part } from '../machine/snapshot.ts';

/** One that is queued. */
export interface UserApc {
  /** Address of a function of the program. */
  readonly routine: number;
  readonly args: readonly number[];
  /** Address of the timer that it comes from; 0 for none. */
  readonly timer: number;
}

type Image = readonly (readonly [number, readonly UserApc[]])[];

/** The queues of a process, by identifier of the thread. */
export class UserApcs implements Part {
  readonly name: string;
  /** The arrays are replaced, never changed: snapshots hold them. */
  readonly #queued = new Map<number, readonly UserApc[]>();

  constructor(name: string) {
    this.name = name;
  }

  /** True when a thread has something to call. */
  has(thread: number): boolean {
    return this.#queued.has(thread);
  }

  add(thread: number, apc: UserApc): void {
    this.#queued.set(thread, [...(this.#queued.get(thread) ?? []), apc]);
  }

  /** Takes the first of a thread. */
  take(thread: number): UserApc | undefined {
    const [first, ...rest] = this.#queued.get(thread) ?? [];
    this.#set(thread, rest);
    return first;
  }

  /** Takes those of a timer back: it is set anew, or cancelled. */
  forgetTimer(timer: number): void {
    for (const [thread, apcs] of this.#queued)
      this.#set(
        thread,
        apcs.filter((apc) => apc.timer !== timer),
      );
  }

  #set(thread: number, apcs: readonly UserApc[]): void {
    if (apcs.length > 0) this.#queued.set(thread, apcs);
    else this.#queued.delete(thread);
  }

  save(): Image {
    return [...this.#queued];
  }

  load(saved: unknown): void {
    this.#queued.clear();
    for (const [thread, apcs] of saved as Image) this.#queued.set(thread, apcs);
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }
}

/** What the routines of the Windows API do with user APCs. */
export interface ProgramApcs {
  /** Queues one to the thread of a handle. */
  queue(handle: number, routine: number, args: readonly number[]): NTSTATUS;
}

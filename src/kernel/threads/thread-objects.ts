/**
 * The KTHREAD of each thread in simulated memory: what KeGetCurrentThread
 * gives, what locks note as their owner, and what others wait for. Its layout
 * is opaque to drivers; irqlab fills in the dispatcher header (*ours*).
 */
import type { DriverData } from '../driver-data.ts';
import type { Thread } from '../records.ts';

/** Bytes that one takes. *Ours*: nobody may look inside. */
const THREAD_BYTES = 0x400;

/** Gives threads their objects. */
export class ThreadObjects {
  readonly #data: DriverData;
  /** Called with a fresh object. */
  onMade: (thread: Thread) => void = () => {};

  constructor(data: DriverData) {
    this.#data = data;
  }

  /** Memory for the KTHREAD of a thread to come, for `give`; null when there is none. */
  make(): number | null {
    return this.#data.tryVariable(THREAD_BYTES);
  }

  /** Makes memory from `make` the KTHREAD of a thread. */
  give(thread: Thread, object: number): void {
    thread.object = object;
    this.onMade(thread);
  }

  /** Address of a thread's KTHREAD. It is made when it is first asked for, and stays when the thread has ended. */
  of(thread: Thread): number {
    if (thread.object === 0) this.give(thread, this.#data.variable(THREAD_BYTES));
    return thread.object;
  }
}

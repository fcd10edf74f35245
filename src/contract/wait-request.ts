/** What waits are made of: src/contract/blocking.ts says how. No state. */

/** What a thread waits for. */
export interface WaitRequest {
  /** Routine that waits. */
  readonly routine: string;
  /** Address of what it waits for; 0 when it has none. */
  readonly object: number;
  /** What lies there, in words: `a mutex`. */
  readonly what: string;
  /** Identifier of the thread that the wait depends on; null when any thread may end it. */
  owner(): number | null;
  /** True when the thread may go on. Asked often, and while other threads are current: it changes nothing, and nothing in it faults. */
  ready(): boolean;
  /** Interrupt time, in 100 ns units, at which the thread goes on without being ready; left out, it never does. */
  readonly due?: bigint;
  /** True for a busy wait: the thread keeps its processor and its level. */
  readonly spins?: true;
}

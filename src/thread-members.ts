/** Threads as TypeScript sees them: `nt.startThread`, `nt.wait`, `nt.time` and so on. */
import type { ApcRequest } from './kernel/apcs/apcs.ts';
import type { InterruptResult } from './kernel/interrupts/interrupts.ts';
import { tellOfNewThread } from './kernel/io/notifications.ts';
import type { Machine } from './kernel/machine.ts';
import { NORMAL_PRIORITY, type Process, type Thread, type ThreadState } from './kernel/records.ts';
import type { ThreadWork } from './kernel/threads/thread-body.ts';
import type { KernelWaits } from './routine-sets.ts';
import { type Guarded, makeGuarded } from './seh/guarded.ts';

/** Code of a thread: a generator function that yields where it waits or may be preempted, or a plain function. */
export type ThreadFunction = () => ThreadWork | unknown;

/** How a thread is started. */
export interface ThreadOptions {
  /** Name for reports. */
  readonly name?: string;
  /** 1 to 31, higher first; 8 when left out. */
  readonly priority?: number;
  /** Number of the processor that it runs on; the current one when left out. */
  readonly processor?: number;
}

/** A thread as TypeScript sees it. */
export interface ThreadControl {
  /** Identifier. */
  readonly id: number;
  /** Name that it was started with. */
  readonly name: string;
  /** Where it stands. */
  readonly state: ThreadState;
  /** Its priority now. */
  readonly priority: number;
  /** Address of its KTHREAD. */
  readonly object: number;
}

/** Simulated time. */
export interface TimeControl {
  /** 100 ns units since the boot. */
  readonly now: bigint;
  /** Lets time pass: what is due on the way happens in order. Throws RangeError for a number below 0. */
  advance(units: number | bigint): void;
}

/** Members of a machine for threads. */
export interface ThreadMembers {
  /**
   * The routines that may wait, for threads that are generator functions:
   * `yield* nt.wait.KeWaitForSingleObject(…)`.
   */
  readonly wait: KernelWaits;
  /** Starts a system thread. It runs when the scheduler chooses it: at once when its priority is higher. */
  startThread(body: ThreadFunction, options?: ThreadOptions): ThreadControl;
  /** Address of the exported variable PsThreadType: `*PsThreadType` is what ObReferenceObjectByHandle wants. */
  readonly PsThreadType: number;
  /** Runs started threads until none of them can go on. No time passes. */
  runThreads(): void;
  /** `__try` for threads that are generator functions: `yield* nt.guarded(function* () {…}, nt.__except(…))`. */
  readonly guarded: Guarded;
  /**
   * Queues a kernel APC to a thread, which runs it as soon as its level and its regions allow that: at APC_LEVEL a
   * special one, at PASSIVE_LEVEL a normal one. Drivers have no documented routine for it (*ours*).
   * @param thread identifier of any thread
   * @returns false when the thread has ended
   */
  queueApc(thread: number, apc: ApcRequest): boolean;
  /**
   * Ends an alertable wait of a thread, now or the next one: with STATUS_ALERTED, or for a user APC, whose routine
   * would run when the thread goes back to user mode, with STATUS_USER_APC if the wait is one of UserMode (*ours*).
   * @returns false when the thread has ended
   */
  alertThread(thread: number, what?: 'alert' | 'user-apc'): boolean;
  /**
   * Raises the interrupt of a vector, as a device does (*ours*): the service routines that are connected to it run
   * before this returns, or when the level of their processor drops below theirs.
   * @param vector what IoConnectInterrupt was given
   */
  interrupt(vector: number): InterruptResult;
  /** Simulated time. */
  readonly time: TimeControl;
  /** The choices of the scheduler so far: `boot({ schedule })` makes the same ones again. */
  readonly schedule: string;
}

/** Makes them, besides the ones that are read anew each time (boot.ts). */
export function threadMembers(
  machine: Machine,
  wait: KernelWaits,
): Omit<ThreadMembers, 'schedule' | 'PsThreadType'> {
  const { scheduler, clock, apcs, interrupts } = machine.subsystems;
  return {
    wait,
    startThread(body, options = {}) {
      machine.assertRunning();
      return startThread(machine, machine.system, body, options);
    },
    runThreads() {
      machine.assertRunning();
      scheduler.runOthers();
    },
    guarded: makeGuarded(machine.seh),
    queueApc(thread, apc) {
      machine.assertRunning();
      return apcs.queue(thread, apc);
    },
    alertThread(thread, what = 'alert') {
      machine.assertRunning();
      return apcs.alert(thread, what);
    },
    interrupt(vector) {
      machine.assertRunning();
      return interrupts.raise(vector);
    },
    time: {
      get now() {
        return clock.now;
      },
      advance(units) {
        machine.assertRunning();
        const amount = BigInt(units);
        if (amount < 0n) throw new RangeError(`time.advance: ${units} units; time does not go back`);
        scheduler.advance(amount);
      },
    },
  };
}

/** Starts a thread of a process; one of a higher priority runs at once. Throws RangeError for a bad option. */
export function startThread(
  machine: Machine,
  process: Process,
  body: ThreadFunction,
  { name = '', priority = NORMAL_PRIORITY, processor = machine.processor.number }: ThreadOptions,
): ThreadControl {
  const { scheduler } = machine.subsystems;
  if (!Number.isInteger(priority) || priority < 1 || priority > 31)
    throw new RangeError(`startThread: priority is ${priority}; it must be a whole number from 1 to 31`);
  const thread = scheduler.start({ process, name, priority, processor, start: body });
  const starter = machine.thread.process === process ? machine.thread : process.mainThread;
  process.heaps.noteStart(starter.id, thread.id);
  tellOfNewThread(machine.subsystems.io, thread);
  scheduler.preempt();
  return threadControl(machine, thread);
}

const threadControl = (machine: Machine, thread: Thread): ThreadControl => ({
  id: thread.id,
  name: thread.name,
  get state() {
    return thread.state;
  },
  get priority() {
    return thread.priority;
  },
  get object() {
    return machine.subsystems.scheduler.objectOf(thread);
  },
});

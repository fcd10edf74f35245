/**
 * Processors, threads and processes as records: who owns what.
 *
 * | state                                   | owner     | written by                                      |
 * |-----------------------------------------|-----------|-------------------------------------------------|
 * | current level                           | processor | `Current.setIrql`                               |
 * | which thread runs                       | processor | `Current.switchTo`, `Current.resume`            |
 * | levels that raises saved                | thread    | irql-moves.ts; kernel-contexts.ts lends an empty list |
 * | frames, construct, dispatches in progress | thread  | src/seh; kernel-contexts.ts lends an empty list |
 * | last status                             | thread    | `Machine.setLastStatus`                         |
 * | state, wait, processor, priorities      | thread    | src/kernel/threads                              |
 * | level and call stack while another runs | thread    | `Current.resume`, src/kernel/threads            |
 * | counts that disable APCs                | thread    | critical and guarded regions, mutexes           |
 * | context of its kernel-mode code         | thread    | kernel-contexts.ts                              |
 * | process that it is attached to          | thread    | `Current.attach`                                |
 * | how it ended                            | process   | endings.ts                                      |
 *
 * A snapshot restores all of them (machine-part.ts) besides the frames: where one is legal there are none.
 */

import type { Architecture } from '../contract/c-types.ts';
import type { WaitRequest } from '../contract/wait-request.ts';
import type { PageHeapKind } from '../heap/global-flags.ts';
import type { Heaps } from '../heap/heaps.ts';
import type { Stopped } from '../machine/stop.ts';
import { AddressSpace } from '../memory/address-space.ts';
import type { AddressWindows } from '../memory/address-windows.ts';
import type { Memory } from '../memory/memory.ts';
import { newSehThread, type SehThread } from '../seh/frames.ts';
import type { InterruptContext } from './bug-check-unhandled.ts';
import type { CodeEntry } from './code-entry.ts';
import { ATTENTION, Gate } from './gate.ts';

/**
 * Where a thread stands. `running` is also the state of the threads that a machine and its processes start with
 * while their synchronous code runs: the scheduler never dispatches those.
 */
export type ThreadState = 'ready' | 'running' | 'waiting' | 'terminated';

/** Priority of a thread that nobody set: that of the System process. */
export const NORMAL_PRIORITY = 8;

/** One KeStackAttachProcess that is not undone. */
export interface Attachment {
  /** Address of the KAPC_STATE that the caller gave. */
  readonly state: number;
  /** Process whose address space the thread sees since. */
  readonly process: Process;
  /** Where that was, innermost first. */
  readonly by: readonly string[];
}

/** A thread. */
export class Thread {
  /** Identifier: a multiple of 4, as on Windows; never 0. */
  readonly id: number;
  /** Process that it belongs to, whichever it is attached to. */
  readonly process: Process;
  /** Frames and dispatch state of exception handling. */
  readonly seh: SehThread = newSehThread();
  /**
   * Levels that raises on this thread saved, oldest first. They stay with the thread when another one runs: a raise
   * on one thread is never matched by a lower on another.
   */
  savedLevels: number[] = [];
  /** Last status of user-mode code (TEB LastStatusValue). */
  lastStatus = 0;
  /** Last error of user-mode code (TEB LastErrorValue). */
  lastError = 0;
  /** Name for reports; empty for a thread that nobody named. */
  readonly name: string;
  state: ThreadState = 'running';
  /** What it waits for, or null. */
  wait: WaitRequest | null = null;
  /** Among ready threads of one priority the lowest goes first. */
  turn = 0;
  /** Priority now: the base priority, or a boost above it. */
  priority = NORMAL_PRIORITY;
  basePriority = NORMAL_PRIORITY;
  /** How often it was suspended and not resumed: it does not go on meanwhile. */
  suspendCount = 0;
  /** Number of the processor that it runs on. */
  processor = 0;
  /** Level at which it goes on, while another thread runs. */
  irql = 0;
  /** Routines that it is inside of, while another thread runs. */
  callStack: readonly string[] = [];
  /** C code that it is inside of, while another thread runs. */
  code: readonly CodeEntry[] = [];
  /** 0, or below: normal kernel APCs are disabled (critical regions, mutexes). */
  kernelApcDisable = 0;
  /** 0, or below: all APCs are disabled (guarded regions). */
  specialApcDisable = 0;
  /** Level before a call with Wait TRUE, until the wait that must follow; else null. */
  waitIrql: number | null = null;
  /** Address of its KTHREAD in simulated memory; 0 until somebody asks (thread-objects.ts). */
  object = 0;
  /** Address of its first instruction; 0 for one that has none. */
  startAddress = 0;
  /** Status that it ended with. */
  exitStatus = 0;
  /** Context of its kernel-mode code, or null outside of `KernelContexts.run`. */
  context: InterruptContext | null = null;
  /** True for a system thread in the context of a user-mode process: its code is kernel-mode code. */
  kernelMode = false;
  /** How often it is attached to a process, oldest first. The arrays are replaced, never changed: snapshots hold them. */
  attachments: readonly Attachment[] = [];
  /** Process of the last of them, or null: its addresses, handles and heaps are those that the thread sees. */
  attachedTo: Process | null = null;
  /** Processors that it may run on, as bits; null for all. */
  affinity: bigint | null = null;

  constructor(id: number, process: Process, name = '') {
    this.id = id;
    this.process = process;
    this.name = name;
  }
}

/** True for a thread whose code never goes on: it has ended, or its process has, in the middle of it. */
export const isOver = ({ state, process }: Thread): boolean =>
  state === 'terminated' || process.exit !== null;

/** What a process is started with. */
export interface ProcessStart {
  readonly name: string;
  readonly mode: 'kernel' | 'user';
  /** Architecture of its program: that of the machine, or x86 on x64. */
  readonly architecture: Architecture;
  /** Whether a damaged heap ends it (BEHAVIOUR-DECISIONS 10). */
  readonly terminateOnCorruption: boolean;
  /** Global flags: fixed for its life (B-214). */
  readonly globalFlags: number;
  /** Which page heap its global flags ask for. */
  readonly pageHeap: PageHeapKind;
  /** Whether it holds SeLockMemoryPrivilege. */
  readonly lockMemory: boolean;
}

/** Standard streams of a program. */
export interface ProgramConsole {
  /** Adds to standard output or standard error. */
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  /** Bytes of standard input up to the end of a line, at most so many; none at its end. */
  read(most: number): Uint8Array;
}

/** A process: address space, threads, heaps. */
export class Process {
  readonly id: number;
  readonly name: string;
  readonly mode: 'kernel' | 'user';
  /** Architecture of its program. */
  readonly architecture: Architecture;
  /** Its addresses as kernel-mode code sees them. */
  readonly space: AddressSpace;
  /** Its addresses as its program sees them: the same, but for a program of another architecture. */
  readonly programSpace: AddressSpace;
  /** Address of its EPROCESS in simulated memory; 0 until somebody asks. */
  object = 0;
  readonly threads: Thread[] = [];
  /** Heaps that user-mode code made. Set once, right after construction. */
  heaps!: Heaps;
  /** Heaps that kernel-mode code made while this process was current. Set once, right after construction. */
  kernelHeaps!: Heaps;
  /** Memory as the code of the process sees it. Set once, right after construction. */
  memory!: Memory;
  /** Memory as the system touches it for the program: pointers are those of the program. Set once, right after construction. */
  systemMemory!: Memory;
  /** Gate of its user-mode members. */
  readonly gate: Gate = new Gate(ATTENTION);
  /** How it ended, or null while it runs. */
  exit: Stopped | null = null;
  /** Standard streams of its program; null for one in TypeScript. No part of a snapshot. */
  console: ProgramConsole | null = null;
  /** Address of a function of a DLL that is in its C library and is no declared routine; null for none (GetProcAddress). */
  libraryRoutine: ((module: string, name: string) => number | null) | null = null;
  /** Command line of its program. */
  commandLine = '';
  /** What it was started with. */
  readonly start: ProcessStart;

  constructor(id: number, start: ProcessStart, space: AddressSpace) {
    this.id = id;
    this.name = start.name;
    this.mode = start.mode;
    this.architecture = start.architecture;
    this.space = space;
    this.programSpace =
      start.architecture === space.architecture
        ? space
        : new AddressSpace(start.architecture, space.user, space.kernel);
    this.start = start;
  }

  /** Page frames of the process, and the windows for them. */
  get windows(): AddressWindows {
    const { windows } = this.space;
    if (windows === null) throw new TypeError(`process ${this.name} has no page frames`);
    return windows;
  }

  /** Thread that the members of the process run on. */
  get mainThread(): Thread {
    const first = this.threads[0];
    if (first === undefined) throw new TypeError(`process ${this.name} has no thread`);
    return first;
  }
}

/** A processor: its level and the thread that runs on it. Only current.ts writes to one. */
export class Processor {
  readonly number: number;
  irql = 0;
  /** False while a routine runs with interrupts disabled; never outside of one. */
  interruptsEnabled = true;
  /** Never null: a processor without work runs a system thread of its own. */
  thread: Thread;
  /** That system thread. On the processor that a machine boots with it is the one that the program runs on. */
  readonly own: Thread;

  constructor(number: number, thread: Thread) {
    this.number = number;
    this.thread = thread;
    this.own = thread;
    thread.processor = number;
  }
}

/**
 * Processors, threads and processes as records: who owns what.
 *
 * | state                                   | owner     | written by                                      |
 * |-----------------------------------------|-----------|-------------------------------------------------|
 * | current level                           | processor | `Current.setIrql`                               |
 * | which thread runs                       | processor | `Current.switchTo`                              |
 * | levels that raises saved                | thread    | irql-moves.ts; kernel-contexts.ts lends an empty list |
 * | frames, construct, dispatches in progress | thread  | src/seh; kernel-contexts.ts lends an empty list |
 * | last status                             | thread    | `Machine.setLastStatus`                         |
 * | how it ended                            | process   | endings.ts                                      |
 *
 * A snapshot restores all of them (machine-part.ts) besides the frames: where one is legal there are none.
 * The scheduler comes with threads; until then whoever needs another thread makes it current by hand.
 */
import type { Architecture } from '../contract/c-types.ts';
import type { PageHeapKind } from '../heap/global-flags.ts';
import type { Heaps } from '../heap/heaps.ts';
import type { Stopped } from '../machine/stop.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import type { Memory } from '../memory/memory.ts';
import { newSehThread, type SehThread } from '../seh/frames.ts';
import { ATTENTION, type Gate } from './gate.ts';

/** A thread. */
export class Thread {
  /** Identifier: a multiple of 4, as on Windows; never 0. */
  readonly id: number;
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

  constructor(id: number, process: Process) {
    this.id = id;
    this.process = process;
  }
}

/** What a process is started with. */
export interface ProcessStart {
  readonly name: string;
  readonly mode: 'kernel' | 'user';
  /** Whether a damaged heap ends it (BEHAVIOUR-DECISIONS 10). */
  readonly terminateOnCorruption: boolean;
  /** Global flags: fixed for its life (B-214). */
  readonly globalFlags: number;
  /** Which page heap its global flags ask for. */
  readonly pageHeap: PageHeapKind;
}

/** A process: address space, threads, heaps. */
export class Process {
  readonly id: number;
  readonly name: string;
  readonly mode: 'kernel' | 'user';
  readonly architecture: Architecture;
  readonly space: AddressSpace;
  readonly threads: Thread[] = [];
  /** Heaps that user-mode code made. Set once, right after construction. */
  heaps!: Heaps;
  /** Heaps that kernel-mode code made while this process was current. Set once, right after construction. */
  kernelHeaps!: Heaps;
  /** Memory as the code of the process sees it. Set once, right after construction. */
  memory!: Memory;
  /** Gate of its user-mode members. */
  readonly gate: Gate = { level: ATTENTION };
  /** How it ended, or null while it runs. */
  exit: Stopped | null = null;
  /** What it was started with. */
  readonly start: ProcessStart;

  constructor(id: number, start: ProcessStart, space: AddressSpace) {
    this.id = id;
    this.name = start.name;
    this.mode = start.mode;
    this.architecture = space.architecture;
    this.space = space;
    this.start = start;
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
  /** Never null: a processor without work runs a system thread of its own. */
  thread: Thread;

  constructor(number: number, thread: Thread) {
    this.number = number;
    this.thread = thread;
  }
}

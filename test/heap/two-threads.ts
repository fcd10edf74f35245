/** Places where two threads use one heap: a process with a second thread, and two processors in kernel mode. */
import {
  type Architecture,
  type BootOptions,
  boot,
  MiB,
  type Nt,
  type Outcome,
  type UserProcess,
} from 'irqlab';
import { Debug } from '../../src/debug.ts';
import { Machine } from '../../src/kernel/machine.ts';
import { settingsFrom } from '../../src/kernel/options.ts';
import type { MachineEvent } from '../../src/machine/events.ts';
import type { Snapshot } from '../../src/machine/snapshot.ts';
import { makeUserProcess } from '../../src/user-process.ts';
import type { Caller } from './fixture.ts';

/** Two threads and what they share. */
export interface TwoThreads {
  readonly caller: Caller;
  /** The process, null in kernel mode. */
  readonly process: UserProcess | null;
  readonly debug: Debug;
  /** Identifiers of the threads. */
  readonly threads: readonly [number, number];
  readonly findings: readonly { readonly rule: string; readonly values: readonly number[] }[];
  /** Events of a block. */
  record(block: () => void): MachineEvent[];
  /** Runs a block as one of the threads; the other goes on afterwards. */
  onThread<T>(index: number, block: () => T): T;
  outcome<T>(block: () => T): Outcome<T>;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
}

const SMALL: BootOptions = { userBytes: 16 * MiB, kernelBytes: 4 * MiB, physicalMemory: 64 * MiB };

/** Two processors, each with its system thread. */
export function twoProcessors(arch: Architecture, options: BootOptions = {}): TwoThreads {
  const nt: Nt = boot({ ...SMALL, arch, processors: 2, ...options });
  return {
    caller: nt,
    process: null,
    debug: nt.debug,
    threads: [nt.processor(0).thread, nt.processor(1).thread],
    findings: nt.findings,
    record: (block) => nt.events.record(block),
    onThread: (index, block) => nt.onProcessor(index, block),
    outcome: (block) => nt.outcome(block),
    snapshot: () => nt.snapshot(),
    restore: (snapshot) => nt.restore(snapshot),
  };
}

/**
 * A process with two threads. User-mode threads have no routines yet, so the second one is made by hand and made
 * current by hand.
 */
export function twoUserThreads(arch: Architecture, terminateOnCorruption: boolean): TwoThreads {
  const machine = new Machine(settingsFrom({ ...SMALL, arch }));
  const process = makeUserProcess(machine, { terminateOnCorruption });
  const record = machine.processes.find(({ id }) => id === process.id);
  if (record === undefined) throw new TypeError('the process is not there');
  const threads = [record.mainThread, machine.newThread(record)] as const;
  machine.switchTo(threads[0]);
  return {
    caller: process,
    process,
    debug: new Debug(machine),
    threads: [threads[0].id, threads[1].id],
    findings: machine.reports.findings,
    record: (block) => machine.events.record(block),
    onThread(index, block) {
      const before = machine.thread;
      machine.switchTo(threads[index as 0 | 1]);
      try {
        return block();
      } finally {
        machine.switchTo(before);
      }
    },
    outcome: (block) => process.outcome(block),
    snapshot: () => machine.snapshot(),
    restore: (snapshot) => machine.restore(snapshot),
  };
}

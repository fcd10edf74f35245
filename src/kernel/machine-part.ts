/** Processors, threads, processes and counters, as a snapshot part. */
import type { Part } from '../machine/snapshot.ts';
import type { Machine } from './machine.ts';
import type { Process, Thread } from './records.ts';

interface Image {
  readonly counters: readonly [number, number];
  readonly current: number;
  readonly processors: readonly { readonly irql: number; readonly thread: Thread }[];
  readonly processes: readonly {
    readonly process: Process;
    readonly threads: readonly Thread[];
    readonly exit: Process['exit'];
  }[];
  readonly threads: readonly {
    readonly thread: Thread;
    readonly savedLevels: readonly number[];
    readonly lastStatus: number;
    readonly lastError: number;
  }[];
  readonly lastFailure: Machine['lastFailure'];
  readonly findings: Machine['findings'];
}

/** The state that the kernel keeps in records. */
export class MachinePart implements Part {
  readonly name = 'kernel';
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  save(): Image {
    const machine = this.#machine;
    return {
      counters: machine.counters,
      current: machine.processor.number,
      processors: machine.processors.map(({ irql, thread }) => ({ irql, thread })),
      processes: machine.processes.map((process) => ({
        process,
        threads: [...process.threads],
        exit: process.exit,
      })),
      threads: machine.processes.flatMap((process) =>
        process.threads.map((thread) => ({
          thread,
          savedLevels: [...thread.savedLevels],
          lastStatus: thread.lastStatus,
          lastError: thread.lastError,
        })),
      ),
      lastFailure: machine.lastFailure,
      findings: [...machine.findings],
    };
  }

  load(saved: unknown): void {
    const machine = this.#machine;
    const image = saved as Image;
    machine.counters = image.counters;
    machine.processes.splice(0, machine.processes.length, ...image.processes.map(({ process }) => process));
    for (const { process, threads, exit } of image.processes) {
      process.threads.splice(0, process.threads.length, ...threads);
      process.exit = exit;
    }
    for (const { thread, savedLevels, lastStatus, lastError } of image.threads) {
      thread.savedLevels.splice(0, thread.savedLevels.length, ...savedLevels);
      thread.lastStatus = lastStatus;
      thread.lastError = lastError;
    }
    image.processors.forEach(({ irql, thread }, number) => {
      const processor = machine.processors[number];
      if (processor === undefined) return;
      processor.irql = irql;
      processor.thread = thread;
    });
    machine.lastFailure = image.lastFailure;
    machine.findings.splice(0, machine.findings.length, ...image.findings);
    machine.selectProcessor(image.current);
  }

  fingerprint(): string {
    const { processes, threads, processors, ...rest } = this.save();
    return JSON.stringify({
      ...rest,
      processors: processors.map(({ irql, thread }) => [irql, thread.id]),
      processes: processes.map(({ process, exit }) => [process.id, exit?.exitCode ?? null]),
      threads: threads.map(({ thread, savedLevels, lastStatus, lastError }) => [
        thread.id,
        savedLevels,
        lastStatus,
        lastError,
      ]),
    });
  }
}

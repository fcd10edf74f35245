/** What the machine itself keeps, as a snapshot part: processors, threads, processes, counters, findings. */
import type { Part } from '../machine/snapshot.ts';
import { isQuiescent } from '../seh/frames.ts';
import type { Calls } from './calls.ts';
import type { Counters } from './counters.ts';
import type { Current, CurrentImage } from './current.ts';
import type { Failure, KernelHost } from './kernel-host.ts';
import { isOver, type Process, type Thread } from './records.ts';
import type { Finding, RuleReports } from './rule-reports.ts';

/** The machine as the part sees it: what it saves belongs to these. */
export interface MachineState extends Pick<KernelHost, 'stop' | 'processes'> {
  readonly counters: Counters;
  readonly current: Current;
  readonly calls: Calls;
  readonly reports: RuleReports;
  lastFailure: Failure | null;
}

interface Image extends CurrentImage {
  readonly counters: readonly [number, number];
  readonly processes: readonly {
    readonly process: Process;
    readonly threads: readonly Thread[];
    readonly exit: Process['exit'];
    readonly object: number;
  }[];
  readonly threads: readonly { readonly thread: Thread; readonly saved: ThreadImage }[];
  readonly lastFailure: Failure | null;
  readonly findings: readonly Finding[];
}

/** Members of a thread that a snapshot holds. */
const threadMembers = [
  'lastStatus',
  'lastError',
  'state',
  'turn',
  'priority',
  'basePriority',
  'suspendCount',
  'processor',
  'irql',
  'kernelApcDisable',
  'specialApcDisable',
  'waitIrql',
  'affinity',
  'object',
  'exitStatus',
  'attachments',
  'attachedTo',
] as const;

type ThreadImage = Pick<Thread, (typeof threadMembers)[number]> & { readonly savedLevels: readonly number[] };

function saveThread(thread: Thread): ThreadImage {
  const saved = Object.fromEntries(threadMembers.map((member) => [member, thread[member]]));
  return { ...(saved as unknown as ThreadImage), savedLevels: [...thread.savedLevels] };
}

/** The state that the kernel keeps in records. */
export class MachinePart implements Part {
  readonly name = 'kernel';
  readonly #machine: MachineState;

  constructor(machine: MachineState) {
    this.#machine = machine;
  }

  obstacle(): string | null {
    const machine = this.#machine;
    if (machine.stop !== null) return 'the machine has halted';
    if (machine.calls.any) return 'a routine is running';
    const open = machine.processes
      .flatMap((process) => process.threads)
      .find((thread) => !isOver(thread) && !isQuiescent(thread.seh));
    return open === undefined ? null : `thread ${open.id} is inside a guarded body`;
  }

  save(): Image {
    const machine = this.#machine;
    return {
      counters: machine.counters.save(),
      ...machine.current.save(),
      processes: machine.processes.map((process) => ({
        process,
        threads: [...process.threads],
        exit: process.exit,
        object: process.object,
      })),
      threads: machine.processes.flatMap((process) =>
        process.threads.map((thread) => ({
          thread,
          saved: saveThread(thread),
        })),
      ),
      lastFailure: machine.lastFailure,
      findings: [...machine.reports.findings],
    };
  }

  load(saved: unknown): void {
    const machine = this.#machine;
    const image = saved as Image;
    machine.counters.load(image.counters);
    machine.processes.splice(0, machine.processes.length, ...image.processes.map(({ process }) => process));
    for (const { process, threads, exit, object } of image.processes) {
      process.threads.splice(0, process.threads.length, ...threads);
      process.exit = exit;
      process.object = object;
    }
    for (const { thread, saved } of image.threads) {
      const { savedLevels, ...rest } = saved;
      thread.savedLevels.splice(0, thread.savedLevels.length, ...savedLevels);
      // Where a snapshot is legal no thread waits, and none is inside a routine.
      Object.assign(thread, rest, { wait: null, callStack: [], code: [] });
    }
    machine.lastFailure = image.lastFailure;
    const { findings } = machine.reports;
    findings.splice(0, findings.length, ...image.findings);
    machine.current.load(image);
  }

  fingerprint(): string {
    const { processes, threads, processors, ...rest } = this.save();
    return JSON.stringify({
      ...rest,
      processors: processors.map(({ irql, thread }) => [irql, thread.id]),
      processes: processes.map(({ process, exit }) => [process.id, exit?.exitCode ?? null]),
      threads: threads.map(({ thread, saved }) => [
        thread.id,
        {
          ...saved,
          affinity: saved.affinity === null ? null : String(saved.affinity),
          attachments: saved.attachments.map(({ state, process }) => [state, process.id]),
          attachedTo: saved.attachedTo?.id ?? null,
        },
      ]),
    });
  }
}

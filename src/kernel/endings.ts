/** How a machine halts and how a process ends. Nothing else sets `stop` or `Process.exit`, besides a restore. */
import type { Architecture, EXCEPTION_RECORD } from '../contract/c-types.ts';
import { pageHeapFault } from '../heap/page-heap-fault.ts';
import { formatAddress, type PointerTable } from '../machine/addresses.ts';
import { NotModelled, type Stop, Stopped, type StopReason, type WaitingThread } from '../machine/stop.ts';
import { STATUS_ACCESS_VIOLATION } from '../status/common.ts';
import { formatNtStatus } from '../status/format-nt-status.ts';
import { makeBugCheck } from './bug-check.ts';
import type { BugCheckReason, KernelHost } from './kernel-host.ts';
import type { Process } from './records.ts';
import { shownStack } from './shown-stack.ts';

/** What endings need from the machine. */
export type EndingsHost = Pick<
  KernelHost,
  'architecture' | 'events' | 'pointers' | 'processor' | 'process' | 'symbols' | 'updateGates'
> & {
  /** The machine has stopped with a bug check: what drivers registered for that runs now. */
  runBugCheckCallbacks(): void;
  readonly calls: { readonly code: readonly unknown[]; stackText(): readonly string[] };
};

/** What ExceptionInformation[0] of an access violation says (E-006). */
const ACCESSES: Readonly<Record<number, string>> = { 0: 'read from', 1: 'wrote to', 8: 'ran code at' };

/** What an access violation did: `, which wrote to 00000000`; nothing for other exceptions. */
function accessText(record: EXCEPTION_RECORD, architecture: Architecture, pointers: PointerTable): string {
  const [kind = -1, address] = record.ExceptionInformation;
  const access = ACCESSES[kind];
  if (record.ExceptionCode !== STATUS_ACCESS_VIOLATION || access === undefined || address === undefined)
    return '';
  return `, which ${access} ${formatAddress(architecture, address, pointers)}`;
}

/** What page heap knows about the address of an access violation: lines of a report. */
function pageHeapLines(
  process: Process,
  { ExceptionCode, ExceptionInformation }: EXCEPTION_RECORD,
): string[] {
  const [, address] = ExceptionInformation;
  return ExceptionCode === STATUS_ACCESS_VIOLATION && address !== undefined
    ? pageHeapFault(process.heaps, address)
    : [];
}

/** Stops of one machine and exits of its processes. */
export class Endings {
  /** How the machine halted, or null while it runs. */
  stop: Stop | null = null;
  /** Called when a process has ended. */
  readonly onExit: ((process: Process) => void)[] = [];
  readonly #host: EndingsHost;

  constructor(host: EndingsHost) {
    this.#host = host;
  }

  /** Lets a halted machine run again: its state was restored. */
  undo(): void {
    this.stop = null;
    this.#host.updateGates();
  }

  /** Halts without a bug check. */
  stopped(reason: StopReason, what: string, message: string, cycle: readonly WaitingThread[] = []): never {
    this.#halt(new Stopped(reason, what, message, { cycle }));
  }

  notModelled(what: string, page?: string): never {
    this.#halt(new NotModelled(what, page ?? null));
  }

  bugCheck(code: number, parameters: readonly number[], about: BugCheckReason): never {
    const { architecture, processor, process, calls, pointers } = this.#host;
    const { rule, page, fix, details, provenance } = about;
    const [first = 0, second = 0, third = 0, fourth = 0] = parameters;
    this.#haltWithBugCheck(
      makeBugCheck({
        architecture,
        code,
        parameters: [first, second, third, fourth],
        rule,
        ...(page === undefined ? {} : { page }),
        provenance:
          provenance === 'ours' || provenance === 'observed' || provenance === 'reimplemented'
            ? provenance
            : 'documented',
        fix,
        irql: processor.irql,
        processor: processor.number,
        thread: processor.thread.id,
        process: { id: process.id, name: process.name },
        callStack: calls.stackText(),
        ...(details === undefined ? {} : { details }),
        pointers,
      }),
    );
  }

  /** Ends the current process with a status; with details when the system does it. */
  terminateProcess(status: number, details: readonly string[]): never {
    if (details.length === 0) throw this.#exit(status, '', {});
    throw this.#exit(status, ['', ...details, ...this.#stackLines()].join('\n  '), { details });
  }

  /** Ends the current process with an exception. Gives what to throw. */
  endProcess(record: EXCEPTION_RECORD): Stopped {
    const { process, symbols } = this.#host;
    const where = formatAddress(process.architecture, record.ExceptionAddress);
    const code = symbols.describe(record.ExceptionAddress);
    const shown = code === undefined ? where : `${where} (${code})`;
    const access = accessText(record, process.architecture, this.#host.pointers);
    const text = `: nobody handled the exception at ${shown}${access}`;
    const details = pageHeapLines(process, record);
    const lines = [text, ...details, ...this.#stackLines()];
    return this.#exit(record.ExceptionCode, lines.join('\n  '), { record, details });
  }

  /** The call stack of C code that ends a process; nothing when none runs. */
  #stackLines(): readonly string[] {
    const { calls } = this.#host;
    const frames = calls.code.length === 0 ? [] : shownStack(calls.stackText());
    return frames.length === 0 ? [] : ['call stack:', ...frames.map((line) => `  ${line}`)];
  }

  #exit(
    exitCode: number,
    text: string,
    more: { record?: EXCEPTION_RECORD; details?: readonly string[] },
  ): Stopped {
    const { process } = this.#host;
    const ended = `process ${process.name} (${process.id}) ended with ${formatNtStatus(exitCode)}${text}`;
    process.exit = new Stopped('process-exit', process.name, ended, { exitCode, ...more });
    this.#tell(process.exit);
    for (const ended of this.onExit) ended(process);
    return process.exit;
  }

  #haltWithBugCheck(stop: Stop): never {
    this.stop = stop;
    this.#tell(stop);
    this.#host.runBugCheckCallbacks();
    throw stop;
  }

  #halt(stop: Stop): never {
    this.stop = stop;
    this.#tell(stop);
    throw stop;
  }

  #tell(stop: Stop): void {
    const { events } = this.#host;
    this.#host.updateGates();
    if (events.active) events.emit({ kind: 'stop', stop });
  }
}

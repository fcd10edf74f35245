/** What becomes of an exception that no guarded region accepted. */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';
import { formatAddress } from '../machine/addresses.ts';
import { Frame } from '../seh/frames.ts';
import { Unwind } from '../seh/unwind.ts';
import { formatNtStatus } from '../status/format-nt-status.ts';
import { unhandledBugCheck } from './bug-check-unhandled.ts';
import type { Endings } from './endings.ts';
import type { KernelContexts } from './kernel-contexts.ts';
import type { KernelHost } from './kernel-host.ts';

/** What the decision needs from the machine. */
export type UnhandledHost = Pick<
  KernelHost,
  'architecture' | 'symbols' | 'thread' | 'process' | 'inKernelMode' | 'handlersOf' | 'bugCheck'
>;

/** Last stop of exceptions on one machine. */
export class UnhandledExceptions {
  readonly #host: UnhandledHost;
  readonly #contexts: KernelContexts;
  readonly #endings: Endings;
  /** Frames that stand for the start of a thread, below its program: their handler ends the process. */
  readonly #threadStarts = new WeakSet<Frame>();

  constructor(host: UnhandledHost, contexts: KernelContexts, endings: Endings) {
    this.#host = host;
    this.#contexts = contexts;
    this.#endings = endings;
  }

  /**
   * Nobody accepted an exception. Kernel mode: a bug check. User mode: the top-level filter decides; returns when
   * it continues the execution.
   */
  decide(record: EXCEPTION_RECORD): void {
    const host = this.#host;
    if (host.inKernelMode) this.#inKernel(record);
    const answer = host.handlersOf(host.process).askFilter(record);
    if (answer < 0) return;
    // No filter, or one that searches on: error reporting ends the process where it stands, and no finally block runs.
    if (answer === 0) throw this.#endings.endProcess(record);
    const start = new Frame(host.thread.seh, 'boundary', null, 0, 0);
    this.#threadStarts.add(start);
    throw new Unwind(start, record);
  }

  /** An exception that the top-level filter accepted has unwound the whole thread: its handler ends the process. */
  leavingThread(thrown: unknown): unknown {
    const ends = thrown instanceof Unwind && this.#threadStarts.has(thrown.target);
    return ends ? this.#endings.endProcess(thrown.record) : thrown;
  }

  #inKernel(record: EXCEPTION_RECORD): never {
    const host: UnhandledHost = this.#host;
    const where = formatAddress(host.architecture, record.ExceptionAddress);
    const symbol = host.symbols.describe(record.ExceptionAddress);
    const stack = host.symbols.define('nt', 'KiExceptionStack').address;
    const { code, parameters, rule, page, fix } = unhandledBugCheck(
      this.#contexts.of(host.thread) ?? 'system-thread',
      host.architecture,
      record,
      { record: stack, context: stack + 0x98, trapFrame: 0 },
    );
    host.bugCheck(code, parameters, {
      rule,
      page,
      fix,
      details: [
        `exception ${formatNtStatus(record.ExceptionCode)} at ${where}${symbol === undefined ? '' : ` (${symbol})`}`,
      ],
    });
  }
}

/**
 * Kernel-mode code in another context than the system thread that a machine
 * boots with: `nt.runAs('system-call' | 'dpc' | 'system-thread', block)`.
 *
 * The context decides which bug check an exception leads to that nobody
 * handles (BEHAVIOUR-DECISIONS 8), and a DPC runs at DISPATCH_LEVEL. It has a
 * stack of its own: guarded regions of exception handling outside of it are not
 * asked. A system call or thread begins with APCs enabled. A queued DPC
 * interrupts a thread in the same way; until drivers are loaded
 * this is how a program gets to the other contexts (*ours*,
 * docs/decisions/0011-raising-routines.md).
 */
import { DISPATCH_LEVEL, PASSIVE_LEVEL } from '../contract/irql.ts';
import type { Part } from '../machine/snapshot.ts';
import { apcDisableCount, combinedApcDisable } from './apc-regions/apc-regions.ts';
import { checkAttachments, describeAttachment, isAttachedAs } from './attachments.ts';
import type { InterruptContext, UnhandledContext } from './bug-check-unhandled.ts';
import type { Current } from './current.ts';
import type { KernelHost } from './kernel-host.ts';
import { type Attachment, isOver, type Thread } from './records.ts';
import { isGenerator } from './threads/thread-body.ts';

/** What a context needs from the machine. */
export type ContextHost = Pick<
  KernelHost,
  | 'thread'
  | 'processes'
  | 'stop'
  | 'irql'
  | 'setIrql'
  | 'callerAddress'
  | 'violation'
  | 'notModelled'
  | 'symbols'
>;

/** The contexts that are open, by thread. */
export class KernelContexts implements Part {
  readonly name = 'kernel contexts';
  /** Called when a system call is over: its thread goes back to user mode. */
  readonly onUserMode: ((thread: Thread) => void)[] = [];
  readonly #host: ContextHost;
  readonly #current: Current;

  constructor(host: ContextHost, current: Current) {
    this.#host = host;
    this.#current = current;
  }

  /** Context of a thread's kernel-mode code, or null outside of `run`. */
  of(thread: Thread): InterruptContext | null {
    return thread.context;
  }

  /** Runs a block in a context. Throws TypeError where such code cannot begin. */
  run<T>(context: UnhandledContext, block: () => T): T {
    const host = this.#host;
    const { thread } = host;
    const level = host.irql();
    checkStart(context, level);
    const { kernelApcDisable, specialApcDisable, attachments } = thread;
    try {
      return this.interrupt(context, () => {
        if (context === 'dpc') host.setIrql(DISPATCH_LEVEL);
        else Object.assign(thread, { kernelApcDisable: 0, specialApcDisable: 0 });
        const value = block();
        this.#checkAttached(context, null, attachments);
        checkEnd(host, context, null);
        if (context === 'system-call') for (const reached of this.onUserMode) reached(thread);
        return value;
      });
    } finally {
      if (context !== 'dpc') Object.assign(thread, { kernelApcDisable, specialApcDisable });
      if (host.stop === null) this.#current.attach(attachments);
      if (host.stop === null && host.irql() !== level) host.setIrql(level);
    }
  }

  /**
   * As `run`, for a block that may give steps: the thread may wait in between, and keeps its context. Begins at once:
   * what steps are given are to be driven before anything else runs.
   * @param service system routine that the program has called: `NtReadFile`
   */
  runSteps<Y, T>(
    context: 'system-call',
    service: string,
    block: () => T | Generator<Y, T, void>,
  ): T | Generator<Y, T, void> {
    const host = this.#host;
    const { thread } = host;
    const level = host.irql();
    checkStart(context, level);
    const { kernelApcDisable, specialApcDisable, attachments } = thread;
    const leaveContext = this.#enter(context);
    thread.kernelApcDisable = 0;
    thread.specialApcDisable = 0;
    const leave = (): void => {
      leaveContext();
      thread.kernelApcDisable = kernelApcDisable;
      thread.specialApcDisable = specialApcDisable;
      if (host.stop === null) this.#current.attach(attachments);
      if (host.stop === null && host.irql() !== level) host.setIrql(level);
    };
    let made: T | Generator<Y, T, void> | null = null;
    try {
      made = block();
      if (isSteps(made)) return this.#finish(service, thread, made, leave);
      this.#toUserMode(service, thread);
      return made;
    } finally {
      if (made === null || !isSteps(made)) leave();
    }
  }

  *#finish<Y, T>(
    service: string,
    thread: Thread,
    steps: Generator<Y, T, void>,
    leave: () => void,
  ): Generator<Y, T, void> {
    try {
      const value = yield* steps;
      this.#toUserMode(service, thread);
      return value;
    } finally {
      leave();
    }
  }

  /** The end of a system call. */
  #toUserMode(service: string, thread: Thread): void {
    this.#checkAttached('system-call', service, []);
    checkEnd(this.#host, 'system-call', service);
    for (const reached of this.onUserMode) reached(thread);
  }

  /** What kernel-mode code may not leave behind either: its thread attached to a process (decision 0091). */
  #checkAttached(context: UnhandledContext, service: string | null, before: readonly Attachment[]): void {
    const current = this.#current;
    if (isAttachedAs(current, before)) return;
    if (context !== 'system-call') {
      checkAttachments(this.#host, current, before, context === 'dpc' ? 'a DPC routine' : 'a system thread');
      return;
    }
    const { thread } = current.processor;
    this.#host.violation({
      rule: 'user-mode-attached',
      routine: 'a system call',
      values: [serviceAddress(this.#host, service), 1, combinedApcDisable(thread)],
      details: thread.attachments.map(describeAttachment),
    });
    current.attach(before);
  }

  /** Runs a block in a context on the current thread, which goes on afterwards as it was. The level is the caller's affair. */
  interrupt<T>(context: InterruptContext, block: () => T): T {
    const leave = this.#enter(context);
    try {
      return block();
    } finally {
      leave();
    }
  }

  /** Begins a context on the current thread; the result ends it. */
  #enter(context: InterruptContext): () => void {
    const { thread } = this.#host;
    const { seh, savedLevels } = thread;
    const outer = thread.context;
    const { frame, construct, dispatches } = seh;
    seh.frame = null;
    seh.construct = null;
    seh.dispatches = 0;
    thread.savedLevels = [];
    thread.context = context;
    return () => {
      seh.frame = frame;
      seh.construct = construct;
      seh.dispatches = dispatches;
      thread.savedLevels = savedLevels;
      thread.context = outer;
    };
  }

  /** A block that runs has JavaScript variables, which no snapshot holds. */
  obstacle(): string | null {
    const inside = (thread: Thread): boolean => thread.context !== null && !isOver(thread);
    return this.#host.processes.some(({ threads }) => threads.some(inside))
      ? 'a block of nt.runAs is running'
      : null;
  }

  /** Where a snapshot is legal none is open: there is nothing to save. */
  save(): null {
    return null;
  }

  load(): void {}

  fingerprint(): string {
    return '';
  }
}

const isSteps = <Y, T>(made: T | Generator<Y, T, void>): made is Generator<Y, T, void> => isGenerator(made);

function checkStart(context: UnhandledContext, level: number): void {
  if (context !== 'system-thread' && context !== 'system-call' && context !== 'dpc') {
    throw new TypeError(`runAs: '${String(context)}' is not 'system-thread', 'system-call' or 'dpc'`);
  }
  if (context === 'dpc' ? level >= DISPATCH_LEVEL : level !== PASSIVE_LEVEL) {
    const where = context === 'dpc' ? 'interrupts code below DISPATCH_LEVEL' : 'begins at PASSIVE_LEVEL';
    throw new TypeError(`runAs: a ${context} ${where}; the level is ${level}`);
  }
}

/**
 * What kernel-mode code may not leave behind: another level (BEHAVIOUR-DECISIONS 7) and, for a system call or a
 * system thread, APCs that it disabled (D-060, D-061). A system thread that ends at another level is not modelled
 * yet; a DPC can enter no region, it runs above APC_LEVEL.
 */
function checkEnd(host: ContextHost, context: UnhandledContext, service: string | null): void {
  const level = host.irql();
  if (level !== (context === 'dpc' ? DISPATCH_LEVEL : PASSIVE_LEVEL)) {
    if (context === 'system-thread') host.notModelled(`a ${context} that ends at level ${level}`);
    if (context === 'dpc') {
      const values = [level, DISPATCH_LEVEL, host.callerAddress(), 0];
      host.violation({ rule: 'dpc-returns-at-other-irql', routine: 'a DPC routine', values });
    } else {
      const values = [serviceAddress(host, service), level];
      host.violation({ rule: 'user-mode-at-raised-irql', routine: 'system call', values });
    }
  }
  const { thread } = host;
  const disabled = apcDisableCount(thread);
  if (context === 'dpc' || disabled === 0) return;
  if (context === 'system-call') {
    const values = [serviceAddress(host, service), 0, combinedApcDisable(thread), 0];
    host.violation({ rule: 'apc-index-mismatch', routine: 'a system call', values });
  } else {
    const values = [disabled, level];
    host.violation({ rule: 'thread-ends-restricted', routine: 'a system thread', values });
  }
}

/** Address of the system routine that a program has called; a block of `nt.runAs` is one itself. */
const serviceAddress = (host: ContextHost, service: string | null): number =>
  service === null ? host.callerAddress() : host.symbols.define('nt', service).address;

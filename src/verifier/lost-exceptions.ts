/**
 * Exceptions of C code that get lost (docs/decisions/0086-recorders.md): a jump out of a `__finally` block that runs
 * because of one, and a handler that does nothing about the failure that a sweep injected, in a request that succeeds.
 */
import type { EXCEPTION_RECORD, NTSTATUS } from '../contract/c-types.ts';
import { structure } from '../contract/structure.ts';
import type { DoorCall, RoutineWatcher } from '../kernel/door.ts';
import type { Machine } from '../kernel/machine.ts';
import type { Thread } from '../kernel/records.ts';
import type { Part } from '../machine/snapshot.ts';
import { DebugMemory } from '../memory/debug-memory.ts';
import type { ExceptionWatcher } from '../seh/exception-watcher.ts';
import { formatNtStatus } from '../status/format-nt-status.ts';
import { NT_SUCCESS } from '../status/nt-success.ts';
import { KnownStacks } from './known-stacks.ts';
import { onOneLine, tell } from './tell.ts';

/** A failure that was injected into a call. */
interface Injected {
  readonly routine: string;
  readonly failure: string;
}

/** An exception that a handler did nothing about. */
interface Swallowed extends Injected {
  readonly record: EXCEPTION_RECORD;
  /** Call stack of the handler. */
  readonly stack: readonly string[];
}

/** What is known of a system call that is under way. */
interface Request {
  readonly swallowed: Swallowed[];
  /** Status of the IRP that was completed last: those of drivers below are completed before. */
  status: NTSTATUS | null;
}

const COMPLETES: ReadonlySet<string> = new Set(['IoCompleteRequest', 'IofCompleteRequest']);

/** Watches over one machine. */
export class LostExceptions implements ExceptionWatcher, RoutineWatcher, Part {
  readonly name = 'lost exceptions';
  readonly #machine: Machine;
  readonly #stacks: KnownStacks;
  readonly #memory: DebugMemory;
  /** Where each exception was raised. */
  readonly #raised = new WeakMap<EXCEPTION_RECORD, readonly string[]>();
  readonly #byInjection = new WeakMap<EXCEPTION_RECORD, Injected>();
  /** The last failure that was injected: a routine raises it before it returns, or not at all. */
  #injected: Injected | null = null;
  /** Places that were told of. */
  readonly #told = new Set<string>();
  /** System calls in which an exception was swallowed. */
  readonly #requests = new Map<Thread, Request>();

  constructor(machine: Machine) {
    this.#machine = machine;
    this.#stacks = new KnownStacks(machine);
    this.#memory = new DebugMemory(machine.memory.systemSpace, machine.pointers);
    machine.subsystems.contexts.onUserMode.push((thread) => this.#ended(thread));
  }

  watches(routine: string): boolean {
    return COMPLETES.has(routine);
  }

  before({ contract: { name }, args: [irp] }: DoorCall): void {
    const { architecture, thread } = this.#machine;
    const request = this.#requests.get(thread);
    if (request === undefined || !COMPLETES.has(name) || typeof irp !== 'number') return;
    const status = this.#memory.readUint32(irp + structure(architecture, 'IRP').at['IoStatus.Status']);
    if (status !== undefined) request.status = status;
  }

  failing({ contract: { name } }: DoorCall, failure: string): void {
    this.#injected = { routine: name, failure };
  }

  raised(record: EXCEPTION_RECORD): void {
    if (this.#machine.codeStack.length === 0) return;
    this.#raised.set(record, this.#stacks.now());
    const injected = this.#injected;
    this.#injected = null;
    if (injected !== null && this.#machine.callStack.at(-1)?.endsWith(`!${injected.routine}`) === true)
      this.#byInjection.set(record, injected);
  }

  abandoned(record: EXCEPTION_RECORD): void {
    const what = `${this.#origin(record)}; the handler that accepted it does not run (C4532)`;
    this.#tell('exception-abandoned', record, [what], this.#stacks.now());
  }

  unanswered(record: EXCEPTION_RECORD): void {
    const injected = this.#byInjection.get(record);
    if (injected === undefined || !this.#machine.inKernelMode) return;
    const { thread } = this.#machine;
    const request = this.#requests.get(thread) ?? { swallowed: [], status: null };
    this.#requests.set(thread, request);
    request.swallowed.push({ ...injected, record, stack: this.#stacks.now() });
  }

  /** A system call is over. One that succeeded has told its caller that all of it was done. */
  #ended(thread: Thread): void {
    const request = this.#requests.get(thread);
    this.#requests.delete(thread);
    if (request === undefined || request.status === null || !NT_SUCCESS(request.status)) return;
    for (const { routine, failure, record, stack } of request.swallowed) {
      const what = `${routine} failed with ${failure}, and the request ended with ${formatNtStatus(request.status)}`;
      this.#tell('exception-swallowed', record, [what, this.#origin(record)], stack);
    }
  }

  /** Tells of a place once, however often a loop comes there. */
  #tell(
    rule: 'exception-abandoned' | 'exception-swallowed',
    record: EXCEPTION_RECORD,
    details: readonly string[],
    stack: readonly string[],
  ): void {
    const key = [rule, ...details, ...stack].join();
    if (this.#told.has(key)) return;
    this.#told.add(key);
    const routine = /!([^+ ]+)/.exec(stack[0] ?? '')?.[1] ?? 'the program';
    const values = [record.ExceptionCode, record.ExceptionAddress];
    tell(this.#machine, { rule, routine, values, details, stack });
  }

  #origin(record: EXCEPTION_RECORD): string {
    const stack = this.#raised.get(record);
    const code = formatNtStatus(record.ExceptionCode);
    return stack === undefined ? `${code} was raised` : `${code} was raised by ${onOneLine(stack)}`;
  }

  /** Where a snapshot is legal no system call is under way, and no exception. */
  save(): null {
    return null;
  }

  load(): void {
    this.#injected = null;
    this.#requests.clear();
    this.#told.clear();
  }

  fingerprint(): string {
    return '';
  }
}

/** Runs an emitted program on the implementation and collects its trace. */

import type { EXCEPTION_RECORD } from '../../../src/contract/c-types.ts';
import { EventStream, type MachineEvent } from '../../../src/machine/events.ts';
import { Stopped } from '../../../src/machine/stop.ts';
import {
  accessViolation,
  processorException,
  softwareException,
  statusException,
} from '../../../src/seh/exception-record.ts';
import { newSehThread } from '../../../src/seh/frames.ts';
import { type JumpBuffer, newJumpBuffer } from '../../../src/seh/jumps.ts';
import { Seh } from '../../../src/seh/seh.ts';
import { type Block, type Faulting, FUEL, type Raising, raisedCode } from './ast.ts';
import { emit } from './emit.ts';

/** Address of every raise: programs have no addresses. */
const AT = 0x1000;

/** What a program did, line by line; the last line says how it ended. */
export function run(program: Block): string[] {
  const machine = new ProgramMachine();
  const body = new Function('$seh', '$m', emit(program)) as (seh: Seh, machine: ProgramMachine) => void;
  const { trace } = machine;
  try {
    body(machine.seh, machine);
    trace.push('returned');
  } catch (thrown) {
    if (thrown instanceof JavaScriptError) trace.push('javascript error');
    else if (!(thrown instanceof Stopped)) throw thrown;
  }
  const { frame, construct, dispatches } = machine.sehThread;
  if (!machine.isHalted && (frame ?? construct ?? dispatches) !== 0)
    trace.push('a frame is left on the list');
  return trace;
}

class JavaScriptError extends Error {}

class ProgramMachine {
  readonly trace: string[] = [];
  readonly sehThread = newSehThread();
  readonly seh: Seh;
  g = 1;
  isHalted = false;
  #fuel = FUEL;
  readonly #counts = new Map<number, number>();
  readonly #buffers = new Map<number, JumpBuffer>();

  constructor() {
    const events = new EventStream();
    events.on((event) => this.trace.push(describe(event)));
    this.seh = new Seh({
      thread: () => this.sehThread,
      events,
      halted: () => this.isHalted,
      unhandled: (record) => this.#halt(`unhandled ${hex(record.ExceptionCode)}`),
      runaway: () => this.#halt('runaway'),
      dispatcherAddress: AT,
    });
  }

  step(): void {
    this.#fuel -= 1;
    if (this.#fuel < 0) this.#halt('out of fuel');
  }

  stop(): never {
    return this.#halt('stopped');
  }

  error(): never {
    throw new JavaScriptError();
  }

  mark(name: string, code: number | null, abnormal: boolean | null): void {
    const more = [
      code === null ? '' : ` code ${hex(code)}`,
      abnormal === null ? '' : ` abnormal ${abnormal}`,
    ];
    this.trace.push(`mark ${name} g ${this.g}${more.join('')}`);
  }

  raise(id: number, how: Raising): void {
    const code = raisedCode(id);
    if (how === 'status') this.seh.raise(statusException(code, AT));
    else this.seh.raise(softwareException(code, AT, how === 'noncontinuable' ? 1 : 0, [id, 7]));
  }

  faults(id: number, times: number): boolean {
    return this.#count(id) < times;
  }

  fault(what: Faulting, code: number): void {
    this.seh.raise(what === 'divide' ? processorException(code, AT) : accessViolation(AT, what, 0));
  }

  first(id: number, times: number): boolean {
    return this.#count(id) < times;
  }

  loopTest(index: number, count: number): boolean {
    this.step();
    return index < count;
  }

  whileTest(): boolean {
    this.step();
    return this.g !== 0;
  }

  asked(id: number): void {
    this.step();
    const { ExceptionFlags } = this.seh.exceptionRecord();
    this.trace.push(`ask ${id} code ${hex(this.seh.exceptionCode())} flags ${ExceptionFlags} g ${this.g}`);
  }

  answer(id: number, answers: readonly number[]): number {
    return answers[Math.min(this.#count(id), answers.length - 1)] ?? 0;
  }

  buffer(number: number): JumpBuffer {
    const known = this.#buffers.get(number) ?? newJumpBuffer();
    this.#buffers.set(number, known);
    return known;
  }

  setjmpGave(id: number, value: number): boolean {
    this.trace.push(`setjmp ${id} gave ${value}`);
    return value !== 0;
  }

  /** How often this was asked before. */
  #count(id: number): number {
    const count = this.#counts.get(id) ?? 0;
    this.#counts.set(id, count + 1);
    return count;
  }

  #halt(why: string): never {
    this.isHalted = true;
    this.trace.push(why);
    throw new Stopped('not-modelled', why, why);
  }
}

const hex = (code: number) => code.toString(16);

function describeRecord(record: EXCEPTION_RECORD): string {
  const chain = record.ExceptionRecord === null ? '-' : hex(record.ExceptionRecord.ExceptionCode);
  return `${hex(record.ExceptionCode)} flags ${record.ExceptionFlags} chain ${chain} information [${record.ExceptionInformation.join(' ')}]`;
}

function describe(event: MachineEvent): string {
  switch (event.kind) {
    case 'raise':
      return `raise ${describeRecord(event.record)}`;
    case 'filter':
      return `filter @${event.frame} code ${hex(event.code)} flags ${event.flags} answer ${event.answer}`;
    case 'finally':
      return `finally @${event.frame} abnormal ${event.abnormal}`;
    case 'handler':
      return `handler @${event.frame} code ${hex(event.code)}`;
    case 'continue':
      return `continue ${hex(event.code)}`;
    default:
      return event.kind;
  }
}

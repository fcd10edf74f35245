/**
 * Functions of drivers that run when the machine has stopped with a bug check:
 * at HIGH_LEVEL, on the processor that stopped, each once, in the order of
 * registration (*ours*). The machine has halted by then, so a call of any
 * routine fails, and so does an access that cannot be made: that ends the one
 * callback (docs/decisions/0026-bug-check-callbacks.md).
 *
 * A record is the driver's memory. Which records are registered stands here;
 * one whose bytes were changed or freed since is passed over.
 */
import { highLevel } from '../../contract/irql.ts';
import { structure } from '../../contract/structure.ts';
import type { Part } from '../../machine/snapshot.ts';
import { isStop } from '../../machine/stop.ts';
import type { Current } from '../current.ts';
import type { KernelHost } from '../kernel-host.ts';

/** What callbacks need from the machine. */
export type CallbacksHost = Pick<
  KernelHost,
  'architecture' | 'kernelMemory' | 'callbackAddress' | 'callAddress'
>;

/** States of a record: KBUGCHECK_BUFFER_DUMP_STATE of wdm.h. */
export const RECORD_STATES = {
  BufferEmpty: 0,
  BufferInserted: 1,
  BufferStarted: 2,
  BufferFinished: 3,
  BufferIncomplete: 4,
} as const;

/** What a driver registers; for a reason callback there is no buffer. */
export interface Registration {
  readonly record: number;
  readonly routine: number;
  readonly buffer: number;
  readonly length: number;
  readonly component: number;
  /** KBUGCHECK_CALLBACK_REASON, or null for a plain callback. */
  readonly reason: number | null;
}

/** Records of one machine that are registered. */
export class BugCheckCallbacks implements Part {
  readonly name = 'bug check callbacks';
  readonly #host: CallbacksHost;
  readonly #current: Current;
  #registered: readonly Registration[] = [];

  constructor(host: CallbacksHost, current: Current) {
    this.#host = host;
    this.#current = current;
  }

  /** Marks a record as one that is not registered. */
  initialize(record: number): void {
    this.#setState(record, null, 'BufferEmpty');
  }

  /** Adds a record. Gives 0 when it is registered already, or was not initialised. */
  register(registration: Registration): 0 | 1 {
    const { record, reason } = registration;
    const { kernelMemory } = this.#host;
    if (kernelMemory.readUint8(this.#stateOf(record, reason)) !== RECORD_STATES.BufferEmpty) return 0;
    if (this.#registered.some((other) => other.record === record)) return 0;
    if (reason === null) this.#writePlain(registration);
    else this.#writeReason(registration, reason);
    this.#setState(record, reason, 'BufferInserted');
    this.#registered = [...this.#registered, registration];
    return 1;
  }

  /** Takes a record out. Gives 0 when it was not registered. */
  deregister(record: number, plain: boolean): 0 | 1 {
    const found = this.#registered.find((one) => one.record === record && (one.reason === null) === plain);
    if (found === undefined) return 0;
    this.#registered = this.#registered.filter((one) => one !== found);
    this.#setState(record, found.reason, 'BufferEmpty');
    return 1;
  }

  /** The machine has stopped with a bug check: runs what is registered. Never throws a stop. */
  run(): void {
    const plain = this.#registered.filter(({ reason }) => reason === null);
    if (plain.length === 0) return;
    this.#current.whileHalted(highLevel(this.#host.architecture), () => {
      for (const registration of plain) this.#runOne(registration);
    });
  }

  #runOne(registration: Registration): void {
    const { record, routine, buffer, length } = registration;
    if (!this.#isIntact(registration)) return;
    this.#setState(record, null, 'BufferStarted');
    const finished = attempt(() => this.#host.callAddress(routine, [buffer, length]));
    if (this.#host.kernelMemory.probe(this.#stateOf(record, null), 1, 'write') !== null) return;
    this.#setState(record, null, finished ? 'BufferFinished' : 'BufferIncomplete');
  }

  /** True when the record still holds what was registered. */
  #isIntact({ record, routine, buffer, length, component }: Registration): boolean {
    const { kernelMemory, architecture } = this.#host;
    const { at, bytes } = structure(architecture, 'KBUGCHECK_CALLBACK_RECORD');
    if (kernelMemory.probe(record, bytes, 'write') !== null) return false;
    return (
      kernelMemory.readPointer(record + at.CallbackRoutine) === routine &&
      kernelMemory.readPointer(record + at.Buffer) === buffer &&
      kernelMemory.readUint32(record + at.Length) === length &&
      kernelMemory.readPointer(record + at.Component) === component &&
      kernelMemory.readUint8(record + at.State) === RECORD_STATES.BufferInserted
    );
  }

  #writePlain({ record, routine, buffer, length, component }: Registration): void {
    const { kernelMemory, architecture } = this.#host;
    const { at } = structure(architecture, 'KBUGCHECK_CALLBACK_RECORD');
    kernelMemory.writePointer(record + at.CallbackRoutine, routine);
    kernelMemory.writePointer(record + at.Buffer, buffer);
    kernelMemory.writeUint32(record + at.Length, length);
    kernelMemory.writePointer(record + at.Component, component);
  }

  #writeReason({ record, routine, component }: Registration, reason: number): void {
    const { kernelMemory, architecture } = this.#host;
    const { at } = structure(architecture, 'KBUGCHECK_REASON_CALLBACK_RECORD');
    kernelMemory.writePointer(record + at.CallbackRoutine, routine);
    kernelMemory.writePointer(record + at.Component, component);
    kernelMemory.writeUint32(record + at.Reason, reason);
  }

  #stateOf(record: number, reason: number | null): number {
    const { architecture } = this.#host;
    const { at } = structure(
      architecture,
      reason === null ? 'KBUGCHECK_CALLBACK_RECORD' : 'KBUGCHECK_REASON_CALLBACK_RECORD',
    );
    return record + at.State;
  }

  #setState(record: number, reason: number | null, state: keyof typeof RECORD_STATES): void {
    this.#host.kernelMemory.writeUint8(this.#stateOf(record, reason), RECORD_STATES[state]);
  }

  save(): unknown {
    return this.#registered;
  }

  load(saved: unknown): void {
    this.#registered = saved as readonly Registration[];
  }

  fingerprint(): string {
    return JSON.stringify(this.#registered);
  }
}

/** Runs guest code of a halted machine: false when it called a routine or touched what is not there. */
function attempt(block: () => unknown): boolean {
  try {
    block();
    return true;
  } catch (thrown) {
    if (isStop(thrown)) return false;
    throw thrown;
  }
}

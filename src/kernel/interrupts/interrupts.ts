/**
 * Interrupt objects: which service routine serves which vector, at which level
 * and under which spin lock. Rules: docs/decisions/0044-interrupts.md.
 *
 * A KINTERRUPT is opaque, so its memory stays zero and everything about it
 * stands here, by address. There are no devices: `nt.interrupt(vector)` is what
 * raises an interrupt (*ours*).
 */
import type { PointerTo, PVOID } from '../../contract/c-types.ts';
import { DISPATCH_LEVEL, levelNumber } from '../../contract/irql.ts';
import { Latched, LevelSensitive } from '../../contract/kernel-constants.generated.ts';
import type { Callback, KAFFINITY } from '../../contract/kernel-types.ts';
import { isOut } from '../../machine/out.ts';
import type { Part } from '../../machine/snapshot.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Current, LevelDropWork } from '../current.ts';
import type { DriverData } from '../driver-data.ts';
import { checkEndless } from '../endless.ts';
import type { KernelContexts } from '../kernel-contexts.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { SpinLocks } from '../spin-locks/spin-locks.ts';
import type { Scheduler } from '../threads/scheduler.ts';
import { isGenerator } from '../threads/thread-body.ts';

/** What interrupt objects need from the machine. */
export type InterruptsHost = Pick<
  KernelHost,
  | 'architecture'
  | 'stop'
  | 'kernelMemory'
  | 'callbackAddress'
  | 'callAddress'
  | 'violation'
  | 'notModelled'
  | 'stepLimit'
>;

/** The rest of the kernel that they touch. */
export interface InterruptsParts {
  readonly scheduler: Scheduler;
  readonly contexts: KernelContexts;
  readonly current: Current;
  readonly kernelData: DriverData;
  readonly spinLocks: SpinLocks;
}

/**
 * What became of an interrupt: a service routine returned TRUE, none did, or the level of the processor keeps it
 * waiting.
 */
export type InterruptResult = 'claimed' | 'unclaimed' | 'pending';

/** What IoConnectInterrupt is asked for. */
export interface InterruptRequest {
  readonly serviceRoutine: Callback;
  readonly context: PVOID;
  /** Address of a KSPIN_LOCK of the driver, or NULL for one of the kernel. */
  readonly spinLock: PVOID;
  readonly vector: number;
  readonly irql: number;
  readonly synchronizeIrql: number;
  readonly mode: number;
  readonly shared: boolean;
  readonly processors: KAFFINITY | bigint;
}

/** An interrupt object that is connected. */
interface Connected {
  readonly serviceRoutine: number;
  readonly context: number;
  readonly lock: number;
  readonly vector: number;
  readonly irql: number;
  readonly synchronizeIrql: number;
  readonly mode: number;
  readonly shared: boolean;
  /** Numbers of the processors on which it is served. */
  readonly processors: readonly number[];
}

/** An interrupt that the level of a processor keeps waiting. */
interface Pending {
  readonly processor: number;
  readonly vector: number;
  readonly irql: number;
}

interface Image {
  readonly connected: readonly (readonly [number, Connected])[];
  readonly pending: readonly Pending[];
}

/** Bytes of a KINTERRUPT. *Ours*: nobody may look inside. */
const INTERRUPT_BYTES = 0x100;

/** Name of what runs, for reports. */
const SERVICE_ROUTINE = 'an interrupt service routine';

/** The interrupt objects of one machine. */
export class Interrupts implements Part {
  readonly name = 'interrupts';
  readonly #host: InterruptsHost;
  readonly #scheduler: Scheduler;
  readonly #contexts: KernelContexts;
  readonly #current: Current;
  readonly #kernelData: DriverData;
  readonly #spinLocks: SpinLocks;
  readonly #drop: LevelDropWork;
  /** By address of the object, in the order in which they were connected. */
  readonly #connected = new Map<number, Connected>();
  /** The array is replaced, never changed: snapshots hold it. */
  #pending: readonly Pending[] = [];

  constructor(
    host: InterruptsHost,
    { scheduler, contexts, current, kernelData, spinLocks }: InterruptsParts,
  ) {
    this.#host = host;
    this.#scheduler = scheduler;
    this.#contexts = contexts;
    this.#current = current;
    this.#kernelData = kernelData;
    this.#spinLocks = spinLocks;
    this.#drop = current.onLevelDrop('interrupt', () => this.#deliverPending());
  }

  /**
   * Connects a service routine to a vector.
   * @param target receives the address of the interrupt object, before the first interrupt can arrive
   * @returns STATUS_SUCCESS, STATUS_INVALID_PARAMETER or STATUS_INSUFFICIENT_RESOURCES
   */
  connect(request: InterruptRequest, target: PointerTo<PVOID>): number {
    const { vector, irql, synchronizeIrql, mode, shared, context, spinLock } = request;
    const processors = this.#processorsOf(request.processors);
    if (request.serviceRoutine === 0 || processors.length === 0 || !this.#isPossible(request))
      return STATUS_INVALID_PARAMETER;
    const object = this.#kernelData.tryVariable(INTERRUPT_BYTES);
    const lock = spinLock === 0 ? this.#kernelData.tryVariable('KSPIN_LOCK') : spinLock;
    if (object === null || lock === null) return STATUS_INSUFFICIENT_RESOURCES;
    if (isOut(target)) target.value = object;
    else this.#host.kernelMemory.writePointer(target, object);
    const serviceRoutine = this.#host.callbackAddress(request.serviceRoutine);
    const about = { vector, irql, synchronizeIrql, mode, shared, processors };
    this.#connected.set(object, { serviceRoutine, context, lock, ...about });
    return STATUS_SUCCESS;
  }

  /** Disconnects an interrupt object. Its address is not given out again, so that a later use is found. */
  disconnect(object: number, routine: string): void {
    const { vector } = this.#find(object, routine);
    this.#connected.delete(object);
    if (this.#connectedTo(vector).length === 0)
      this.#setPending(this.#pending.filter((one) => one.vector !== vector));
  }

  /** Raises to the level of an interrupt object and takes its spin lock; returns the level before. */
  acquire(object: number, routine: string): number {
    const { lock, synchronizeIrql } = this.#find(object, routine);
    const before = this.#spinLocks.moves.raise(synchronizeIrql, routine);
    this.#spinLocks.acquire(lock, routine);
    return before;
  }

  /** Gives the spin lock of an interrupt object back and lowers to a level. */
  release(object: number, level: number, routine: string): void {
    this.#spinLocks.releaseLowered(this.#find(object, routine).lock, level, routine);
  }

  /** Calls a routine of the driver under the spin lock of an interrupt object; returns its BOOLEAN. */
  synchronize(object: number, routine: Callback, context: number, caller: string): number {
    const before = this.acquire(object, caller);
    const result = this.#callBoolean(this.#host.callbackAddress(routine), [context], 'a synchronize routine');
    this.release(object, before, caller);
    return result;
  }

  /**
   * Raises an interrupt: on the current processor if it is connected there, else on the first on which it is. One
   * that cannot be served yet is served once, however often it was raised meanwhile.
   */
  raise(vector: number): InterruptResult {
    const [first, ...others] = this.#connectedTo(vector).map(([, one]) => one);
    if (first === undefined) return 'unclaimed';
    const numbers = [first, ...others].flatMap(({ processors }) => processors);
    const { number: here } = this.#current.processor;
    const number = numbers.includes(here) ? here : Math.min(...numbers);
    if (this.#current.processorAt(number).irql >= first.irql) {
      const known = this.#pending.some((one) => one.vector === vector && one.processor === number);
      if (!known) this.#setPending([...this.#pending, { processor: number, vector, irql: first.irql }]);
      return 'pending';
    }
    if (number === here) return this.#deliver(vector, first.irql);
    let result: InterruptResult = 'unclaimed';
    this.#scheduler.onProcessor(number, () => {
      result = this.#deliver(vector, first.irql);
    });
    return result;
  }

  /** What IoConnectInterrupt can connect. Only its status is documented; what counts as invalid is *ours*. */
  #isPossible({ vector, irql, synchronizeIrql, mode, shared }: InterruptRequest): boolean {
    const highest = levelNumber(this.#host.architecture, 'DIRQL');
    if (irql <= DISPATCH_LEVEL || synchronizeIrql < irql || synchronizeIrql > highest) return false;
    if (mode !== LevelSensitive && mode !== Latched) return false;
    return this.#connectedTo(vector).every(
      ([, other]) => shared && other.shared && other.irql === irql && other.mode === mode,
    );
  }

  /** Numbers of the processors in a mask that the machine has. */
  #processorsOf(mask: KAFFINITY | bigint): readonly number[] {
    const bits = BigInt(mask);
    return this.#current.processors
      .map(({ number }) => number)
      .filter((number) => ((bits >> BigInt(number)) & 1n) === 1n);
  }

  #connectedTo(vector: number): readonly (readonly [number, Connected])[] {
    return [...this.#connected].filter(([, one]) => one.vector === vector);
  }

  /** A connected interrupt object. What a routine does with another address no source says. */
  #find(object: number, routine: string): Connected {
    const found = this.#connected.get(object);
    if (found !== undefined) return found;
    const { kernelMemory } = this.#host;
    // Memory that is not there faults, as on Windows, before anybody could ask what it holds.
    kernelMemory.readUint8(object);
    this.#host.violation({ rule: 'no-such-interrupt', routine, values: [object] });
    return this.#host.notModelled(`${routine} with an interrupt object that is not connected`);
  }

  /**
   * Serves what the new level of the current processor lets through, the highest level first. It is lowered to that
   * level again when nothing is left, so that a device which asks again makes no deeper stack.
   */
  #deliverPending(): void {
    const { number, irql: before } = this.#current.processor;
    let calls = 0;
    try {
      for (; ; calls++) {
        const ready = this.#pending.filter((one) => one.processor === number && before < one.irql);
        const [next] = ready.sort((one, other) => other.irql - one.irql);
        if (next === undefined) break;
        checkEndless(this.#host, calls, 'interrupts');
        this.#setPending(this.#pending.filter((one) => one !== next));
        this.#serveAll(next.vector, next.irql);
      }
    } finally {
      if (calls > 0 && this.#host.stop === null) this.#current.setIrql(before);
    }
  }

  /** Serves an interrupt on the current processor. */
  #deliver(vector: number, irql: number): InterruptResult {
    const { irql: before } = this.#current.processor;
    try {
      return this.#serveAll(vector, irql);
    } finally {
      if (this.#host.stop === null) this.#current.setIrql(before);
    }
  }

  /**
   * Calls the service routines of a vector. The level stays at that of the interrupt between two of them and
   * afterwards: DPCs run when all are done.
   */
  #serveAll(vector: number, irql: number): InterruptResult {
    const { number } = this.#current.processor;
    let result: InterruptResult = 'unclaimed';
    this.#current.setIrql(irql);
    for (const [object, one] of this.#connectedTo(vector)) {
      if (!one.processors.includes(number)) continue;
      if (this.#serve(object, one) !== 0) result = 'claimed';
      // A latched interrupt is over when it was noticed: every device has to be asked (*ours*).
      if (result === 'claimed' && one.mode === LevelSensitive) break;
    }
    return result;
  }

  /** Calls a service routine at its level under its spin lock; returns its BOOLEAN. */
  #serve(object: number, { serviceRoutine, context, lock, irql, synchronizeIrql }: Connected): number {
    this.#current.setIrql(synchronizeIrql);
    this.#spinLocks.acquire(lock, SERVICE_ROUTINE);
    try {
      return this.#contexts.interrupt('isr', () => {
        const result = this.#callBoolean(serviceRoutine, [object, context], SERVICE_ROUTINE);
        this.#checkLevel(serviceRoutine, object, synchronizeIrql);
        return result;
      });
    } finally {
      if (this.#host.stop === null) {
        this.#spinLocks.release(lock, SERVICE_ROUTINE);
        this.#current.setIrql(irql);
      }
    }
  }

  /** A service routine returns at the level at which it was called (D-029, D-092). */
  #checkLevel(serviceRoutine: number, object: number, level: number): void {
    const { irql } = this.#current.processor;
    if (irql === level) return;
    const values = [irql, level, serviceRoutine, object];
    this.#host.violation({ rule: 'isr-returns-at-other-irql', routine: SERVICE_ROUTINE, values });
    this.#current.setIrql(level);
  }

  /** Calls a routine of the driver that gives a BOOLEAN: one byte, and a TypeScript function may return `true`. */
  #callBoolean(routine: number, args: readonly number[], what: string): number {
    const result = this.#host.callAddress(routine, args);
    if (isGenerator(result))
      throw new TypeError(`${what} cannot wait: write it as a plain function, not as function*`);
    return Number(result) & 0xff;
  }

  #setPending(pending: readonly Pending[]): void {
    this.#pending = pending;
    this.#drop.request(pending.length > 0);
  }

  save(): Image {
    return { connected: [...this.#connected], pending: this.#pending };
  }

  load(saved: unknown): void {
    const { connected, pending } = saved as Image;
    this.#connected.clear();
    for (const [object, one] of connected) this.#connected.set(object, one);
    this.#setPending(pending);
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }
}

/**
 * What the IRQL routines need from the machine they run on. The processor and
 * thread records implement it; a test hands in a plain object.
 */
import type { Architecture, KIRQL, PointerTo } from '../contract/c-types.ts';
import type { Profile, Violation } from '../machine/ports.ts';
import type { Current } from './current.ts';
import type { KernelContexts } from './kernel-contexts.ts';
import type { KernelHost } from './kernel-host.ts';

/** The current processor's level and the current thread's saved levels. */
export interface IrqlServices {
  readonly architecture: Architecture;
  readonly profile: Profile;
  /** Whether Driver Verifier's checks run. */
  readonly verifier: 'on' | 'off';
  /** Level of the current processor. */
  irql(): number;
  /**
   * Sets the level of the current processor, updates what depends on it (the door's gate, the paged-memory
   * mask) and emits the `irql` event. The caller has already decided that the move is allowed.
   */
  setIrql(level: number): void;
  /** Number of spin locks that the current processor holds. */
  spinLocksHeld(): number;
  /** True while the current thread is interrupted by a DPC routine. */
  inDpc(): boolean;
  /** Levels that the current thread's raises saved, oldest first. The same array until another thread runs. */
  savedLevels(): number[];
  /** Reports a broken rule. Returns only when findings are recorded and the call goes on. */
  violation(violation: Violation): void;
  /** Writes a level to an out-parameter: a cell, or a simulated address (which may fault). */
  storeIrql(target: PointerTo<KIRQL>, value: KIRQL): void;
}

type IrqlHost = Pick<KernelHost, 'architecture' | 'profile' | 'verifier' | 'violation' | 'driverMemory'>;

/** The services on one machine. A class, so that V8 inlines its methods where they are called. */
class MachineIrql implements IrqlServices {
  readonly architecture: Architecture;
  readonly profile: Profile;
  readonly verifier: 'on' | 'off';
  readonly #host: IrqlHost;
  readonly #current: Current;
  readonly #spinLocks: { readonly heldHere: number } | null;
  readonly #contexts: Pick<KernelContexts, 'of'> | null;

  constructor(
    host: IrqlHost,
    current: Current,
    spinLocks: { readonly heldHere: number } | null,
    contexts: Pick<KernelContexts, 'of'> | null,
  ) {
    this.architecture = host.architecture;
    this.profile = host.profile;
    this.verifier = host.verifier;
    this.#host = host;
    this.#current = current;
    this.#spinLocks = spinLocks;
    this.#contexts = contexts;
  }

  irql(): number {
    return this.#current.processor.irql;
  }

  setIrql(level: number): void {
    this.#current.setIrql(level);
  }

  spinLocksHeld(): number {
    return this.#current.spinLocksHeld === 0 ? 0 : (this.#spinLocks?.heldHere ?? 0);
  }

  inDpc(): boolean {
    return this.#contexts?.of(this.#current.processor.thread) === 'dpc';
  }

  savedLevels(): number[] {
    return this.#current.processor.thread.savedLevels;
  }

  violation(violation: Violation): void {
    this.#host.violation(violation);
  }

  storeIrql(target: PointerTo<KIRQL>, value: KIRQL): void {
    if (typeof target === 'object') target.value = value;
    else this.#host.driverMemory.writeUint8(target, value);
  }
}

/** The services on one machine. */
export const irqlServices = (
  host: IrqlHost,
  current: Current,
  spinLocks: { readonly heldHere: number } | null = null,
  contexts: Pick<KernelContexts, 'of'> | null = null,
): IrqlServices => new MachineIrql(host, current, spinLocks, contexts);

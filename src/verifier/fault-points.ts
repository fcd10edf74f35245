/** The calls of a run that can fail, in order: what a sweep goes through. */
import type { Contract } from '../contract/contract.ts';
import type { DoorCall, DoorObserver } from '../kernel/door.ts';
import type { Machine } from '../kernel/machine.ts';
import { causeOf } from './failure-causes.ts';
import { callStackOf } from './fault-injection.ts';

/** A call that can fail. */
export interface FaultPoint {
  /** Which of the calls of the run with a documented failure, from 1: also those that the sweep leaves out count. */
  readonly number: number;
  /** Name of the routine. */
  readonly routine: string;
  /** The failures that it can have there, by name. */
  readonly failures: readonly string[];
  /** The call stack, innermost first: the routine itself, then the code that calls. */
  readonly stack: readonly string[];
}

/** Which calls and failures count. */
export interface PointFilter {
  /** Routines that count; all when left out. */
  readonly include?: (routine: string) => boolean;
  /** Routines that do not. */
  readonly exclude?: (routine: string) => boolean;
  /** True to count failures that are the caller's own doing too. */
  readonly callerFailures: boolean;
}

/** A failure for one point. */
export interface PlannedFault {
  /** Number of the point. */
  readonly point: number;
  /** Routine that is called there. */
  readonly routine: string;
  /** Name of the failure. */
  readonly failure: string;
}

/** What is wanted of a run besides its faults. */
export interface ObserverWishes {
  /** Whether the points are noted with their stacks, which takes time. */
  readonly points: boolean;
  /** Told when a fault was injected, with how many there were. */
  injected(count: number): void;
}

/**
 * Counts the calls of a run that can fail, and makes planned ones fail. Every run counts alike, whatever the sweep
 * leaves out, so the same number is the same call as long as the run is the same until there.
 */
export class PointObserver implements DoorObserver {
  /** The points met, when they are wanted. */
  readonly points: FaultPoint[] = [];
  /** Planned faults that were injected, with the stack of their calls. */
  readonly injected: { readonly fault: PlannedFault; readonly stack: readonly string[] }[] = [];
  /** A planned fault whose call was another routine's: the run is not the same each time. */
  strayed: { readonly fault: PlannedFault; readonly routine: string } | null = null;
  readonly #machine: Machine;
  readonly #filter: PointFilter;
  readonly #planned: ReadonlyMap<number, PlannedFault>;
  readonly #wants: ObserverWishes;
  #count = 0;

  /** @param planned failures to inject */
  constructor(
    machine: Machine,
    filter: PointFilter,
    planned: readonly PlannedFault[],
    wants: ObserverWishes,
  ) {
    this.#machine = machine;
    this.#filter = filter;
    this.#planned = new Map(planned.map((fault) => [fault.point, fault]));
    this.#wants = wants;
  }

  fail(call: DoorCall): string | undefined {
    const { contract, failures: possible } = call;
    if (possible.length === 0) return undefined;
    this.#count += 1;
    const number = this.#count;
    if (this.#wants.points) this.#note(number, contract, possible);
    const fault = this.#planned.get(number);
    if (fault === undefined) return undefined;
    if (fault.routine !== contract.name || !possible.includes(fault.failure)) {
      this.strayed = { fault, routine: contract.name };
      return undefined;
    }
    this.injected.push({ fault, stack: callStackOf(this.#machine) });
    this.#wants.injected(this.injected.length);
    // Nothing more is to be counted: the rest of the run takes the short way.
    if (!this.#wants.points && this.injected.length === this.#planned.size) this.#leave();
    return fault.failure;
  }

  #note(number: number, contract: Contract, possible: readonly string[]): void {
    const failures = this.#chosen(contract, possible);
    const { name: routine } = contract;
    if (failures.length > 0)
      this.points.push({ number, routine, failures, stack: callStackOf(this.#machine) });
  }

  /** Runs a block with this at the door. */
  watch<T>(block: () => T): T {
    const { observers } = this.#machine;
    observers.push(this);
    this.#machine.updateGates();
    try {
      return block();
    } finally {
      this.#leave();
    }
  }

  #leave(): void {
    const { observers } = this.#machine;
    const at = observers.indexOf(this);
    if (at >= 0) observers.splice(at, 1);
    this.#machine.updateGates();
  }

  /** Those of a call's failures that the sweep injects. */
  #chosen(contract: Contract, failures: readonly string[]): readonly string[] {
    const { include, exclude, callerFailures } = this.#filter;
    if (include?.(contract.name) === false || exclude?.(contract.name) === true) return [];
    return callerFailures ? failures : failures.filter((one) => causeOf(contract, one) === 'environment');
  }
}

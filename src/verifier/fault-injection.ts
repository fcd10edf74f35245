/**
 * Fault injection: calls that fail because a test says so, exactly as they fail on their own. The door asks here
 * before it runs a routine, and runs the declaration's own failure instead (ENGINEERING-DECISIONS 2).
 *
 * Rules and their counts belong to the test, not to the machine: a restore of a snapshot leaves them alone.
 */
import { programFrames } from '../heap/stack-traces.ts';
import { Counters } from '../kernel/counters.ts';
import type { DoorCall, DoorObserver } from '../kernel/door.ts';
import type { Machine } from '../kernel/machine.ts';
import { causeOf } from './failure-causes.ts';
import { assertFaultRule, type FaultRule, matches, type SeenCall } from './fault-rule.ts';

/** An injected failure. */
export interface InjectedFault {
  /** Routine that failed. */
  readonly routine: string;
  /** How. */
  readonly failure: string;
  /** The call stack, innermost first. */
  readonly stack: readonly string[];
}

/** A rule that is in force. */
export interface ActiveFault {
  /** Calls for which the rule's conditions held. */
  readonly matched: number;
  /** Failures that it injected, in order. */
  readonly injected: readonly InjectedFault[];
  /** Ends it. */
  remove(): void;
}

/** One rule, its counts and its luck. */
class Fault implements ActiveFault {
  matched = 0;
  readonly injected: InjectedFault[] = [];
  readonly #rule: FaultRule;
  readonly #end: (fault: Fault) => void;
  readonly #luck: Counters;

  constructor(rule: FaultRule, end: (fault: Fault) => void) {
    this.#rule = rule;
    this.#end = end;
    this.#luck = new Counters(rule.seed ?? 1);
  }

  remove(): void {
    this.#end(this);
  }

  /** Name of the failure for a call, or undefined. */
  failureFor(seen: SeenCall): string | undefined {
    const { contract, failures } = seen.call;
    const rule = this.#rule;
    const failure =
      rule.failure ?? failures.find((one) => causeOf(contract, one) === 'environment') ?? failures[0];
    if (failure === undefined || !matches(rule, seen)) return undefined;
    this.matched += 1;
    const isTurn = rule.call === undefined || [rule.call].flat().includes(this.matched);
    const isLucky = rule.probability === undefined || this.#luck.random() / 2 ** 32 < rule.probability;
    if (!isTurn || !isLucky || this.injected.length >= (rule.times ?? Number.POSITIVE_INFINITY))
      return undefined;
    this.injected.push({ routine: contract.name, failure, stack: seen.stack() });
    return failure;
  }
}

/** The call stack of a call at the door, innermost first: C code with its lines, else the frames of the TypeScript program. */
export function callStackOf(machine: Machine): readonly string[] {
  const stack = machine.stackText();
  return machine.codeStack.length > 0 ? stack : [...machine.callStack].reverse().concat(programFrames());
}

/** The rules of one machine. */
export class FaultInjection implements DoorObserver {
  readonly #machine: Machine;
  #faults: readonly Fault[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /**
   * Puts a rule into force. Of several the oldest that wants a call to fail decides.
   * @throws TypeError or RangeError for a rule that can never mean anything
   */
  inject(rule: FaultRule): ActiveFault {
    assertFaultRule(rule);
    const fault = new Fault(rule, (one) => this.#set(this.#faults.filter((other) => other !== one)));
    this.#set([...this.#faults, fault]);
    return fault;
  }

  fail(call: DoorCall): string | undefined {
    if (call.failures.length === 0) return undefined;
    const { architecture } = this.#machine;
    let stack: readonly string[] | undefined;
    const seen: SeenCall = {
      call,
      architecture,
      irql: this.#machine.irql(),
      stack: () => {
        stack ??= callStackOf(this.#machine);
        return stack;
      },
    };
    for (const fault of this.#faults) {
      const failure = fault.failureFor(seen);
      if (failure !== undefined) return failure;
    }
    return undefined;
  }

  /** Watches the door as long as there are rules: without any, calls take the short way. */
  #set(faults: readonly Fault[]): void {
    const { observers } = this.#machine;
    this.#faults = faults;
    const at = observers.indexOf(this);
    if (faults.length > 0 && at < 0) observers.push(this);
    if (faults.length === 0 && at >= 0) observers.splice(at, 1);
    this.#machine.updateGates();
  }
}

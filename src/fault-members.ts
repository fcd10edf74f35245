/** Fault injection and leak checks as members of a machine. */
import type { Contract } from './contract/contract.ts';
import type { Machine } from './kernel/machine.ts';
import { type ActiveFault, FaultInjection } from './verifier/fault-injection.ts';
import type { FaultRule } from './verifier/fault-rule.ts';
import { type Inventory, inventoryOf, type Leftover, leftSince } from './verifier/leftovers.ts';
import { Origins } from './verifier/origins.ts';

/** A watch that notes who gets what. */
export interface OriginWatch {
  /** The same with the call stack of who asked for it, where the watch saw that. */
  withOrigin(left: Leftover): Leftover;
  /** Ends the watch; what it noted stays. */
  end(): void;
}

/** Members of a machine for tests of error paths. */
export interface FaultMembers {
  /**
   * Makes calls fail, of drivers and of programs, as they fail on their own:
   * `nt.injectFault({ routine: 'ExAllocatePool2', call: 2 })`. Rules are no part of the machine's state.
   * @throws TypeError for a routine or a failure that there is not, RangeError for an impossible number
   */
  injectFault(rule: FaultRule): ActiveFault;
  /** All that the machine keeps now until somebody gives it back: pool, heaps, handles, devices, locks, levels. */
  inventory(): Inventory;
  /** What it keeps now and did not at an earlier `inventory()`. */
  leftSince(before: Inventory): readonly Leftover[];
  /**
   * Notes from now on who gets each address and handle, for reports of what is left. Every call then takes the long way
   * through the door, with a look at the call stack.
   */
  watchOrigins(): OriginWatch;
}

/** Makes them. @param failuresOf failures of a routine by name; undefined for a name that is none */
export function faultMembers(
  machine: Machine,
  failuresOf: (name: string) => readonly string[] | undefined,
): FaultMembers {
  const injection = new FaultInjection(machine);
  return {
    injectFault(rule) {
      assertKnown(rule, failuresOf);
      return injection.inject(rule);
    },
    inventory: () => inventoryOf(machine),
    leftSince: (before) => leftSince(before, inventoryOf(machine)),
    watchOrigins: () => watchOrigins(machine),
  };
}

function watchOrigins(machine: Machine): OriginWatch {
  const origins = new Origins(machine);
  machine.observers.push(origins);
  machine.updateGates();
  return {
    withOrigin: (left) => origins.withOrigin(left),
    end() {
      const at = machine.observers.indexOf(origins);
      if (at < 0) return;
      machine.observers.splice(at, 1);
      machine.updateGates();
    },
  };
}

/** A rule that names what there is not would never match, and the test would pass for the wrong reason. */
function assertKnown(
  { routine, failure }: FaultRule,
  failuresOf: (name: Contract['name']) => readonly string[] | undefined,
): void {
  const names = routine === undefined || routine instanceof RegExp ? [] : [routine].flat();
  for (const name of names) {
    const failures = failuresOf(name);
    if (failures === undefined)
      throw new TypeError(`injectFault: ${name} is not modelled by irqlab: docs/limits.md lists what is not`);
    if (failures.length === 0) throw new TypeError(`injectFault: ${name} has no documented failure`);
    if (failure !== undefined && !failures.includes(failure))
      throw new TypeError(
        `injectFault: ${name} has no documented failure named ${failure}; it has: ${failures.join(', ')}`,
      );
  }
}

/** Starts the recorders that watch calls and accesses of a machine; the others are part of what they watch over. */
import type { Machine } from '../kernel/machine.ts';
import { HeldLocks } from './held-locks.ts';
import { IgnoredResults } from './ignored-results.ts';
import { LockOrder } from './lock-order.ts';
import { LostExceptions } from './lost-exceptions.ts';
import { UserMemory } from './user-memory.ts';

/** Starts those that the settings of the machine ask for, before its routines are linked. */
export function startRecorders(machine: Machine): void {
  const { recorders } = machine.settings;
  if (machine.verifier === 'off') return;
  if (recorders.lockOrder) watchLocks(machine);
  if (recorders.ignoredResults) machine.watchers.push(new IgnoredResults(machine));
  if (recorders.lostExceptions) watchExceptions(machine);
  if (recorders.userMemory) watchUserMemory(machine);
}

function watchExceptions(machine: Machine): void {
  const exceptions = new LostExceptions(machine);
  machine.exceptionWatcher = exceptions;
  machine.watchers.push(exceptions);
  machine.parts.register(exceptions);
}

function watchUserMemory(machine: Machine): void {
  const rules = new UserMemory(machine);
  machine.parts.register(rules);
  machine.driverMemory.userWatcher = rules;
}

function watchLocks(machine: Machine): void {
  const locks = new HeldLocks(machine);
  machine.useWitness = locks;
  machine.parts.register(locks);
  machine.parts.register(new LockOrder(machine, locks));
  machine.watchers.push(locks);
}

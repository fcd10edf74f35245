/** The machine and the process behind the objects that TypeScript programs hold, for parts of the package that need them. */
import type { Waiting } from './contract/blocking.ts';
import type { Machine } from './kernel/machine.ts';
import type { Process } from './kernel/records.ts';

/** What stands behind a machine object or a process object. */
export interface Behind {
  readonly machine: Machine;
  /** Null for kernel mode. */
  readonly process: Process | null;
  /** A routine by name, as a member of the object gives it. */
  routine(name: string): ((...args: never[]) => unknown) | undefined;
  /** Its generator form, for one that may wait. */
  waiting(name: string): ((...args: never[]) => Waiting<unknown>) | undefined;
}

const known = new WeakMap<object, Behind>();

/** Notes what stands behind an object. */
export function noteBehind(object: object, behind: Behind): void {
  known.set(object, behind);
}

/** What stands behind an object. Throws TypeError for one that `boot()` or `startProcess()` did not make. */
export function behind(object: object): Behind {
  const found = known.get(object);
  if (found === undefined)
    throw new TypeError(
      'this is no machine or process of irqlab: pass what boot() or nt.startProcess() returned',
    );
  return found;
}

/** `Behind.waiting` over an object that has the generator forms as members. */
export const waitingMember =
  (wait: object): Behind['waiting'] =>
  (name) =>
    name in wait
      ? (wait as Readonly<Record<string, (...args: never[]) => Waiting<unknown>>>)[name]
      : undefined;

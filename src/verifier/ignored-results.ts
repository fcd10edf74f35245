/**
 * Failures that nobody saw: one was injected into a call whose result the C code throws away although its header asks
 * every caller to look at it. The compiler knows these calls (src/c/parse/ignored-result.ts).
 */
import type { DoorCall, RoutineWatcher } from '../kernel/door.ts';
import type { Machine } from '../kernel/machine.ts';
import { tell } from './tell.ts';

/** Watches over one machine. */
export class IgnoredResults implements RoutineWatcher {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Calls into which failures are injected take the long way in any case. */
  watches(): boolean {
    return false;
  }

  failing({ contract: { name } }: DoorCall, failure: string): void {
    const machine = this.#machine;
    const address = machine.codeAddress();
    if (!machine.calls.ignored.has(address)) return;
    tell(machine, {
      rule: 'result-ignored',
      routine: name,
      values: [address],
      details: [`it failed with ${failure}, and nothing looks at that (C6031)`],
      stack: machine.stackText(),
    });
  }
}

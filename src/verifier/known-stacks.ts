/** Call stacks as text. Making one costs more than an allocation does, so equal ones are made once. */
import type { Machine } from '../kernel/machine.ts';

/** The call stacks of one machine. */
export class KnownStacks {
  readonly #machine: Pick<Machine, 'codePath' | 'stackText'>;
  /** By the number of the path to the code that runs. */
  readonly #stacks = new Map<number, readonly string[]>();

  constructor(machine: Pick<Machine, 'codePath' | 'stackText'>) {
    this.#machine = machine;
  }

  /** The call stack now, innermost first. */
  now(): readonly string[] {
    const path = this.#machine.codePath('');
    const known = this.#stacks.get(path);
    if (path !== 0 && known !== undefined) return known;
    const stack = this.#machine.stackText();
    if (path !== 0) this.#stacks.set(path, stack);
    return stack;
  }
}

/** Call stacks as text. Making one costs more than an allocation does, so equal ones are made once. */
import type { Machine } from '../kernel/machine.ts';

/** The call stacks of one machine. */
export class KnownStacks {
  readonly #machine: Pick<Machine, 'codeKey' | 'stackText'>;
  /** By the key of the code that runs. */
  readonly #stacks = new Map<string, readonly string[]>();

  constructor(machine: Pick<Machine, 'codeKey' | 'stackText'>) {
    this.#machine = machine;
  }

  /** The call stack now, innermost first. */
  now(): readonly string[] {
    const key = this.#machine.codeKey();
    const known = this.#stacks.get(key);
    if (key !== '' && known !== undefined) return known;
    const stack = this.#machine.stackText();
    if (key !== '') this.#stacks.set(key, stack);
    return stack;
  }
}

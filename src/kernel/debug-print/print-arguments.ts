/** Where a print takes the arguments behind `...` from. */
import type { ArgumentSlots, VariadicArgument } from '../../contract/variadic.ts';
import type { Memory } from '../../memory/memory.ts';
import type { PrintArguments } from '../../memory/print-directive.ts';
import { VaList } from '../../memory/va-list.ts';

const isSlots = (argument: VariadicArgument | undefined): argument is ArgumentSlots =>
  typeof argument === 'object';

/** Arguments as a routine got them: slots in memory, or values of TypeScript. */
export function printArguments(memory: Memory, args: readonly VariadicArgument[]): PrintArguments {
  const [first] = args;
  return isSlots(first) ? new VaList(memory, first.slots) : new ValueArguments(args);
}

/** Values that TypeScript passed, in C's width. */
class ValueArguments implements PrintArguments {
  readonly #values: readonly VariadicArgument[];
  #next = 0;

  constructor(values: readonly VariadicArgument[]) {
    this.#values = values;
  }

  int32(): number {
    return Number(BigInt.asIntN(32, BigInt(Math.trunc(Number(this.#take())))));
  }

  int64(): bigint {
    const value = this.#take();
    return BigInt.asIntN(64, typeof value === 'bigint' ? value : BigInt(Math.trunc(value)));
  }

  pointer(): number {
    return Number(this.#take());
  }

  double(): number {
    return Number(this.#take());
  }

  #take(): number | bigint {
    const value = this.#values[this.#next];
    this.#next += 1;
    if (typeof value === 'number' || typeof value === 'bigint') return value;
    throw new TypeError(`the format wants argument ${this.#next} to be a number; it is ${String(value)}`);
  }
}

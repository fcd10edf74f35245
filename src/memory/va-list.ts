import type { Memory } from './memory.ts';
import type { PrintArguments } from './print-directive.ts';

/**
 * The arguments behind `...`, from the address of their first slot. Slots have 8 bytes on x64; on x86 an argument
 * takes 4 bytes or 8.
 */
export class VaList implements PrintArguments {
  readonly #memory: Memory;
  #next: number;

  constructor(memory: Memory, first: number) {
    this.#memory = memory;
    this.#next = first;
  }

  int32(): number {
    return this.#memory.readInt32(this.#take(4));
  }

  int64(): bigint {
    return this.#memory.readBigInt64(this.#take(8));
  }

  pointer(): number {
    return this.#memory.readPointer(this.#take(4));
  }

  double(): number {
    return this.#memory.readFloat64(this.#take(8));
  }

  /** Address of the next slot, which holds so many bytes on x86. */
  #take(bytes: 4 | 8): number {
    const address = this.#next;
    this.#next += this.#memory.architecture === 'x64' ? 8 : bytes;
    return address;
  }
}

/**
 * Call stacks as numbers. Each is a node of a tree: that of its caller and one step more. The same stack has the same
 * number as long as its machine lives; numbers are for comparing, and no part of the machine's state.
 */

/** Steps to code have numbers below this, those to names from here on. */
const FIRST_NAME = 2 ** 23;
const STEPS = 2 ** 24;

/** The call stacks of one machine. */
export class CallPaths {
  /** By node and step, the node that the step leads to. */
  readonly #nodes = new Map<number, number>();
  readonly #names = new Map<string, number>();

  /** The stack of a name alone. */
  begin(name: string): number {
    return this.named(0, name);
  }

  /** The stack with a place in code as one more call. */
  place(node: number, place: number): number {
    return this.#next(node, place % FIRST_NAME);
  }

  /** The stack with a name (a routine, a module) as one more call. */
  named(node: number, name: string): number {
    let number = this.#names.get(name);
    if (number === undefined) {
      number = FIRST_NAME + this.#names.size;
      this.#names.set(name, number);
    }
    return this.#next(node, number);
  }

  #next(node: number, step: number): number {
    const key = node * STEPS + step;
    let next = this.#nodes.get(key);
    if (next === undefined) {
      next = this.#nodes.size + 1;
      this.#nodes.set(key, next);
    }
    return next;
  }
}

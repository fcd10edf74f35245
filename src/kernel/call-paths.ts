/**
 * Call stacks as numbers. Each is a node of a tree: that of its caller and one step more. The same stack has the same
 * number as long as its machine lives; numbers are for comparing, and no part of the machine's state.
 *
 * For pool, recorders and reports of the verifier, whose stacks go through routines and several programs: what an
 * entry was made from is walked once and shared. The heaps of programs have flat stacks instead
 * (c/run/program-stacks.ts): a tree has nodes for each frame of each stack, too many where a recursion allocates.
 */

/** How many numbers were given out. */
interface Numbers {
  last: number;
}

/** One call stack. */
export class CallPath {
  /** Its number; 0 for the empty one. */
  readonly number: number;
  readonly #numbers: Numbers;
  readonly #places = new Map<number, CallPath>();
  readonly #names = new Map<string, CallPath>();
  // Most calls in a row come from one place: the step of the last one is compared before it is looked up.
  #place = -1;
  #behindPlace: CallPath = this;
  #name: string | null = null;
  #behindName: CallPath = this;

  constructor(numbers: Numbers) {
    this.number = numbers.last;
    this.#numbers = numbers;
  }

  /** The stack with a place in code as one more call. */
  place(place: number): CallPath {
    if (place === this.#place) return this.#behindPlace;
    let next = this.#places.get(place);
    if (next === undefined) {
      next = this.#longer();
      this.#places.set(place, next);
    }
    this.#place = place;
    this.#behindPlace = next;
    return next;
  }

  /** The stack with a name (a routine, a module) as one more call. */
  named(name: string): CallPath {
    if (name === this.#name) return this.#behindName;
    let next = this.#names.get(name);
    if (next === undefined) {
      next = this.#longer();
      this.#names.set(name, next);
    }
    this.#name = name;
    this.#behindName = next;
    return next;
  }

  #longer(): CallPath {
    this.#numbers.last += 1;
    return new CallPath(this.#numbers);
  }
}

/** The empty call stack of a machine, which all others begin with. */
export const emptyPath = (): CallPath => new CallPath({ last: 0 });

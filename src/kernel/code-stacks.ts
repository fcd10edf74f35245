/**
 * Call stacks of C code as numbers, with their frames as text when somebody
 * asks. A number stays what it is as long as its machine lives; it is no part of
 * the machine's state.
 */
import type { CodeStackNumbers } from '../heap/block-owners.ts';
import type { CodeEntry, CodeStackMaker } from './code-entry.ts';

/** What is used of the calls in progress (calls.ts). */
interface CallsInProgress {
  readonly code: readonly CodeEntry[];
  readonly stack: readonly string[];
  codePath(routine: string): number;
  stackText(): readonly string[];
}

/** Stacks beyond these are known by their innermost frame alone: there are as many of those as places in programs. */
const MOST_STACKS = 2 ** 20;

const NO_FRAMES: readonly string[] = [];

/** The stacks of one machine. */
export class CodeStacks implements CodeStackNumbers, CodeStackMaker {
  readonly #calls: CallsInProgress;
  readonly #frames: (readonly string[] | (() => readonly string[]))[] = [NO_FRAMES];
  /** Numbers of stacks that go through several programs or routines, by their path. */
  readonly #byPath = new Map<number, number>();

  constructor(calls: CallsInProgress) {
    this.#calls = calls;
  }

  get hasRoom(): boolean {
    return this.#frames.length < MOST_STACKS;
  }

  stack(): number {
    const { code } = this.#calls;
    const entry = code[0];
    if (entry === undefined) return 0;
    return code.length === 1 && entry.depth === 0 ? entry.stack(this) : this.#mixed();
  }

  place(): number {
    const { code } = this.#calls;
    return code.length === 0 ? 0 : (code[code.length - 1]?.place(this) ?? 0);
  }

  frames(number: number): readonly string[] {
    const found = this.#frames[number] ?? NO_FRAMES;
    if (typeof found !== 'function') return found;
    const frames = found();
    this.#frames[number] = frames;
    return frames;
  }

  add(frames: readonly string[] | (() => readonly string[])): number {
    this.#frames.push(frames);
    return this.#frames.length - 1;
  }

  /** A stack with code that was entered from routines, or several times. */
  #mixed(): number {
    const { code, stack } = this.#calls;
    const path = this.#calls.codePath('');
    let number = this.#byPath.get(path);
    if (number === undefined) {
      if (!this.hasRoom) return this.place();
      // What the innermost code calls is no part of it: the door notes that now and then only.
      const own = stack.length - (code[code.length - 1]?.depth ?? 0);
      number = this.add(this.#calls.stackText().slice(own));
      this.#byPath.set(path, number);
    }
    return number;
  }
}

/** What is in progress in an interpreted program: the guest's stack as an array of plain entries. */
import { type Block, FUEL, type Statement } from './ast.ts';

export type Except = Statement & { kind: 'except' };
export type Finally = Statement & { kind: 'finally' };

export interface Exception {
  readonly code: number;
  readonly noncontinuable: boolean;
  readonly chain: number | null;
  readonly information: readonly number[];
}

/** One call of a function. */
export interface Call {
  readonly body: Block;
  readonly indices: Map<number, number>;
  returned: boolean;
}

/** A search for a handler, while a filter that it asked is running. */
export interface Dispatch {
  readonly exception: Exception;
  /** Height of the stack at the raise: everything below is asked. */
  readonly height: number;
  /** Position of the guarded body whose filter is asked. */
  asked: number;
  /** "Continue" answers on noncontinuable exceptions so far, and 1. */
  readonly turns: number;
  /** What to do when the execution continues. */
  readonly resume: () => void;
}

/** How control leaves a construct. */
export type Exit =
  | { readonly kind: 'normal' | 'return' | 'error' }
  | { readonly kind: 'break' | 'continue' | 'leave'; readonly to: number }
  | { readonly kind: 'goto'; readonly list: number; readonly index: number }
  | { readonly kind: 'unwind'; readonly to: Entry; readonly exception: Exception }
  | { readonly kind: 'longjmp'; readonly to: Call; readonly setjmp: number; readonly value: number };

/** One thing that is in progress; the last one on the stack is innermost. */
export type Entry =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'list'; readonly block: Block; next: number }
  | { readonly kind: 'loop'; readonly statement: Statement & { kind: 'loop' | 'while' } }
  | { readonly kind: 'switch'; readonly id: number }
  /** A guarded body is running. */
  | {
      readonly kind: 'guarded';
      readonly statement: Except | Finally;
      readonly depth: number;
      readonly call: Call;
    }
  | { readonly kind: 'handler'; readonly exception: Exception }
  /** A finally block is running; afterwards `pending` goes on. */
  | { readonly kind: 'finally'; readonly abnormal: boolean; readonly pending: Exit }
  | { readonly kind: 'filter'; readonly dispatch: Dispatch };

/** The stack, the program's variables and its trace. */
export class InterpreterState {
  readonly trace: string[] = [];
  ended = false;
  protected readonly stack: Entry[] = [];
  protected g = 1;
  #fuel = FUEL;
  readonly #counts = new Map<number, number>();

  protected end(how: string) {
    this.trace.push(how);
    this.ended = true;
  }

  /** Takes one unit of fuel. False when the machine has stopped for lack of it. */
  protected burn(): boolean {
    this.#fuel -= 1;
    if (this.#fuel < 0) this.end('out of fuel');
    return !this.ended;
  }

  protected count(id: number): number {
    const count = this.#counts.get(id) ?? 0;
    this.#counts.set(id, count + 1);
    return count;
  }

  protected enter(block: Block) {
    this.stack.push({ kind: 'list', block, next: 0 });
  }

  protected enterFunction(body: Block) {
    this.stack.push({ kind: 'call', call: { body, indices: new Map(), returned: false } });
    this.enter(body);
  }

  protected guard(statement: Except | Finally) {
    const depth = this.stack.filter((entry) => entry.kind === 'guarded').length + 1;
    this.stack.push({ kind: 'guarded', statement, depth, call: this.call() });
  }

  protected call(): Call {
    const entry = this.innermost('call');
    if (entry?.kind !== 'call') throw new Error('no function is running');
    return entry.call;
  }

  protected innermost(kind: Entry['kind']): Entry | undefined {
    return [...this.stack].reverse().find((entry) => entry.kind === kind);
  }
}

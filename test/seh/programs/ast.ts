/**
 * Programs with structured exceptions, as data.
 *
 * The emitter, the interpreter and the C printer share this file and nothing
 * else. A tree as fast-check makes it may hold jumps that lead nowhere;
 * `resolve` numbers it and gives every jump a legal target.
 *
 * A program has one global integer `g`, and `while (g)` reads it.
 */

/** A list of statements. Its number is what a goto into it names. */
export interface Block {
  readonly id: number;
  readonly statements: readonly Statement[];
}

/** When an `if` is taken. Loop conditions look at the innermost loop of the function. */
export type Condition =
  /** The first `times` executions of this statement, in the whole program. */
  | { readonly kind: 'first'; readonly times: number }
  /** Every execution of this statement but the first `times`. */
  | { readonly kind: 'after'; readonly times: number }
  /** The loop index is even. */
  | { readonly kind: 'even' }
  /** The loop index is this one. */
  | { readonly kind: 'index'; readonly is: number };

/** A filter expression: optional call of a function, optional assignment to g, then the answer. */
export interface Filter {
  /** A constant in place of an expression: no code runs. */
  readonly constant: number | null;
  /** Body of a function that the expression calls first. */
  readonly call: Block | null;
  /** Value that the expression gives to g. */
  readonly set: number | null;
  /** Answer of the first, second, … evaluation; the last one stays. */
  readonly answers: readonly number[];
}

/** How an exception comes about. */
export type Raising = 'software' | 'noncontinuable' | 'status';

/** What the processor stumbles over. */
export type Faulting = 'read' | 'write' | 'divide';

/** One statement. `id` is unique in a program; `to` is the id of the statement that is left. */
export type Statement =
  /** Prints its label, or its number, with what the intrinsics give that are allowed where it stands. */
  | {
      readonly kind: 'mark';
      readonly id: number;
      readonly label: string;
      readonly code: boolean;
      readonly abnormal: boolean;
    }
  | { readonly kind: 'set'; readonly value: number }
  | { readonly kind: 'raise'; readonly id: number; readonly how: Raising }
  /** Faults `times` times; each continued execution tries the access again. */
  | { readonly kind: 'fault'; readonly id: number; readonly what: Faulting; readonly times: number }
  | {
      readonly kind: 'if';
      readonly id: number;
      readonly condition: Condition;
      readonly body: Block;
      readonly loop: number;
    }
  | { readonly kind: 'loop'; readonly id: number; readonly count: number; readonly body: Block }
  | { readonly kind: 'while'; readonly id: number; readonly body: Block }
  | { readonly kind: 'switch'; readonly id: number; readonly body: Block }
  | { readonly kind: 'call'; readonly id: number; readonly body: Block }
  | {
      readonly kind: 'except';
      readonly id: number;
      readonly body: Block;
      readonly filter: Filter;
      readonly handler: Block;
    }
  | { readonly kind: 'finally'; readonly id: number; readonly body: Block; readonly block: Block }
  | { readonly kind: 'setjmp'; readonly id: number; readonly buffer: number; readonly again: Block }
  | { readonly kind: 'longjmp'; readonly buffer: number; readonly value: number }
  | { readonly kind: 'return' }
  | { readonly kind: 'break'; readonly to: number }
  | { readonly kind: 'continue'; readonly to: number }
  | { readonly kind: 'leave'; readonly to: number }
  /** `pick` chooses a place, or the mark with a label; after resolving `list` and `index` say which place. */
  | { readonly kind: 'goto'; readonly pick: number | string; readonly list: number; readonly index: number }
  /** A bug check: the machine halts. */
  | { readonly kind: 'stop' }
  /** A JavaScript error, as a failed assertion of a TypeScript test throws one. */
  | { readonly kind: 'error' };

/** A list that is not numbered yet. */
export const block = (...statements: readonly Statement[]): Block => ({ id: 0, statements });

/** The blocks that stand directly in a statement and belong to the same function. */
export function innerBlocks(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'if':
      return [statement.body];
    case 'loop':
    case 'while':
    case 'switch':
      return [statement.body];
    case 'except':
      return [statement.body, statement.handler];
    case 'finally':
      return [statement.body, statement.block];
    case 'setjmp':
      return [statement.again];
    default:
      return [];
  }
}

/** True when a statement, or one inside it in the same function, satisfies a test. */
export const holds = (statement: Statement, test: (inner: Statement) => boolean): boolean =>
  test(statement) || innerBlocks(statement).some((inner) => inner.statements.some((one) => holds(one, test)));

/** Numbers of the setjmps in a statement, in the same function. */
export function setjmpsIn(statement: Statement): number[] {
  const inside = innerBlocks(statement).flatMap((inner) => inner.statements.flatMap(setjmpsIn));
  return statement.kind === 'setjmp' ? [statement.id, ...inside] : inside;
}

/** Code of the exception that statement `id` raises. */
export const raisedCode = (id: number): number => 0xe000_0000 + id;

/** Most steps a program may take: statements, rounds of loops, and filters. */
export const FUEL = 400;

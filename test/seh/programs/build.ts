/** Short names to write a program by hand, in the order in which C has them. */
import { type Block, block, type Condition, type Filter, type Statement } from './ast.ts';
import { interpret } from './interpret.ts';
import { resolve } from './resolve.ts';
import { run } from './run.ts';

type Statements = readonly Statement[];

/** Prints a label, GetExceptionCode() in a handler, AbnormalTermination() in a finally block. */
export const mark = (label: string): Statement => ({
  kind: 'mark',
  id: 0,
  label,
  code: false,
  abnormal: false,
});

/** Raises a continuable software exception. */
export const raise: Statement = { kind: 'raise', id: 0, how: 'software' };

/** Reads NULL; every continued execution reads it again, and after `times` faults it works. */
export const nullRead = (times = 9): Statement => ({ kind: 'fault', id: 0, what: 'read', times });

/** `__try { body } __except (filter) { handler }`; a filter is its answers in turn, or a constant. */
export function tryExcept(
  body: Statements,
  filter: number | readonly number[] | (Partial<Filter> & Pick<Filter, 'answers'>),
  handler: Statements = [],
): Statement {
  const none = { constant: null, call: null, set: null, answers: [] };
  const asked =
    typeof filter === 'number'
      ? { ...none, constant: filter }
      : { ...none, ...(Array.isArray(filter) ? { answers: filter } : filter) };
  return { kind: 'except', id: 0, body: block(...body), filter: asked, handler: block(...handler) };
}

/** `__try { body } __finally { block }`. */
export const tryFinally = (body: Statements, last: Statements): Statement => ({
  kind: 'finally',
  id: 0,
  body: block(...body),
  block: block(...last),
});

/** A call of a function with this body. */
export const call = (...body: Statement[]): Statement => ({ kind: 'call', id: 0, body: block(...body) });
/** `for (i = 0; i < count; i++)`. */
export const loop = (count: number, ...body: Statement[]): Statement => ({
  kind: 'loop',
  id: 0,
  count,
  body: block(...body),
});
/** `while (g)`. */
export const whileG = (...body: Statement[]): Statement => ({ kind: 'while', id: 0, body: block(...body) });
/** `g = value`. */
export const setG = (value: number): Statement => ({ kind: 'set', value });
/** `switch (1) { case 1: … }`. */
export const inSwitch = (...body: Statement[]): Statement => ({
  kind: 'switch',
  id: 0,
  body: block(...body),
});
const when = (condition: Condition, body: Statements): Statement => ({
  kind: 'if',
  id: 0,
  condition,
  body: block(...body),
  loop: 0,
});
/** `if (i % 2 == 0)`. */
export const ifEven = (...body: Statement[]): Statement => when({ kind: 'even' }, body);
/** `if (i == is)`. */
export const ifIndex = (is: number, ...body: Statement[]): Statement => when({ kind: 'index', is }, body);
/** Taken once in the whole program. */
export const once = (...body: Statement[]): Statement => when({ kind: 'first', times: 1 }, body);
/** `if (setjmp(b) != 0) { again }`. */
export const setjmp = (...again: Statement[]): Statement => ({
  kind: 'setjmp',
  id: 0,
  buffer: 0,
  again: block(...again),
});
/** `longjmp(b, value)`. */
export const longjmp = (value = 1): Statement => ({ kind: 'longjmp', buffer: 0, value });
/** `return`. */
export const ret: Statement = { kind: 'return' };
/** `break`. */
export const brk: Statement = { kind: 'break', to: 0 };
/** `continue`. */
export const cont: Statement = { kind: 'continue', to: 0 };
/** `__leave`. */
export const leave: Statement = { kind: 'leave', to: 0 };
/** `goto` the mark with this label. */
export const goto = (label: string): Statement => ({ kind: 'goto', pick: label, list: 0, index: 0 });
/** A bug check. */
export const stop: Statement = { kind: 'stop' };
/** A JavaScript error. */
export const jsError: Statement = { kind: 'error' };

/** A program of these statements. */
export const program = (...statements: Statement[]): Block => resolve(block(...statements));

/** The whole trace of a program, which must be the same in the implementation and in the interpreter. */
export function traceOf(...statements: Statement[]): string[] {
  const main = program(...statements);
  const trace = run(main);
  const expected = interpret(main);
  if (trace.join('\n') !== expected.join('\n')) {
    throw new Error(`implementation:\n${trace.join('\n')}\n\ninterpreter:\n${expected.join('\n')}`);
  }
  return trace;
}

/** What a program printed: `F abnormal true` for a mark F in a finally block, and how it ended if not by returning. */
export const printed = (...statements: Statement[]): string[] =>
  traceOf(...statements)
    .filter((line) => /^(mark|unhandled|stopped|javascript|out of|runaway)/.test(line))
    .map((line) => line.replace(/^mark (.*?) g \d+/, '$1').replace(/e00000[0-9a-f]{2}/, 'raised'));

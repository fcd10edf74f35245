/** `__try` with its handler, and jumps that have to do with it. */
import type { Position } from '../source/position.ts';
import type { BlockStatement, Statement } from '../tree/tree.ts';
import { INT } from '../types/types.ts';
import { assignable } from './assignable.ts';
import { value } from './conversions.ts';
import { type Enclosing, type LabelUse, type Operand, type Parser, SyntaxProblem } from './parser.ts';

const spelled = (parser: Parser, word: string): boolean => parser.is(`__${word}`) || parser.is(`_${word}`);

export const isTry = (parser: Parser): boolean => spelled(parser, 'try');
export const isLeave = (parser: Parser): boolean => spelled(parser, 'leave');
/** True for `__except` and `__finally` that follow no body. */
export const isStrayHandler = (parser: Parser): boolean =>
  spelled(parser, 'except') || spelled(parser, 'finally');

/** try-statement = '__try' block ('__except' '(' expression ')' block | '__finally' block) */
export function tryStatement(
  parser: Parser,
  block: (parser: Parser) => BlockStatement,
  expression: (parser: Parser) => Operand,
): Statement {
  const { at } = parser.advance();
  const body = parser.inside('body', () => block(parser));
  if (spelled(parser, 'finally')) {
    parser.advance();
    return { kind: 'try finally', body, block: parser.inside('finally', () => block(parser)), at };
  }
  if (!spelled(parser, 'except')) parser.fail('__except');
  parser.advance();
  parser.expect('(');
  const filterAt = parser.token.at;
  const operand = parser.inside('filter', () => expression(parser));
  parser.expect(')');
  const filter = assignable(parser, value(parser, operand), INT, { what: '=', at: filterAt });
  return { kind: 'try except', body, filter, handler: parser.inside('handler', () => block(parser)), at };
}

/** Reports a handler without a body: the `__try` before it had one already, or there is none. */
export function strayHandler(parser: Parser): never {
  const word = parser.token.text.replace(/^_+/, '');
  if (word === 'except') parser.error('C2706', 'illegal __except without matching __try', parser.token.at);
  else parser.error('C3274', '__finally without matching try', parser.token.at);
  parser.advance();
  throw new SyntaxProblem();
}

/** Warns of a jump out of a termination block, up to the construct that it leaves or ends at (C4532). */
export function leaving(parser: Parser, word: string, to: Enclosing | null, at: Position): void {
  for (let one = parser.enclosing; one !== null && one !== to; one = one.outer)
    if (one.kind === 'finally') {
      parser.warn(
        'C4532',
        `'${word}': jump out of '__finally' block has undefined behavior during termination handling`,
        at,
      );
      return;
    }
}

/** The innermost construct of one of the kinds. */
export function innermost(parser: Parser, kinds: readonly Enclosing['kind'][]): Enclosing | null {
  let one = parser.enclosing;
  while (one !== null && !kinds.includes(one.kind)) one = one.outer;
  return one;
}

const GUARDED: ReadonlySet<Enclosing['kind']> = new Set<Enclosing['kind']>(['body', 'handler', 'finally']);

/** Bodies, handlers and termination blocks around a place. */
function guardsOf(enclosing: Enclosing | null): Set<Enclosing> {
  const guards = new Set<Enclosing>();
  for (let one = enclosing; one !== null; one = one.outer) if (GUARDED.has(one.kind)) guards.add(one);
  return guards;
}

/** True when a jump from one place to the other enters a body, a handler or a termination block. */
export function entersGuard(from: Enclosing | null, to: Enclosing | null): boolean {
  const around = guardsOf(from);
  return [...guardsOf(to)].some((guard) => !around.has(guard));
}

/** The jumps of a function, when all its labels are known: C2094, C2705, C4532. */
export function checkGotos(
  parser: Parser,
  gotos: readonly LabelUse[],
  labels: ReadonlyMap<string, LabelUse>,
): void {
  for (const { name, at, enclosing } of gotos) {
    const label = labels.get(name);
    if (label === undefined) {
      parser.error('C2094', `label '${name}' was undefined`, at);
      continue;
    }
    if (entersGuard(enclosing, label.enclosing)) {
      parser.error('C2705', `'${name}': illegal jump into '__try', '__except' or '__finally' block`, at);
      continue;
    }
    const around = guardsOf(label.enclosing);
    if ([...guardsOf(enclosing)].some((guard) => guard.kind === 'finally' && !around.has(guard)))
      parser.warn(
        'C4532',
        `'goto': jump out of '__finally' block has undefined behavior during termination handling`,
        at,
      );
  }
}

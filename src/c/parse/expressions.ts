/** Expressions: the grammar. What the operators mean stands in the files named after them. */
import type { Position } from '../source/position.ts';
import type { Token } from '../source/token.ts';
import type { ArithmeticOperator, Expression, Variable } from '../tree/tree.ts';
import type { Type } from '../tree/type.ts';
import { sameUnqualified } from '../types/compatibility.ts';
import { typeText } from '../types/type-text.ts';
import { sizeType, unqualified, VOID } from '../types/types.ts';
import { assign, compoundAssign, step } from './assignments.ts';
import { call, implicitFunction } from './calls.ts';
import { convert, value } from './conversions.ts';
import { typeName } from './declarators.ts';
import { initializer } from './initializers.ts';
import { functionName, intrinsic, isFunctionName } from './intrinsics.ts';
import { characterConstant, madeString, numberConstant, stringLiteral } from './literals.ts';
import { type BinaryOperator, binary, conditional as choose } from './operators.ts';
import { type Operand, type Parser, SyntaxProblem } from './parser.ts';
import { isPoison, poison } from './poison.ts';
import { addressOf, arrow, cast, dereference, member, sizeOfType, subscript, unary } from './unary.ts';

/** Operators in each other that an expression may have: what is emitted for it is as deep (C1026, *ours*). */
const DEPTH_LIMIT = 200;

/** Notes how deep the tree of an operand is. Constants are folded, so they have no depth. */
function deeper<T extends Operand>(parser: Parser, node: T, levels: number, ...parts: readonly Operand[]): T {
  if (node.kind === 'integer' || node.kind === 'float') return node;
  let depth = levels;
  for (const part of parts) depth = Math.max(depth, (parser.depths.get(part) ?? 0) + levels);
  if (depth > DEPTH_LIMIT) parser.tooComplex(node.at);
  parser.depths.set(node, depth);
  return node;
}

/** expression = assignment (',' assignment)* */
export function expression(parser: Parser): Operand {
  let left = assignment(parser);
  while (parser.is(',')) {
    const { at } = parser.advance();
    const first = value(parser, left);
    const right = value(parser, assignment(parser));
    const whole: Operand =
      isPoison(first) || isPoison(right)
        ? poison(at)
        : { kind: 'comma', type: right.type, left: convert(parser, first, VOID), right, at };
    left = deeper(parser, whole, 1, left, right);
  }
  return left;
}

/** assignment = conditional | unary ('=' | '*=' | …) assignment */
export function assignment(parser: Parser): Operand {
  const left = conditional(parser);
  const { text, at, kind } = parser.token;
  if (kind !== 'punctuator' || !text.endsWith('=') || !ASSIGNMENTS.has(text)) return left;
  parser.advance();
  const right = parser.nest(() => assignment(parser));
  const node =
    text === '='
      ? assign(parser, left, right, at)
      : compoundAssign(parser, text.slice(0, -1) as ArithmeticOperator, left, right, at);
  return deeper(parser, node, 1, left, right);
}

const ASSIGNMENTS: ReadonlySet<string> = new Set('= *= /= %= += -= <<= >>= &= ^= |='.split(' '));

/** conditional = binary ('?' expression ':' conditional)? */
export function conditional(parser: Parser): Operand {
  const test = binaryExpression(parser, 1);
  if (!parser.is('?')) return test;
  const { at } = parser.advance();
  return parser.nest(() => {
    const then = expression(parser);
    parser.expect(':');
    const other = conditional(parser);
    return deeper(parser, choose(parser, test, then, other, at), 1, test, then, other);
  });
}

/** How tightly binary operators bind. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map(
  ['||', '&&', '|', '^', '&', '== !=', '< > <= >=', '<< >>', '+ -', '* / %'].flatMap((level, index) =>
    level.split(' ').map((operator): [string, number] => [operator, index + 1]),
  ),
);

/** binary = cast (operator binary)*, by precedence */
function binaryExpression(parser: Parser, least: number): Operand {
  let left = castExpression(parser);
  for (;;) {
    const { text, at, kind } = parser.token;
    const level = kind === 'punctuator' ? (PRECEDENCE.get(text) ?? 0) : 0;
    if (level < least) return left;
    parser.advance();
    const right = binaryExpression(parser, level + 1);
    left = deeper(parser, binary(parser, text as BinaryOperator, left, right, at), 1, left, right);
  }
}

/** cast = '(' type-name ')' cast | unary */
function castExpression(parser: Parser): Operand {
  if (!parser.is('(') || !parser.startsType(parser.peek())) return unaryExpression(parser);
  return parser.nest(() => {
    const { at } = parser.advance();
    const type = typeName(parser);
    parser.expect(')');
    if (parser.is('{')) return postfixOperators(parser, compoundLiteral(parser, type, at));
    const operand = castExpression(parser);
    return deeper(parser, cast(parser, type, operand, at), 1, operand);
  });
}

/** unary = ('++' | '--' | '&' | '*' | '+' | '-' | '~' | '!') cast | sizeof … | postfix */
function unaryExpression(parser: Parser): Operand {
  const { text, at, kind } = parser.token;
  if (kind === 'punctuator' && UNARY.has(text)) {
    parser.advance();
    return parser.nest(() => {
      const operand = castExpression(parser);
      return deeper(parser, prefixed(parser, text, operand, at), 1, operand);
    });
  }
  if (text === 'sizeof') return sizeOf(parser);
  if (ALIGNOF.has(text)) return alignOf(parser);
  return postfixOperators(parser, primary(parser));
}

function prefixed(parser: Parser, text: string, operand: Operand, at: Position): Operand {
  if (text === '++' || text === '--') return step(parser, text, operand, false, at);
  if (text === '&') return addressOf(parser, operand, at);
  if (text === '*') return dereference(parser, operand, at);
  return unary(parser, text as '-' | '+' | '~' | '!', operand, at);
}

const UNARY: ReadonlySet<string> = new Set(['++', '--', '&', '*', '+', '-', '~', '!']);
const ALIGNOF: ReadonlySet<string> = new Set(['_Alignof', '__alignof', '_alignof', '__builtin_alignof']);

/** 'sizeof' (unary | '(' type-name ')') */
function sizeOf(parser: Parser): Expression {
  const { at } = parser.advance();
  return parser.nest(() => {
    if (!parser.is('(') || !parser.startsType(parser.peek()))
      return sizeOfOperand(
        parser,
        parser.unevaluatedOperand(() => unaryExpression(parser)),
        at,
      );
    parser.advance();
    const type = typeName(parser);
    parser.expect(')');
    if (!parser.is('{')) return sizeOfType(parser, type, at);
    return sizeOfOperand(
      parser,
      parser.unevaluatedOperand(() => postfixOperators(parser, compoundLiteral(parser, type, at))),
      at,
    );
  });
}

function sizeOfOperand(parser: Parser, operand: Operand, at: Position): Expression {
  if (isPoison(operand)) return poison(at);
  if (operand.kind === 'member' && operand.bits !== null) {
    parser.error('C2070', `'bit field': illegal sizeof operand`, at);
    return poison(at);
  }
  return sizeOfType(parser, operand.type, at);
}

/** '_Alignof' '(' type-name ')'; MSVC also takes an expression. */
function alignOf(parser: Parser): Expression {
  const { at } = parser.advance();
  let type: Type;
  if (parser.is('(') && parser.startsType(parser.peek())) {
    parser.advance();
    type = typeName(parser);
    parser.expect(')');
  } else type = parser.unevaluatedOperand(() => parser.nest(() => unaryExpression(parser))).type;
  return { kind: 'integer', type: sizeType(parser.arch), value: BigInt(parser.align(type)), at };
}

/** postfix = primary ('[' expression ']' | '(' arguments ')' | '.' name | '->' name | '++' | '--')* */
function postfixOperators(parser: Parser, first: Operand): Operand {
  let operand = first;
  for (;;) {
    const { text, at } = parser.token;
    const before = operand;
    switch (text) {
      case '[': {
        parser.advance();
        const index = parser.nest(() => expression(parser));
        parser.expect(']');
        // A subscript is a dereference of a sum.
        operand = deeper(parser, subscript(parser, before, index, at), 2, before, index);
        break;
      }
      case '(': {
        const args = argumentList(parser);
        operand = deeper(parser, call(parser, before, args, before.at), 1, before, ...args);
        break;
      }
      case '.':
      case '->': {
        parser.advance();
        const name = parser.name();
        const part = text === '.' ? member : arrow;
        operand = deeper(parser, part(parser, before, name.text, name.at), 1, before);
        break;
      }
      case '++':
      case '--':
        parser.advance();
        operand = deeper(parser, step(parser, text, before, true, at), 1, before);
        break;
      default:
        return operand;
    }
  }
}

/** '(' (assignment (',' assignment)*)? ')' */
function argumentList(parser: Parser): Operand[] {
  parser.advance();
  const args: Operand[] = [];
  parser.nest(() => {
    if (parser.is(')')) return;
    do args.push(assignment(parser));
    while (parser.accept(','));
  });
  parser.expect(')');
  return args;
}

/** primary = name | constant | string | '(' expression ')' | _Generic … | intrinsics */
function primary(parser: Parser): Operand {
  const { token } = parser;
  switch (token.kind) {
    case 'number':
      return numberConstant(parser, parser.advance());
    case 'character':
      return characterConstant(parser, parser.advance());
    case 'string':
      return strings(parser);
    case 'identifier':
      return word(parser, token);
  }
  if (!parser.is('(')) parser.fail();
  parser.advance();
  const inner = parser.nest(() => expression(parser));
  parser.expect(')');
  return inner;
}

/** Adjacent strings, `__FUNCTION__` among them. */
function strings(parser: Parser): Operand {
  const { at } = parser.token;
  const parts: Token[] = [];
  for (;;) {
    const { kind, text } = parser.token;
    if (kind === 'string') parts.push(parser.advance());
    else if (isFunctionName(text) && parser.current !== null) {
      const wide = text.startsWith('L') ? 'L' : '';
      const name = functionName(parser, text.slice(wide.length));
      parts.push({ ...parser.token, kind: 'string', text: `${wide}"${name}"` });
      parser.advance();
    } else break;
  }
  return stringLiteral(parser, parts, at);
}

function word(parser: Parser, token: Token): Operand {
  const made = intrinsic(parser);
  if (made !== null) return made;
  if (isFunctionName(token.text)) {
    if (parser.current !== null) return strings(parser);
    parser.advance();
    return madeString('', token.at);
  }
  if (token.text === '_Generic') return generic(parser);
  if (token.text === '__asm' || token.text === '_asm') {
    parser.error('IRQ1003', `'${token.text}': inline assembly is not modelled`, token.at);
    throw new SyntaxProblem();
  }
  if (!parser.isIdentifier()) parser.fail();
  if (parser.startsType()) {
    parser.error('C2275', `'${token.text}': expected an expression instead of a type`, token.at);
    parser.advance();
    return poison(token.at);
  }
  parser.advance();
  return named(parser, token);
}

/** What a name means as an expression. */
function named(parser: Parser, { text, at }: Token): Operand {
  const found = parser.find(text);
  if (found === undefined) {
    if (parser.is('(')) {
      const symbol = used(parser, implicitFunction(parser, text, at), at);
      return { kind: 'function', type: symbol.type, symbol, at };
    }
    if (parser.reportOnce(text)) parser.error('C2065', `'${text}': undeclared identifier`, at);
    return poison(at);
  }
  switch (found.kind) {
    case 'enumerator':
      return { kind: 'integer', type: found.type, value: found.value, at };
    case 'variable':
      return { kind: 'variable', type: found.type, variable: found, at };
    case 'function':
      return { kind: 'function', type: found.type, symbol: used(parser, found, at), at };
    default:
      return poison(at);
  }
}

function used<T extends { usedAt: Position | null }>(parser: Parser, symbol: T, at: Position): T {
  if (parser.unevaluated === 0) symbol.usedAt ??= at;
  return symbol;
}

/** '(' type-name ')' '{' initialiser-list '}' */
function compoundLiteral(parser: Parser, written: Type, at: Position): Operand {
  const inFunction = parser.current !== null;
  const { initializer: made, type } = initializer(parser, written, !inFunction);
  const variable: Variable = {
    kind: 'variable',
    name: '',
    type,
    storage: inFunction ? 'automatic' : 'static',
    linkage: 'none',
    at,
    // It is an object that may be assigned to, without a name to find it by.
    addressTaken: true,
    defined: true,
    initializer: inFunction ? null : made,
    section: null,
    align: 0,
    selectany: false,
  };
  if (parser.unevaluated === 0)
    if (parser.current === null) parser.variables.push(variable);
    else parser.current.locals.push(variable);
  return { kind: 'compound literal', type, variable, initializer: made, at };
}

/** '_Generic' '(' assignment (',' (type-name | 'default') ':' assignment)+ ')' */
function generic(parser: Parser): Operand {
  const { at } = parser.advance();
  parser.expect('(');
  const asked = unqualified(parser.unevaluatedOperand(() => value(parser, assignment(parser))).type);
  let chosen: Operand | null = null;
  let other: Operand | null = null;
  while (parser.accept(',')) {
    const isDefault = parser.accept('default');
    const type = isDefault ? null : typeName(parser);
    parser.expect(':');
    const matches: boolean = type !== null && chosen === null && sameUnqualified(type, asked);
    // Only the chosen expression is evaluated; which one `default` is shows at the end.
    const operand: Operand =
      matches || isDefault ? assignment(parser) : parser.unevaluatedOperand(() => assignment(parser));
    if (matches) chosen = operand;
    else if (isDefault) other = operand;
  }
  parser.expect(')');
  const result = chosen ?? other;
  if (result !== null) return result;
  parser.error('C7702', `no compatible type for '${typeText(asked)}' in _Generic association list`, at);
  return poison(at);
}

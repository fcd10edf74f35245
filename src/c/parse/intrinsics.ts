/** Names that the compiler itself gives a meaning: SEH intrinsics, `va_start` and kin, `__FUNCTION__`. */
import type { Position } from '../source/position.ts';
import type { Expression } from '../tree/tree.ts';
import { findMember } from '../types/layout.ts';
import { typeText } from '../types/type-text.ts';
import { INT, INTEGERS, pointerTo, sizeType, unqualified, VOID } from '../types/types.ts';
import { vaList } from './calls.ts';
import { integerConstant } from './constant-expressions.ts';
import { convert, truth, value } from './conversions.ts';
import { typeName } from './declarators.ts';
import type { Enclosing, Operand, Parser } from './parser.ts';
import { poison } from './poison.ts';

/** SEH intrinsics by spelling. The public names are macros of excpt.h. */
const SEH: ReadonlyMap<string, 'exception code' | 'exception information' | 'abnormal termination'> = new Map(
  [
    ['_exception_code', 'exception code'],
    ['__exception_code', 'exception code'],
    ['_exception_info', 'exception information'],
    ['__exception_info', 'exception information'],
    ['_abnormal_termination', 'abnormal termination'],
    ['__abnormal_termination', 'abnormal termination'],
  ],
);

/** Where each may stand. */
const SEH_PLACES: Readonly<Record<string, readonly Enclosing['kind'][]>> = {
  'exception code': ['filter', 'handler'],
  'exception information': ['filter'],
  'abnormal termination': ['finally'],
};

/** True somewhere inside of one of the kinds. */
function isInside(enclosing: Enclosing | null, kinds: readonly Enclosing['kind'][]): boolean {
  for (let one = enclosing; one !== null; one = one.outer) if (kinds.includes(one.kind)) return true;
  return false;
}

const FUNCTION_NAMES: ReadonlySet<string> = new Set([
  '__FUNCTION__',
  '__func__',
  '__FUNCDNAME__',
  '__FUNCSIG__',
  // What `L ## __FUNCTION__` makes: MSVC knows it as the wide string.
  'L__FUNCTION__',
  'L__FUNCDNAME__',
  'L__FUNCSIG__',
]);

/** True for a token that is a string of the compiler's. */
export const isFunctionName = (text: string): boolean => FUNCTION_NAMES.has(text);

/** The string that `__FUNCTION__` and kin stand for. */
export function functionName(parser: Parser, text: string): string {
  const { current } = parser;
  if (current === null) return '';
  const { name, type } = current.symbol;
  if (text === '__FUNCSIG__')
    return typeText(type).replace(
      /__(cdecl|stdcall|fastcall) \(|\(/,
      (match) => `__${type.convention} ${name}${match.slice(-1)}`,
    );
  if (text !== '__FUNCDNAME__' || parser.arch === 'x64') return name;
  const bytes = type.parameters.reduce(
    (sum, one) => sum + Math.ceil((parser.size(one.type) ?? 4) / 4) * 4,
    0,
  );
  if (type.convention === 'cdecl') return `_${name}`;
  return type.convention === 'stdcall' ? `_${name}@${bytes}` : `@${name}@${bytes}`;
}

/** An intrinsic that looks like a call, when one stands here; else null. */
export function intrinsic(parser: Parser): Operand | null {
  const { text, at } = parser.token;
  const kind = SEH.get(text);
  if (kind !== undefined && parser.peek().text === '(') return sehIntrinsic(parser, kind, text, at);
  switch (text) {
    case '__va_start':
      return vaStart(parser, at);
    case '__va_arg':
      return vaArg(parser, at);
    case '__va_end':
      return vaEnd(parser, at);
    case '__va_copy':
      return vaCopy(parser, at);
    case '__builtin_offsetof':
      return offsetOf(parser, at);
    case '__noop':
    case '__assume':
      return ignored(parser, text, at);
    default:
      return null;
  }
}

function sehIntrinsic(
  parser: Parser,
  kind: 'exception code' | 'exception information' | 'abnormal termination',
  text: string,
  at: Position,
): Expression {
  parser.advance();
  parser.expect('(');
  parser.expect(')');
  if (parser.current === null || !isInside(parser.enclosing, SEH_PLACES[kind] ?? [])) {
    parser.error('C2707', `'${text}': bad context for intrinsic function`, at);
    return poison(at);
  }
  if (kind === 'exception code') return { kind, type: INTEGERS['unsigned long'], at };
  return { kind, type: kind === 'abnormal termination' ? INT : pointerTo(VOID), at };
}

/** '(' list, and what stands behind it */
function listOperand(parser: Parser): Operand {
  parser.advance();
  parser.expect('(');
  return parser.grammar.assignment(parser);
}

function vaStart(parser: Parser, at: Position): Expression {
  const operand = listOperand(parser);
  // The last parameter is named for compilers that need it.
  if (parser.accept(',')) parser.unevaluatedOperand(() => parser.grammar.assignment(parser));
  parser.expect(')');
  const list = vaList(parser, operand, at);
  if (list === null) return poison(at);
  if (parser.current?.type.variadic !== true) {
    parser.error('C2704', `'__va_start': intrinsic only allowed in varargs`, at);
    return poison(at);
  }
  return { kind: 'va_start', type: VOID, list, at };
}

function vaArg(parser: Parser, at: Position): Expression {
  const operand = listOperand(parser);
  parser.expect(',');
  const type = unqualified(typeName(parser));
  parser.expect(')');
  const list = vaList(parser, operand, at);
  if (list === null) return poison(at);
  if (parser.size(type) === null || type.kind === 'array') {
    parser.error('C2440', `'va_arg': cannot convert to '${typeText(type)}'`, at);
    return poison(at);
  }
  return { kind: 'va_arg', type, list, at };
}

/** `va_end` leaves a null pointer, as MSVC's macro does. */
function vaEnd(parser: Parser, at: Position): Expression {
  const operand = listOperand(parser);
  parser.expect(')');
  const list = vaList(parser, operand, at);
  if (list === null) return poison(at);
  const type = unqualified(list.type);
  const node: Expression = {
    kind: 'assign',
    type,
    target: list,
    value: { kind: 'integer', type, value: 0n, at },
    at,
  };
  return convert(parser, node, VOID);
}

function vaCopy(parser: Parser, at: Position): Expression {
  const to = listOperand(parser);
  parser.expect(',');
  const from = parser.grammar.assignment(parser);
  parser.expect(')');
  const list = vaList(parser, to, at);
  const source = vaList(parser, from, at);
  if (list === null || source === null) return poison(at);
  const type = unqualified(list.type);
  const copied = convert(parser, value(parser, source), type);
  return convert(parser, { kind: 'assign', type, target: list, value: copied, at }, VOID);
}

/** '__builtin_offsetof' '(' type ',' name ('.' name | '[' constant ']')* ')' */
function offsetOf(parser: Parser, at: Position): Expression {
  parser.advance();
  parser.expect('(');
  let type = typeName(parser);
  parser.expect(',');
  let offset = 0n;
  for (let first = true; first || !parser.is(')'); first = false) {
    if (!first && parser.accept('[')) {
      const index = integerConstant(parser)?.value ?? 0n;
      parser.expect(']');
      if (type.kind !== 'array') return noMember(parser, '[]', typeText(type), at);
      type = type.of;
      offset += index * BigInt(parser.size(type) ?? 0);
      continue;
    }
    if (!first) parser.expect('.');
    const { text } = parser.name();
    const found = type.kind === 'record' ? findMember(type.shape.members ?? [], text) : null;
    if (found === null) return noMember(parser, text, typeText(type), at);
    offset += BigInt(found.offset);
    type = found.type;
  }
  parser.expect(')');
  return { kind: 'integer', type: sizeType(parser.arch), value: offset, at };
}

function noMember(parser: Parser, name: string, type: string, at: Position): Expression {
  parser.error('C2039', `'${name}': is not a member of '${type}'`, at);
  while (!parser.is(')') && parser.token.kind !== 'end') parser.advance();
  parser.expect(')');
  return poison(at);
}

/** `__assume(…)` and `__noop(…)`: read, checked and forgotten, except that `__assume(0)` says nobody comes there. */
function ignored(parser: Parser, text: string, at: Position): Expression {
  parser.advance();
  if (text === '__noop' && !parser.is('(')) return { kind: 'integer', type: INT, value: 0n, at };
  parser.expect('(');
  let never = false;
  parser.unevaluatedOperand(() => {
    while (!parser.is(')')) {
      never = truth(value(parser, parser.grammar.assignment(parser))) === false;
      if (!parser.accept(',')) break;
    }
  });
  parser.expect(')');
  const zero: Expression = { kind: 'integer', type: INT, value: 0n, at };
  if (text === '__noop') return zero;
  return convert(parser, never ? { ...zero, unreachable: true } : zero, VOID);
}

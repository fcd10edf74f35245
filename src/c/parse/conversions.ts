/** From operands to values, and from type to type. */
import type { Position } from '../source/position.ts';
import type { Dereference, Expression, Lvalue } from '../tree/tree.ts';
import type { IntegerType, PointerType, Type } from '../tree/type.ts';
import { sameUnqualified } from '../types/compatibility.ts';
import { typeText } from '../types/type-text.ts';
import { DOUBLE, FLOATS, INT, INTEGERS, isArithmetic, pointerTo, unqualified } from '../types/types.ts';
import { foldConvert, isConstant, isZero, wrap } from './fold.ts';
import type { Operand, Parser } from './parser.ts';
import { isPoison, poison } from './poison.ts';

const LVALUES: ReadonlySet<string> = new Set([
  'variable',
  'function',
  'string',
  'dereference',
  'member',
  'compound literal',
] satisfies Lvalue['kind'][]);

export const isLvalue = (operand: Operand): operand is Lvalue => LVALUES.has(operand.kind);

/** Notes that an object must live in memory: its address is taken, or a part of it is used. */
export function needsMemory(parser: Parser, operand: Operand): void {
  let object = operand;
  while (object.kind === 'member') object = object.object;
  if (parser.unevaluated > 0) return;
  if (object.kind === 'variable' || object.kind === 'compound literal') object.variable.addressTaken = true;
}

/** The pointer that a chain of members hangs on, and the offset in what it points at. */
function rootOf(lvalue: Lvalue): { pointer: Dereference['pointer']; offset: number } | null {
  let object: Operand = lvalue;
  let offset = 0;
  while (object.kind === 'member') {
    offset += object.offset;
    object = object.object;
  }
  return object.kind === 'dereference' ? { pointer: object.pointer, offset } : null;
}

/** Address of a place at a constant address, `&((T *)0)->m`: a constant of pointer type. */
export function constantAddress(
  parser: Parser,
  lvalue: Lvalue,
  type: PointerType,
  at: Position,
): Expression | null {
  const root = rootOf(lvalue);
  if (root?.pointer.kind !== 'integer') return null;
  return {
    kind: 'integer',
    type,
    value: wrap(root.pointer.value + BigInt(root.offset), type, parser.arch),
    at,
  };
}

/** The value of an operand: a place is loaded, an array or function becomes its address. */
export function value(parser: Parser, operand: Operand): Expression {
  if (!isLvalue(operand)) return operand;
  const { type, at } = operand;
  if (type.kind === 'function') {
    if (operand.kind === 'dereference') return operand.pointer;
    return { kind: 'decay', type: pointerTo(type), of: operand, at };
  }
  if (type.kind === 'array') {
    needsMemory(parser, operand);
    const pointer = pointerTo(type.of);
    return constantAddress(parser, operand, pointer, at) ?? { kind: 'decay', type: pointer, of: operand, at };
  }
  if (type.kind === 'record' && type.shape.members === null) {
    parser.error('C2027', `use of undefined type '${typeText(type)}'`, at);
    return poison(at);
  }
  return { kind: 'load', type: unqualified(type), from: operand, at };
}

/** A scalar converted to a type; constants are folded, and nothing is done where the type is the same. */
export function convert(parser: Parser, node: Expression, to: Type): Expression {
  const type = unqualified(to);
  if (sameUnqualified(node.type, type) && type.kind !== 'void') return retyped(node, type);
  if (isConstant(node)) {
    const folded = foldConvert(node, type, parser.arch);
    if (folded !== null) return folded;
  }
  return { kind: 'convert', type, operand: node, at: node.at };
}

/** Keeps the name that the type was asked for by: it decides the words of messages. */
const retyped = (node: Expression, type: Type): Expression =>
  isConstant(node) && node.type.typedef !== type.typedef ? ({ ...node, type } as Expression) : node;

/** Integer promotion: what an int can hold becomes an int, also a bit-field of up to 31 bits. */
export function promote(parser: Parser, node: Expression): Expression {
  const { type } = node;
  if (type.kind !== 'integer' || isPoison(node)) return node;
  if (type.bytes < INT.bytes || type.enumTag !== undefined) return convert(parser, node, INT);
  const width = bitFieldWidth(node);
  return width !== null && width < 32 && type.bytes === INT.bytes ? convert(parser, node, INT) : node;
}

/** Width of the bit-field whose value this is, also behind a comma or by an assignment; else null. */
function bitFieldWidth(node: Expression): number | null {
  switch (node.kind) {
    case 'load':
      return node.from.kind === 'member' ? (node.from.bits?.width ?? null) : null;
    case 'assign':
    case 'compound assign':
    case 'step':
      return node.target.kind === 'member' ? (node.target.bits?.width ?? null) : null;
    case 'comma':
      return bitFieldWidth(node.right);
    default:
      return null;
  }
}

const RANKS: Readonly<Record<IntegerType['name'], number>> = {
  _Bool: 0,
  char: 1,
  'signed char': 1,
  'unsigned char': 1,
  short: 2,
  'unsigned short': 2,
  int: 3,
  'unsigned int': 3,
  long: 4,
  'unsigned long': 4,
  __int64: 5,
  'unsigned __int64': 5,
};

const UNSIGNED: Readonly<Record<number, IntegerType>> = {
  3: INTEGERS['unsigned int'],
  4: INTEGERS['unsigned long'],
  5: INTEGERS['unsigned __int64'],
};

/** The type that two promoted integers meet in. */
function commonInteger(a: IntegerType, b: IntegerType): IntegerType {
  const [high, low] = RANKS[a.name] >= RANKS[b.name] ? [a, b] : [b, a];
  if (!high.signed || low.signed || high.bytes > low.bytes) return high;
  // `long` and `unsigned int` have one size: neither can hold the other, unsigned long it is.
  return UNSIGNED[RANKS[high.name]] ?? high;
}

/** The type that two arithmetic operands meet in, after promotion. */
export function commonType(a: Type, b: Type): Type {
  if (a.kind === 'float' || b.kind === 'float') {
    const names = [a, b].map((type) => (type.kind === 'float' ? type.name : 'float'));
    if (names.includes('long double')) return FLOATS['long double'];
    return names.includes('double') ? DOUBLE : FLOATS.float;
  }
  if (a.kind !== 'integer' || b.kind !== 'integer') return a;
  return commonInteger(a, b);
}

/** The usual arithmetic conversions: both operands in their common type. */
export function meet(parser: Parser, left: Expression, right: Expression): [Expression, Expression, Type] {
  const [a, b] = [promote(parser, left), promote(parser, right)];
  const type = unqualified(commonType(a.type, b.type));
  return [convert(parser, a, type), convert(parser, b, type), type];
}

/** What stands for `...`, or goes to a function without prototype. */
export function promoteArgument(parser: Parser, node: Expression): Expression {
  if (node.type.kind === 'float') return convert(parser, node, node.type.bytes === 4 ? DOUBLE : node.type);
  return promote(parser, node);
}

/** `0`, `(void *)0`: what every pointer may be set to. */
export const isNullConstant = (node: Expression): boolean =>
  node.kind === 'integer' &&
  node.value === 0n &&
  (node.type.kind === 'integer' ||
    (node.type.kind === 'pointer' && node.type.to.kind === 'void' && !node.type.to.const));

/** A scalar where a truth is asked for; records and void are refused. */
export function condition(parser: Parser, operand: Operand, code = 'C2451'): Expression {
  const node = value(parser, operand);
  if (isPoison(node) || isArithmetic(node.type) || node.type.kind === 'pointer') return node;
  const message =
    node.type.kind === 'void'
      ? `conditional expression of type 'void' is not valid`
      : `a conditional expression of type '${typeText(node.type)}' is not valid`;
  parser.error(code, message, node.at);
  return poison(node.at);
}

/** True or false when the value is constant, else null. */
export const truth = (node: Expression): boolean | null => (isConstant(node) ? !isZero(node) : null);

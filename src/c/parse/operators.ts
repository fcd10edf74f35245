/** Binary operators, checked and folded. */
import type { Position } from '../source/position.ts';
import type { ArithmeticOperator, Compare, Expression } from '../tree/tree.ts';
import type { PointerType, Type } from '../tree/type.ts';
import { sameUnqualified } from '../types/compatibility.ts';
import { typeText } from '../types/type-text.ts';
import { differenceType, INT, isArithmetic, isScalar, pointerTo, VOID } from '../types/types.ts';
import { condition, convert, isNullConstant, meet, promote, truth, value } from './conversions.ts';
import { foldBinary, foldCompare, isConstant, isZero, wrap } from './fold.ts';
import type { Operand, Parser } from './parser.ts';
import { isPoison, poison } from './poison.ts';

export type BinaryOperator = ArithmeticOperator | Compare['operator'] | '&&' | '||';

const COMPARISONS: ReadonlySet<string> = new Set(['<', '>', '<=', '>=', '==', '!=']);
const isComparison = (operator: BinaryOperator): operator is Compare['operator'] => COMPARISONS.has(operator);

/** An int that is 0 or 1. */
const boolean = (truth: boolean, at: Position): Expression => ({
  kind: 'integer',
  type: INT,
  value: truth ? 1n : 0n,
  at,
});

/** Any binary operator but assignment and comma. */
export function binary(
  parser: Parser,
  operator: BinaryOperator,
  leftOperand: Operand,
  rightOperand: Operand,
  at: Position,
): Expression {
  if (operator === '&&' || operator === '||') return logical(parser, operator, leftOperand, rightOperand, at);
  const [left, right] = [value(parser, leftOperand), value(parser, rightOperand)];
  if (isPoison(left) || isPoison(right)) return poison(at);
  if (!isScalar(left.type) || !isScalar(right.type)) return refuse(parser, operator, left, right, at);
  if (isComparison(operator)) return compare(parser, operator, left, right, at);
  return arithmetic(parser, operator, left, right, at);
}

/** `&&`, `||`: the right operand of a decided one is never reached, and gone. */
function logical(parser: Parser, operator: '&&' | '||', a: Operand, b: Operand, at: Position): Expression {
  const [left, right] = [condition(parser, a), condition(parser, b)];
  if (isPoison(left) || isPoison(right)) return poison(at);
  const [first, second] = [truth(left), truth(right)];
  if (first === (operator === '||')) return boolean(first, at);
  if (first !== null && second !== null) return boolean(second, at);
  return { kind: 'logical', type: INT, operator, left, right, at };
}

/** Reports operands that an operator does not take: records and void by name, the wrong side otherwise. */
function refuse(
  parser: Parser,
  operator: string,
  left: Expression,
  right: Expression,
  at: Position,
): Expression {
  for (const { type } of [left, right]) {
    if (type.kind === 'void') {
      parser.error('C2186', `'${operator}': illegal operand of type 'void'`, at);
      return poison(at);
    }
    if (type.kind === 'record') {
      parser.error('C2088', `'${operator}': illegal for ${type.shape.union ? 'union' : 'struct'}`, at);
      return poison(at);
    }
  }
  return poison(at);
}

function wrongSide(
  parser: Parser,
  operator: string,
  side: 'left' | 'right',
  type: Type,
  at: Position,
): Expression {
  const code = side === 'left' ? 'C2296' : 'C2297';
  parser.error(code, `'${operator}': not valid as ${side} operand has type '${typeText(type)}'`, at);
  return poison(at);
}

/** Operators that take integers only. */
const INTEGER_OPERATORS: ReadonlySet<string> = new Set(['%', '&', '|', '^', '<<', '>>']);

function arithmetic(
  parser: Parser,
  operator: ArithmeticOperator,
  left: Expression,
  right: Expression,
  at: Position,
): Expression {
  if (left.type.kind === 'pointer' || right.type.kind === 'pointer')
    return pointerArithmetic(parser, operator, left, right, at);
  if (INTEGER_OPERATORS.has(operator)) {
    if (left.type.kind !== 'integer') return wrongSide(parser, operator, 'left', left.type, at);
    if (right.type.kind !== 'integer') return wrongSide(parser, operator, 'right', right.type, at);
  }
  if (operator === '<<' || operator === '>>') return shift(parser, operator, left, right, at);
  const [a, b, type] = meet(parser, left, right);
  if ((operator === '/' || operator === '%') && type.kind === 'integer' && isConstant(b) && isZero(b)) {
    // In an expression of constants MSVC refuses it; elsewhere the program raises when it gets there.
    if (isConstant(a)) {
      parser.error('C2124', 'divide or mod by zero', at);
      return poison(at);
    }
  }
  const folded = isConstant(a) && isConstant(b) ? foldBinary(operator, a, b, type, parser.arch) : null;
  return folded ?? { kind: 'binary', type, operator, left: a, right: b, at };
}

/** A shift has the type of its promoted left operand; the count its own. */
function shift(
  parser: Parser,
  operator: '<<' | '>>',
  left: Expression,
  right: Expression,
  at: Position,
): Expression {
  const [a, b] = [promote(parser, left), promote(parser, right)];
  const { type } = a;
  if (isConstant(b) && type.kind === 'integer' && (b.value < 0 || b.value >= type.bytes * 8))
    parser.warn('C4293', `'${operator}': shift count negative or too big, undefined behavior`, at);
  const folded = isConstant(a) && isConstant(b) ? foldBinary(operator, a, b, type, parser.arch) : null;
  return folded ?? { kind: 'binary', type, operator, left: a, right: b, at };
}

/** Bytes of what a pointer points at. MSVC counts nothing through `void *`: C2036. */
export function elementBytes(parser: Parser, { to }: PointerType, at: Position): number | null {
  if (to.kind === 'function') {
    parser.error('C2036', `'${typeText(pointerTo(to))}': unknown size`, at);
    return null;
  }
  const bytes = parser.size(to);
  if (bytes === null) parser.error('C2036', `'${typeText(pointerTo(to))}': unknown size`, at);
  return bytes;
}

function pointerArithmetic(
  parser: Parser,
  operator: ArithmeticOperator,
  left: Expression,
  right: Expression,
  at: Position,
): Expression {
  if (operator !== '+' && operator !== '-') {
    const side = left.type.kind === 'pointer' ? 'left' : 'right';
    return wrongSide(parser, operator, side, side === 'left' ? left.type : right.type, at);
  }
  if (left.type.kind === 'pointer' && right.type.kind === 'pointer') {
    if (operator === '-') return pointerDifference(parser, left, right, at);
    parser.error('C2110', `'+': cannot add two pointers`, at);
    return poison(at);
  }
  if (right.type.kind === 'pointer' && operator === '-') {
    parser.error('C2113', `'-': pointer can only be subtracted from another pointer`, at);
    return poison(at);
  }
  const [pointer, index] = left.type.kind === 'pointer' ? [left, right] : [right, left];
  if (index.type.kind !== 'integer') {
    const code = operator === '+' ? 'C2111' : 'C2112';
    parser.error(
      code,
      `'${operator}': pointer ${operator === '+' ? 'addition' : 'subtraction'} requires integral operand`,
      at,
    );
    return poison(at);
  }
  return pointerAdd(parser, pointer, promote(parser, index), operator === '-', at);
}

/** `pointer + index` and `pointer - index`. */
export function pointerAdd(
  parser: Parser,
  pointer: Expression,
  index: Expression,
  subtract: boolean,
  at: Position,
): Expression {
  const { type } = pointer;
  if (type.kind !== 'pointer') return poison(at);
  const bytes = elementBytes(parser, type, at);
  if (bytes === null) return poison(at);
  if (pointer.kind === 'integer' && index.kind === 'integer') {
    const distance = index.value * BigInt(bytes);
    const sum = subtract ? pointer.value - distance : pointer.value + distance;
    return { kind: 'integer', type, value: wrap(sum, type, parser.arch), at };
  }
  return { kind: 'pointer add', type, pointer, index, subtract, elementBytes: bytes, at };
}

function pointerDifference(parser: Parser, left: Expression, right: Expression, at: Position): Expression {
  const [a, b] = [left.type, right.type];
  if (a.kind !== 'pointer' || b.kind !== 'pointer') return poison(at);
  const bytes = elementBytes(parser, a, at);
  if (bytes === null) return poison(at);
  if (!sameUnqualified(a.to, b.to) && parser.size(b.to) !== bytes) {
    parser.error('C2440', `'-': cannot convert from '${typeText(b)}' to '${typeText(a)}'`, at);
    return poison(at);
  }
  const type = differenceType(parser.arch);
  if (left.kind === 'integer' && right.kind === 'integer' && bytes > 0)
    return {
      kind: 'integer',
      type,
      value: wrap((left.value - right.value) / BigInt(bytes), type, parser.arch),
      at,
    };
  return { kind: 'pointer difference', type, left, right, elementBytes: bytes, at };
}

function compare(
  parser: Parser,
  operator: Compare['operator'],
  left: Expression,
  right: Expression,
  at: Position,
): Expression {
  const [a, b] = comparands(parser, operator, left, right, at);
  if (isPoison(a) || isPoison(b)) return poison(at);
  if (isConstant(a) && isConstant(b)) return boolean(foldCompare(operator, a, b), at);
  return { kind: 'compare', type: INT, operator, left: a, right: b, at };
}

/** Both operands in one arithmetic type, or as two pointers. */
function comparands(
  parser: Parser,
  operator: string,
  left: Expression,
  right: Expression,
  at: Position,
): readonly [Expression, Expression] {
  const [a, b] = [left.type, right.type];
  if (isArithmetic(a) && isArithmetic(b)) {
    const [first, second] = meet(parser, left, right);
    return [first, second];
  }
  if (a.kind === 'pointer' && b.kind === 'pointer') {
    const related =
      a.to.kind === 'void' || b.to.kind === 'void' || isNullConstant(left) || isNullConstant(right);
    if (!related && !sameUnqualified(a.to, b.to) && parser.size(a.to) !== parser.size(b.to))
      parser.warn(
        'C4133',
        `'${operator}': incompatible types - from '${typeText(b)}' to '${typeText(a)}'`,
        at,
      );
    return [left, right];
  }
  if (a.kind === 'float' || b.kind === 'float') {
    const side = a.kind === 'float' ? a : b;
    parser.error(
      'C2440',
      `'${operator}': cannot convert from '${typeText(side)}' to '${typeText(side === a ? b : a)}'`,
      at,
    );
    return [poison(at), right];
  }
  const [pointer, number] = a.kind === 'pointer' ? [left, right] : [right, left];
  if (!isNullConstant(number))
    parser.warn(
      'C4047',
      `'${operator}': '${typeText(a)}' differs in levels of indirection from '${typeText(b)}'`,
      at,
    );
  const converted = convert(parser, number, pointer.type);
  return pointer === left ? [left, converted] : [converted, right];
}

/** `condition ? then : else`. */
export function conditional(parser: Parser, test: Operand, a: Operand, b: Operand, at: Position): Expression {
  const asked = condition(parser, test);
  const [left, right] = branches(parser, value(parser, a), value(parser, b), at);
  if (isPoison(asked) || isPoison(left) || isPoison(right)) return poison(at);
  const decided = truth(asked);
  if (decided !== null) return decided ? left : right;
  // biome-ignore lint/suspicious/noThenProperty: the branch of a condition; nobody awaits a node
  return { kind: 'conditional', type: left.type, condition: asked, then: left, else: right, at };
}

/** Both branches in one type. */
function branches(
  parser: Parser,
  left: Expression,
  right: Expression,
  at: Position,
): readonly [Expression, Expression] {
  const [a, b] = [left.type, right.type];
  if (isPoison(left) || isPoison(right)) return [left, right];
  if (isArithmetic(a) && isArithmetic(b)) {
    const [first, second] = meet(parser, left, right);
    return [first, second];
  }
  if (a.kind === 'void' || b.kind === 'void') {
    if (a.kind !== b.kind) parser.warn('C4053', `one void operand for '?:'`, at);
    return [convert(parser, left, VOID), convert(parser, right, VOID)];
  }
  if (a.kind === 'record' || b.kind === 'record') {
    if (sameUnqualified(a, b)) return [left, right];
    parser.error('C2446', `':': no conversion from '${typeText(b)}' to '${typeText(a)}'`, at);
    return [poison(at), right];
  }
  const type = branchPointer(parser, left, right, at);
  return type === null ? [poison(at), right] : [convert(parser, left, type), convert(parser, right, type)];
}

function branchPointer(parser: Parser, left: Expression, right: Expression, at: Position): Type | null {
  const [a, b] = [left.type, right.type];
  if (a.kind === 'float' || b.kind === 'float') {
    parser.error('C2446', `':': no conversion from '${typeText(b)}' to '${typeText(a)}'`, at);
    return null;
  }
  if (a.kind !== 'pointer' || b.kind !== 'pointer') {
    const [pointer, number] = a.kind === 'pointer' ? [left, right] : [right, left];
    if (!isNullConstant(number))
      parser.warn(
        'C4047',
        `':': '${typeText(a)}' differs in levels of indirection from '${typeText(b)}'`,
        at,
      );
    return pointer.type;
  }
  if (isNullConstant(left)) return b;
  if (isNullConstant(right)) return a;
  const constant = a.to.const === true || b.to.const === true;
  const result = b.to.kind === 'void' ? b : a;
  if (a.to.kind !== 'void' && b.to.kind !== 'void' && !sameUnqualified(a.to, b.to))
    if (parser.size(a.to) !== parser.size(b.to) || a.to.kind === 'record')
      parser.warn('C4133', `':': incompatible types - from '${typeText(b)}' to '${typeText(a)}'`, at);
  return constant && !result.to.const ? pointerTo({ ...result.to, const: true }) : result;
}

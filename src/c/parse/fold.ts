/** Arithmetic on constants. Integers are bigint in the range of their type; addresses are as machine code has them. */
import type { Architecture } from '../../contract/c-types.ts';
import type {
  ArithmeticOperator,
  Compare,
  Expression,
  FloatConstant,
  IntegerConstant,
} from '../tree/tree.ts';
import type { FloatType, Type } from '../tree/type.ts';

export type Constant = IntegerConstant | FloatConstant;

export const isConstant = (node: Expression): node is Constant =>
  node.kind === 'integer' || node.kind === 'float';

/** The integer in the range of a type. Addresses are signed on x64 and unsigned on x86, as they are everywhere here. */
export function wrap(value: bigint, type: Type, arch: Architecture): bigint {
  if (type.kind === 'pointer') return arch === 'x64' ? BigInt.asIntN(64, value) : BigInt.asUintN(32, value);
  if (type.kind !== 'integer') return value;
  if (type.name === '_Bool') return value === 0n ? 0n : 1n;
  return type.signed ? BigInt.asIntN(type.bytes * 8, value) : BigInt.asUintN(type.bytes * 8, value);
}

const rounded = (value: number, type: FloatType): number => (type.bytes === 4 ? Math.fround(value) : value);

/** A number that becomes an integer loses its fraction; what no integer can hold is undefined, and 0 here. */
const truncated = (value: number): bigint => (Number.isFinite(value) ? BigInt(Math.trunc(value)) : 0n);

/** The constant converted to a scalar type. */
export function foldConvert(node: Constant, type: Type, arch: Architecture): Constant | null {
  const { at } = node;
  if (type.kind === 'float') {
    if (node.type.kind === 'pointer') return null;
    return { kind: 'float', type, value: rounded(Number(node.value), type), at };
  }
  if (type.kind !== 'integer' && type.kind !== 'pointer') return null;
  if (node.kind === 'float') {
    if (type.kind === 'pointer') return null;
    if (type.kind === 'integer' && type.name === '_Bool')
      return { kind: 'integer', type, value: node.value === 0 ? 0n : 1n, at };
    return { kind: 'integer', type, value: wrap(truncated(node.value), type, arch), at };
  }
  return { kind: 'integer', type, value: wrap(node.value, type, arch), at };
}

export const isZero = (node: Constant): boolean =>
  node.kind === 'integer' ? node.value === 0n : node.value === 0;

/** What the operator gives for integers; null for a division by zero. A count is taken modulo the bits, as processors do. */
function combine(operator: ArithmeticOperator, left: bigint, right: bigint, bits: bigint): bigint | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0n ? null : left / right;
    case '%':
      return right === 0n ? null : left % right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<<':
      return left << (right & (bits - 1n));
    case '>>':
      return left >> (right & (bits - 1n));
  }
}

function combineFloats(operator: ArithmeticOperator, left: number, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      // A division by zero may trap where it runs.
      return right === 0 ? null : left / right;
    default:
      return null;
  }
}

/** Folds arithmetic whose operands have the type of the result; null when it is no constant. */
export function foldBinary(
  operator: ArithmeticOperator,
  left: Constant,
  right: Constant,
  type: Type,
  arch: Architecture,
): Constant | null {
  const { at } = left;
  if (left.kind === 'integer' && right.kind === 'integer' && type.kind === 'integer') {
    const value = combine(operator, left.value, right.value, BigInt(type.bytes * 8));
    return value === null ? null : { kind: 'integer', type, value: wrap(value, type, arch), at };
  }
  if (left.kind === 'float' && right.kind === 'float' && type.kind === 'float') {
    const value = combineFloats(operator, left.value, right.value);
    return value === null ? null : { kind: 'float', type, value: rounded(value, type), at };
  }
  return null;
}

/** Whether a comparison of constants of one type holds. Addresses compare without a sign. */
export function foldCompare(operator: Compare['operator'], left: Constant, right: Constant): boolean {
  const order = (node: Constant): number | bigint =>
    node.type.kind === 'pointer' ? BigInt.asUintN(64, BigInt(node.value)) : node.value;
  const [a, b] = [order(left), order(right)];
  switch (operator) {
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    case '==':
      return a === b;
    case '!=':
      return a !== b;
  }
}

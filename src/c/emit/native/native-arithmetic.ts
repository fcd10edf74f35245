/** WebAssembly of arithmetic and comparison: two operands of one type on the stack become the result. */
import type { Binary, Compare, Expression } from '../../tree/tree.ts';
import type { IntegerType, Type } from '../../tree/type.ts';
import { isBig } from '../value-class.ts';
import { convert, narrow } from './native-conversions.ts';
import { HasNoNativeForm, type NativeFunction } from './native-function.ts';
import { F32, F64, I32, I64, Op, type ValueType } from './wasm.ts';

type Operator = Binary['operator'];

const words: Readonly<Record<Operator, readonly [signed: number, unsigned: number]>> = {
  '+': [Op.i32Add, Op.i32Add],
  '-': [Op.i32Sub, Op.i32Sub],
  '*': [Op.i32Mul, Op.i32Mul],
  '/': [Op.i32DivS, Op.i32DivU],
  '%': [Op.i32RemS, Op.i32RemU],
  '&': [Op.i32And, Op.i32And],
  '|': [Op.i32Or, Op.i32Or],
  '^': [Op.i32Xor, Op.i32Xor],
  '<<': [Op.i32Shl, Op.i32Shl],
  '>>': [Op.i32ShrS, Op.i32ShrU],
};

/** Instructions of 64 bits stand so far behind those of 32. */
const TO_QUADS = Op.i64Add - Op.i32Add;

const floats: Readonly<Partial<Record<Operator, readonly [single: number, double: number]>>> = {
  '+': [Op.f32Add, Op.f64Add],
  '-': [Op.f32Sub, Op.f64Sub],
  '*': [Op.f32Mul, Op.f64Mul],
  '/': [Op.f32Div, Op.f64Div],
};

/**
 * Combines the two operands on the stack.
 * @param right what the right one was written as: a division by a constant cannot fail, a count has a type of its own
 */
export function arithmetic(
  f: NativeFunction,
  operator: Operator,
  type: Type,
  right: Expression,
  site: () => number,
): void {
  const { code } = f;
  if (type.kind === 'float') {
    const op = floats[operator]?.[type.bytes === 4 ? 0 : 1];
    if (op === undefined) throw new HasNoNativeForm(`${operator} of floating-point numbers`);
    code.op(op);
    return;
  }
  const integer = type as IntegerType;
  const isWide = isBig(integer);
  if (operator === '<<' || operator === '>>')
    convert(f, right.type, { ...integer, name: isWide ? '__int64' : 'int', signed: false });
  if ((operator === '/' || operator === '%') && !(right.kind === 'integer' && right.value > 0n)) {
    division(f, operator, integer, site());
    return;
  }
  const [signed, unsigned] = words[operator];
  code.op((integer.signed ? signed : unsigned) + (isWide ? TO_QUADS : 0));
  if (!isWide) narrow(f, integer);
}

/** A division that may fail: one that does is made in JavaScript, which raises. */
function division(f: NativeFunction, operator: '/' | '%', type: IntegerType, site: number): void {
  const { code } = f;
  const own: ValueType = isBig(type) ? I64 : I32;
  const [signed, unsigned] = words[operator];
  f.withLocal(own, (right) =>
    f.withLocal(own, (left) => {
      code.set(right);
      code.set(left);
      pushFails(f, left, right, type);
      code.openSeldom(own);
      code.get(left);
      code.get(right);
      code.i32(site);
      code.get(f.fp);
      const name = `${operator === '/' ? 'divide' : 'remainder'}${type.signed ? 'Signed' : 'Unsigned'}${own === I64 ? '64' : '32'}`;
      const signature = { parameters: [own, own, I32, I32], result: own };
      f.callSeldom(name, signature, (w) => {
        for (const index of signature.parameters.keys()) w.code.get(index);
        w.callImport(name, signature, () => `(a, b, s, p) => $.${name}(a, b, s, p)`);
      });
      code.otherwise();
      code.get(left);
      code.get(right);
      code.op((type.signed ? signed : unsigned) + (own === I64 ? TO_QUADS : 0));
      code.end();
    }),
  );
}

/** Pushes whether a division has no result: by 0, or the least number by -1. */
function pushFails(f: NativeFunction, left: number, right: number, type: IntegerType): void {
  const { code } = f;
  const isWide = isBig(type);
  code.get(right);
  code.op(isWide ? Op.i64Eqz : Op.i32Eqz);
  if (!type.signed) return;
  const equals = (local: number, exact: bigint): void => {
    code.get(local);
    if (isWide) code.i64(exact);
    else code.i32(Number(exact));
    code.op(isWide ? Op.i64Eq : Op.i32Eq);
  };
  equals(right, -1n);
  equals(left, isWide ? -(2n ** 63n) : -(2n ** 31n));
  code.op(Op.i32And, Op.i32Or);
}

const comparisons: Readonly<
  Record<Compare['operator'], readonly [signed: number, unsigned: number, single: number, double: number]>
> = {
  '==': [Op.i32Eq, Op.i32Eq, Op.f32Eq, Op.f64Eq],
  '!=': [Op.i32Ne, Op.i32Ne, Op.f32Ne, Op.f64Ne],
  '<': [Op.i32LtS, Op.i32LtU, Op.f32Lt, Op.f64Lt],
  '>': [Op.i32GtS, Op.i32GtU, Op.f32Gt, Op.f64Gt],
  '<=': [Op.i32LeS, Op.i32LeU, Op.f32Le, Op.f64Le],
  '>=': [Op.i32GeS, Op.i32GeU, Op.f32Ge, Op.f64Ge],
};

const COMPARE_TO_QUADS = Op.i64Eq - Op.i32Eq;

/** The instruction that compares two values of a type. */
export function compareOp(operator: Compare['operator'], type: ValueType, signed: boolean): number {
  const [asSigned, asUnsigned, single, double] = comparisons[operator];
  if (type === F32) return single;
  if (type === F64) return double;
  return (signed ? asSigned : asUnsigned) + (type === I64 ? COMPARE_TO_QUADS : 0);
}

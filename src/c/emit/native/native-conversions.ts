/** WebAssembly of C's conversions between scalars: the value on the stack becomes one of another type. */
import type { IntegerType, Type } from '../../tree/type.ts';
import { isAddress } from '../value-class.ts';
import { HasNoNativeForm, type NativeFunction } from './native-function.ts';
import { F32, F64, I64, Op } from './wasm.ts';

/** Cuts the 32-bit value on the stack to an integer type of at most 32 bits. */
export function narrow(f: NativeFunction, { name, bytes, signed }: IntegerType): void {
  const { code } = f;
  if (name === '_Bool') {
    code.i32(0);
    code.op(Op.i32Ne);
  } else if (bytes === 2 || bytes === 1) {
    if (signed) code.op(bytes === 2 ? Op.i32Extend16S : Op.i32Extend8S);
    else {
      code.i32(bytes === 2 ? 0xffff : 0xff);
      code.op(Op.i32And);
    }
  }
}

/** Makes the value on the stack a 32-bit one that is not 0 when it is true. */
export function truth(f: NativeFunction, type: Type): void {
  const { code } = f;
  switch (f.scalarType(type)) {
    case I64:
      code.i64(0n);
      code.op(Op.i64Ne);
      break;
    case F32:
      code.f32(0);
      code.op(Op.f32Ne);
      break;
    case F64:
      code.f64(0);
      code.op(Op.f64Ne);
      break;
    default:
  }
}

/** True when every value of one integer type of at most 32 bits is one of the other, or has its bits. */
const fits = (from: IntegerType, to: IntegerType): boolean =>
  to.bytes === 4 ||
  (from.signed === to.signed ? from.bytes <= to.bytes : !from.signed && to.signed && from.bytes < to.bytes);

/** Converts the value on the stack from one scalar type to another. */
export function convert(f: NativeFunction, from: Type, to: Type): void {
  if (to.kind === 'integer' && to.name === '_Bool') {
    truth(f, from);
    f.code.op(Op.i32Eqz, Op.i32Eqz);
  } else if (isAddress(from)) fromAddress(f, to);
  else if (from.kind === 'float') fromFloat(f, from.bytes, to);
  else if (from.kind === 'integer') fromInteger(f, from, to);
  else throw new HasNoNativeForm(`a conversion from ${from.kind}`);
}

function fromAddress(f: NativeFunction, to: Type): void {
  if (isAddress(to)) return;
  if (to.kind !== 'integer') throw new HasNoNativeForm(`an address as ${to.kind}`);
  if (to.bytes === 8) {
    if (!f.wide) f.code.op(Op.i64ExtendI32S);
    return;
  }
  if (f.wide) f.code.op(Op.i32WrapI64);
  narrow(f, to);
}

function fromFloat(f: NativeFunction, bytes: 4 | 8, to: Type): void {
  const { code } = f;
  if (to.kind === 'float') {
    if (to.bytes !== bytes) code.op(to.bytes === 4 ? Op.f32DemoteF64 : Op.f64PromoteF32);
    return;
  }
  if (to.kind !== 'integer') throw new HasNoNativeForm(`a floating-point number as ${to.kind}`);
  if (bytes === 4) code.op(Op.f64PromoteF32);
  if (to.bytes === 8) f.helper(to.signed ? 'toInt64' : 'toUint64');
  else if (to.bytes === 4 && !to.signed) f.helper('toUint32');
  else {
    f.helper('toInt32');
    narrow(f, to);
  }
}

function fromInteger(f: NativeFunction, from: IntegerType, to: Type): void {
  const { code } = f;
  if (to.kind === 'float') {
    // By way of a double, as the JavaScript does it.
    if (from.bytes === 8) code.op(from.signed ? Op.f64ConvertI64S : Op.f64ConvertI64U);
    else code.op(from.signed ? Op.f64ConvertI32S : Op.f64ConvertI32U);
    if (to.bytes === 4) code.op(Op.f32DemoteF64);
    return;
  }
  if (isAddress(to)) {
    if (f.wide) extend(f, from);
    else if (from.bytes === 8) code.op(Op.i32WrapI64);
    return;
  }
  if (to.kind !== 'integer') throw new HasNoNativeForm(`an integer as ${to.kind}`);
  if (to.bytes === 8) extend(f, from);
  else if (from.bytes === 8) {
    code.op(Op.i32WrapI64);
    narrow(f, to);
  } else if (!fits(from, to)) narrow(f, to);
}

/** Makes the integer on the stack one of 64 bits. */
export function extend(f: NativeFunction, from: IntegerType): void {
  if (from.bytes < 8) f.code.op(from.signed ? Op.i64ExtendI32S : Op.i64ExtendI32U);
}

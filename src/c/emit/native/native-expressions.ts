/**
 * WebAssembly of C expressions, in the order of evaluation that their JavaScript has (../expressions.ts). `value`
 * leaves the value on the stack (nothing for void), `condition` a 32-bit one that is not 0 when it is true, `effect`
 * nothing.
 */
import type {
  Binary,
  Compare,
  CompoundAssign,
  Conditional,
  Expression,
  Initializer,
  InitialValue,
  Logical,
  Lvalue,
  MemberAccess,
  PointerAdd,
  PointerDifference,
  Step,
  StringLiteral,
  Unary,
} from '../../tree/tree.ts';
import type { IntegerType, Type } from '../../tree/type.ts';
import { bytesOf, isAddress, isBig, isRecord } from '../value-class.ts';
import { arithmetic, compareOp } from './native-arithmetic.ts';
import { call } from './native-calls.ts';
import { convert, extend, narrow, truth } from './native-conversions.ts';
import { HasNoNativeForm, type NativeFunction } from './native-function.ts';
import {
  addConstant,
  copyTo,
  fixedSpot,
  isLvalue,
  load,
  type NativeSpot,
  pushAddress,
  staticAddress,
  store,
  zero,
} from './native-memory.ts';
import { I32, NOTHING, Op } from './wasm.ts';

// --- places ----------------------------------------------------------------

/** Pushes the address of an object, so many bytes into it. */
export function address(f: NativeFunction, lvalue: Lvalue, offset = 0): void {
  const fixed = fixedSpot(f, lvalue, offset);
  if (fixed !== null) {
    pushAddress(f, fixed);
    return;
  }
  switch (lvalue.kind) {
    case 'dereference':
      value(f, lvalue.pointer);
      addConstant(f, offset);
      break;
    case 'member':
      if (isLvalue(lvalue.object)) address(f, lvalue.object, lvalue.offset + offset);
      else {
        value(f, lvalue.object);
        addConstant(f, lvalue.offset + offset);
      }
      break;
    case 'compound literal': {
      const place = f.ctx.place(lvalue.variable);
      if (place.kind !== 'frame') throw new HasNoNativeForm('a compound literal without a place');
      const spot: NativeSpot = { kind: 'frame', offset: place.offset };
      initialize(f, lvalue.initializer, lvalue.type, spot);
      pushAddress(f, spot, offset);
      break;
    }
    default:
      throw new HasNoNativeForm(`the address of a ${lvalue.kind}`);
  }
}

/** Runs `write` with the spot of an object; its address is worked out once. */
function withSpot(f: NativeFunction, lvalue: Lvalue, write: (spot: NativeSpot) => void): void {
  const fixed = fixedSpot(f, lvalue);
  if (fixed !== null) {
    write(fixed);
    return;
  }
  f.withLocal(f.pointer, (local) => {
    address(f, lvalue);
    f.code.set(local);
    write({ kind: 'local', local });
  });
}

type Bits = NonNullable<MemberAccess['bits']>;

const bitsOf = (lvalue: Lvalue): Bits | null => (lvalue.kind === 'member' ? lvalue.bits : null);

/** Makes the storage unit on the stack the value of one of its bit-fields. */
function extract(f: NativeFunction, { start, width }: Bits, type: IntegerType): void {
  const { code } = f;
  const isSigned = type.signed && type.name !== '_Bool';
  if (type.bytes === 8) {
    code.i64(BigInt(64 - start - width));
    code.op(Op.i64Shl);
    code.i64(BigInt(64 - width));
    code.op(isSigned ? Op.i64ShrS : Op.i64ShrU);
    return;
  }
  code.i32(32 - start - width);
  code.op(Op.i32Shl);
  code.i32(32 - width);
  code.op(isSigned ? Op.i32ShrS : Op.i32ShrU);
}

/** Pushes the unit in a local with the field in another one put in. */
function insert(
  f: NativeFunction,
  unit: number,
  field: number,
  { start, width }: Bits,
  type: IntegerType,
): void {
  const { code } = f;
  if (type.bytes === 8) {
    const mask = (1n << BigInt(width)) - 1n;
    code.get(unit);
    code.i64(~(mask << BigInt(start)));
    code.op(Op.i64And);
    code.get(field);
    code.i64(mask);
    code.op(Op.i64And);
    code.i64(BigInt(start));
    code.op(Op.i64Shl, Op.i64Or);
    return;
  }
  const mask = width === 32 ? -1 : (1 << width) - 1;
  code.get(unit);
  code.i32(~(mask << start));
  code.op(Op.i32And);
  code.get(field);
  code.i32(mask);
  code.op(Op.i32And);
  code.i32(start);
  code.op(Op.i32Shl, Op.i32Or);
}

function loadFrom(f: NativeFunction, from: Lvalue, type: Type): void {
  const local = f.localOf(from);
  if (local !== null) {
    f.code.get(local);
    return;
  }
  if (isRecord(type)) {
    address(f, from);
    return;
  }
  const bits = bitsOf(from);
  withSpot(f, from, (spot) => load(f, from.type, spot, f.site(from.at)));
  if (bits !== null && from.type.kind === 'integer') extract(f, bits, from.type);
}

/** Stores the value that `push` pushes; leaves it on the stack when it is wanted. */
function assign(f: NativeFunction, target: Lvalue, push: () => void, wanted: boolean): void {
  const { code } = f;
  const local = f.localOf(target);
  if (local !== null) {
    push();
    if (wanted) code.tee(local);
    else code.set(local);
    return;
  }
  if (isRecord(target.type)) {
    f.withLocal(f.pointer, (to) => {
      address(f, target);
      code.set(to);
      push();
      copyTo(f, { kind: 'local', local: to }, 0, bytesOf(target.type, f.architecture), f.site(target.at));
      if (wanted) code.get(to);
    });
    return;
  }
  const { type } = target;
  const bits = bitsOf(target);
  f.withLocal(f.scalarType(type), (held) => {
    push();
    code.set(held);
    if (bits !== null) {
      assignBits(f, target, bits, held, wanted);
      return;
    }
    withSpot(f, target, (spot) => store(f, type, spot, () => code.get(held), f.site(target.at)));
    if (wanted) code.get(held);
  });
}

function assignBits(f: NativeFunction, target: Lvalue, bits: Bits, field: number, wanted: boolean): void {
  const { code } = f;
  const type = target.type as IntegerType;
  const site = f.site(target.at);
  withSpot(f, target, (spot) =>
    f.withLocal(f.scalarType(type), (unit) => {
      load(f, type, spot, site);
      code.set(unit);
      insert(f, unit, field, bits, type);
      code.set(unit);
      store(f, type, spot, () => code.get(unit), site);
      if (!wanted) return;
      code.get(unit);
      extract(f, bits, type);
    }),
  );
}

// --- values ----------------------------------------------------------------

/** Pushes a value; nothing for an expression without one. */
export function value(f: NativeFunction, e: Expression): void {
  switch (e.kind) {
    case 'integer':
      constant(f, e.value, e.type);
      break;
    case 'float':
      if (e.type.kind === 'float' && e.type.bytes === 4) f.code.f32(e.value);
      else f.code.f64(e.value);
      break;
    case 'load':
      loadFrom(f, e.from, e.type);
      break;
    case 'decay':
    case 'address':
      address(f, e.of);
      break;
    case 'convert':
      if (e.type.kind === 'void') effect(f, e.operand);
      else {
        value(f, e.operand);
        convert(f, e.operand.type, e.type);
      }
      break;
    case 'unary':
      unary(f, e);
      break;
    case 'binary':
      binary(f, e);
      break;
    case 'compare':
      compare(f, e);
      break;
    case 'logical':
      logical(f, e);
      break;
    case 'pointer add':
      pointerAdd(f, e);
      break;
    case 'pointer difference':
      pointerDifference(f, e);
      break;
    case 'conditional':
      conditional(f, e, true);
      break;
    case 'comma':
      effect(f, e.left);
      value(f, e.right);
      break;
    case 'assign':
      assign(f, e.target, () => value(f, e.value), true);
      break;
    case 'compound assign':
      compoundAssign(f, e, true);
      break;
    case 'step':
      step(f, e, true);
      break;
    case 'call':
      call(f, e, value);
      break;
    default:
      throw new HasNoNativeForm(e.kind);
  }
}

function constant(f: NativeFunction, exact: bigint, type: Type): void {
  if (isAddress(type)) f.pointerConstant(exact);
  else if (isBig(type)) f.code.i64(exact);
  else f.code.i32(Number(BigInt.asIntN(32, exact)));
}

function unary(f: NativeFunction, e: Unary): void {
  const { code } = f;
  if (e.operator === '!') {
    condition(f, e.operand);
    code.op(Op.i32Eqz);
    return;
  }
  const { type } = e;
  if (type.kind === 'float') {
    value(f, e.operand);
    code.op(type.bytes === 4 ? Op.f32Neg : Op.f64Neg);
    return;
  }
  const integer = type as IntegerType;
  if (isBig(type)) {
    if (e.operator === '-') code.i64(0n);
    value(f, e.operand);
    if (e.operator === '~') code.i64(-1n);
    code.op(e.operator === '-' ? Op.i64Sub : Op.i64Xor);
    return;
  }
  if (e.operator === '-') code.i32(0);
  value(f, e.operand);
  if (e.operator === '~') code.i32(-1);
  code.op(e.operator === '-' ? Op.i32Sub : Op.i32Xor);
  narrow(f, integer);
}

function binary(f: NativeFunction, e: Binary): void {
  value(f, e.left);
  value(f, e.right);
  arithmetic(f, e.operator, e.type, e.right, () => f.site(e.at));
}

/** Pushes a count of bytes, as wide as an address: an index times the size of its elements. */
function byteCount(f: NativeFunction, index: Expression, elementBytes: number): void {
  const { code } = f;
  if (index.kind === 'integer') {
    f.pointerConstant(index.value * BigInt(elementBytes));
    return;
  }
  value(f, index);
  const type = index.type as IntegerType;
  if (f.wide) extend(f, type);
  else if (isBig(type)) code.op(Op.i32WrapI64);
  if (elementBytes === 1) return;
  f.pointerConstant(elementBytes);
  code.op(f.wide ? Op.i64Mul : Op.i32Mul);
}

const addressOp = (f: NativeFunction, subtract: boolean): number =>
  f.wide ? (subtract ? Op.i64Sub : Op.i64Add) : subtract ? Op.i32Sub : Op.i32Add;

function pointerAdd(f: NativeFunction, e: PointerAdd): void {
  value(f, e.pointer);
  byteCount(f, e.index, e.elementBytes);
  f.code.op(addressOp(f, e.subtract));
}

function pointerDifference(f: NativeFunction, e: PointerDifference): void {
  const { code } = f;
  value(f, e.left);
  value(f, e.right);
  code.op(addressOp(f, true));
  if (e.elementBytes === 1) return;
  f.pointerConstant(e.elementBytes);
  code.op(f.wide ? Op.i64DivS : Op.i32DivS);
}

function conditional(f: NativeFunction, e: Conditional, wanted: boolean): void {
  const { code } = f;
  const push = wanted ? value : effect;
  condition(f, e.condition);
  code.open(Op.if, wanted ? (f.typeOf(e.type) ?? NOTHING) : NOTHING);
  push(f, e.then);
  code.otherwise();
  push(f, e.else);
  code.end();
}

function compoundAssign(f: NativeFunction, e: CompoundAssign, wanted: boolean): void {
  const { code } = f;
  const { computeType, target, operator } = e;
  const isPointer = computeType.kind === 'pointer';
  const operandType = isPointer ? f.pointer : f.scalarType(e.value.type);
  f.withLocal(operandType, (operand) => {
    if (isPointer) byteCount(f, e.value, e.elementBytes);
    else value(f, e.value);
    code.set(operand);
    const change = (): void => {
      if (isPointer) {
        code.get(operand);
        code.op(addressOp(f, operator === '-'));
        return;
      }
      convert(f, target.type, computeType);
      code.get(operand);
      arithmetic(f, operator, computeType, e.value, () => f.site(e.at));
      convert(f, computeType, target.type);
    };
    modify(f, target, change, wanted, false);
  });
}

/** Changes an object in place: `change` makes the new value from the old one on the stack. */
function modify(
  f: NativeFunction,
  target: Lvalue,
  change: () => void,
  wanted: boolean,
  postfix: boolean,
): void {
  const { code } = f;
  const { type } = target;
  const local = f.localOf(target);
  if (local !== null) {
    code.get(local);
    if (wanted && postfix) code.get(local);
    change();
    if (wanted && !postfix) code.tee(local);
    else code.set(local);
    return;
  }
  const site = f.site(target.at);
  const bits = bitsOf(target);
  const own = f.scalarType(type);
  withSpot(f, target, (spot) =>
    f.withLocal(own, (old) =>
      f.withLocal(own, (fresh) => {
        load(f, type, spot, site);
        if (bits === null || type.kind !== 'integer') {
          code.tee(old);
          change();
          code.set(fresh);
          store(f, type, spot, () => code.get(fresh), site);
          if (wanted) code.get(postfix ? old : fresh);
          return;
        }
        f.withLocal(own, (unit) => {
          code.tee(unit);
          extract(f, bits, type);
          code.tee(old);
          change();
          code.set(fresh);
          insert(f, unit, fresh, bits, type);
          code.set(unit);
          store(f, type, spot, () => code.get(unit), site);
          if (!wanted) return;
          code.get(postfix ? old : unit);
          if (!postfix) extract(f, bits, type);
        });
      }),
    ),
  );
}

function step(f: NativeFunction, e: Step, wanted: boolean): void {
  const { code } = f;
  const { type } = e.target;
  const change = (): void => {
    if (type.kind === 'pointer') addConstant(f, e.by);
    else if (type.kind === 'float') {
      if (type.bytes === 4) code.f32(e.by);
      else code.f64(e.by);
      code.op(type.bytes === 4 ? Op.f32Add : Op.f64Add);
    } else if (isBig(type)) {
      code.i64(BigInt(e.by));
      code.op(Op.i64Add);
    } else {
      code.i32(e.by);
      code.op(Op.i32Add);
      narrow(f, type as IntegerType);
    }
  };
  modify(f, e.target, change, wanted, e.postfix);
}

// --- conditions and effects ------------------------------------------------

/** Pushes a 32-bit value that is not 0 when the expression is true. */
export function condition(f: NativeFunction, e: Expression): void {
  if (e.kind === 'comma') {
    effect(f, e.left);
    condition(f, e.right);
    return;
  }
  value(f, e);
  truth(f, e.type);
}

function logical(f: NativeFunction, e: Logical): void {
  const { code } = f;
  const isAnd = e.operator === '&&';
  condition(f, e.left);
  code.open(Op.if, I32);
  if (!isAnd) code.i32(1);
  else {
    condition(f, e.right);
    code.op(Op.i32Eqz, Op.i32Eqz);
  }
  code.otherwise();
  if (isAnd) code.i32(0);
  else {
    condition(f, e.right);
    code.op(Op.i32Eqz, Op.i32Eqz);
  }
  code.end();
}

function compare(f: NativeFunction, { left, right, operator }: Compare): void {
  value(f, left);
  value(f, right);
  const signed = left.type.kind === 'integer' && left.type.signed;
  f.code.op(compareOp(operator, f.scalarType(left.type), signed));
}

/** Evaluates an expression whose value nobody uses. */
export function effect(f: NativeFunction, e: Expression): void {
  switch (e.kind) {
    case 'assign':
      assign(f, e.target, () => value(f, e.value), false);
      return;
    case 'compound assign':
      compoundAssign(f, e, false);
      return;
    case 'step':
      step(f, e, false);
      return;
    case 'comma':
      effect(f, e.left);
      effect(f, e.right);
      return;
    case 'convert':
      if (e.type.kind === 'void') {
        effect(f, e.operand);
        return;
      }
      break;
    case 'conditional':
      conditional(f, e, false);
      return;
    default:
  }
  value(f, e);
  if (f.typeOf(e.type) !== null) f.code.op(Op.drop);
}

// --- initialisers ----------------------------------------------------------

/** Gives an object in memory its first value. */
export function initialize(
  f: NativeFunction,
  { zeroed, values }: Initializer,
  type: Type,
  spot: NativeSpot,
): void {
  const bytes = bytesOf(type, f.architecture);
  if (zeroed && !covers(f, values, bytes)) zero(f, spot, 0, bytes);
  for (const one of values) initialValue(f, one, spot);
}

/** True when the values leave no byte of the object out. */
function covers(f: NativeFunction, values: readonly InitialValue[], bytes: number): boolean {
  if (values.some(({ bits }) => bits !== null)) return false;
  return values.reduce((sum, { type }) => sum + bytesOf(type, f.architecture), 0) >= bytes;
}

function initialValue(
  f: NativeFunction,
  { offset, bits, type, value: initial }: InitialValue,
  spot: NativeSpot,
): void {
  const { code } = f;
  if (initial.kind === 'string') {
    stringInto(f, initial, type, spot, offset);
    return;
  }
  const site = f.site(initial.at);
  if (isRecord(type)) {
    value(f, initial);
    copyTo(f, spot, offset, bytesOf(type, f.architecture), site);
    return;
  }
  const own = f.scalarType(type);
  f.withLocal(own, (held) => {
    value(f, initial);
    code.set(held);
    const place = displaced(spot, offset);
    if (bits === null || type.kind !== 'integer') {
      store(f, type, place, () => code.get(held), site);
      return;
    }
    f.withLocal(own, (unit) => {
      load(f, type, place, site);
      code.set(unit);
      insert(f, unit, held, bits, type);
      code.set(unit);
      store(f, type, place, () => code.get(unit), site);
    });
  });
}

/** The spot so many bytes further on; initialisers have places of their own, which are never computed. */
function displaced(spot: NativeSpot, offset: number): NativeSpot {
  if (spot.kind === 'frame') return { kind: 'frame', offset: spot.offset + offset };
  if (spot.kind === 'fixed') return { kind: 'fixed', address: spot.address + offset };
  throw new HasNoNativeForm('an initialiser of a computed place');
}

/** Copies a literal into an array; what the literal does not reach is zeroed. */
function stringInto(
  f: NativeFunction,
  literal: StringLiteral,
  type: Type,
  spot: NativeSpot,
  offset: number,
): void {
  const bytes = bytesOf(type, f.architecture);
  const copied = Math.min(bytes, literal.units.byteLength);
  if (copied < bytes) zero(f, spot, offset + copied, bytes - copied);
  f.pointerConstant(staticAddress(f, f.program.stringPlace(literal), 0));
  copyTo(f, spot, offset, copied, f.site(literal.at));
}

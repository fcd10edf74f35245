/**
 * Values on their way between WebAssembly and JavaScript.
 *
 * Into JavaScript a 64-bit value goes as two halves: a bigint would be made for each call, and pointers and sizes,
 * which are numbers there, seldom need one. Out of it comes what the type has: numbers, bigints, and pointers as
 * doubles, which the helpers `pointerOf` and `numberOf` translate.
 */
import type { Type } from '../../tree/type.ts';
import { isAddress, isBig, isRecord } from '../value-class.ts';
import type { NativeFunction } from './native-function.ts';
import { F64, I32, I64, Op, type ValueType } from './wasm.ts';

/** What the functions that convert values use of the environment. */
export const USED_BY_CROSSINGS =
  'const { halvesOfPointer, halvesOfSize, halvesOfInt64, halvesOfUint64 } = $;';

/** True for addresses, and for structures, which go as theirs. */
export const goesAsAddress = (type: Type): boolean => isAddress(type) || isRecord(type);

/** Types that a value has as an argument of an import. */
export function crossingTypes(f: NativeFunction, type: Type): readonly ValueType[] {
  const own = f.scalarType(type);
  return own === I64 ? [I32, I32] : [own];
}

/** Splits the 64-bit value on the stack into its halves, lower first. */
export function splitHalves(f: NativeFunction): void {
  const { code } = f;
  f.withLocal(I64, (value) => {
    code.tee(value);
    code.op(Op.i32WrapI64);
    code.get(value);
    code.i64(32n);
    code.op(Op.i64ShrU, Op.i32WrapI64);
  });
}

/** Makes the value on the stack an argument of an import. */
export function cross(f: NativeFunction, type: Type): void {
  if (f.scalarType(type) === I64) splitHalves(f);
}

/**
 * JavaScript of an argument that arrived under a name, or as its two halves.
 * @param asNumber a size may be a number where that is exact: its receiver takes both
 */
export function arrivedText(
  type: Type,
  wide: boolean,
  name: string,
  asNumber: boolean,
): { readonly names: readonly string[]; readonly text: string } {
  if (isBig(type)) {
    const signed = type.kind === 'integer' && type.signed;
    const make = asNumber && !signed ? 'halvesOfSize' : signed ? 'halvesOfInt64' : 'halvesOfUint64';
    return halves(name, make);
  }
  if (goesAsAddress(type))
    return wide ? halves(name, 'halvesOfPointer') : { names: [name], text: `${name} >>> 0` };
  const isUnsigned = type.kind === 'integer' && type.bytes === 4 && !type.signed;
  return { names: [name], text: isUnsigned ? `${name} >>> 0` : name };
}

const halves = (name: string, make: string) => ({
  names: [`${name}l`, `${name}h`],
  text: `${make}(${name}l, ${name}h)`,
});

/** Type that a result of an import has. */
export function resultType(f: NativeFunction, type: Type): ValueType | null {
  const own = f.typeOf(type);
  return own !== null && goesAsAddress(type) && f.wide ? F64 : own;
}

/** Makes the result of an import on the stack a value. */
export function arrive(f: NativeFunction, type: Type): void {
  if (f.typeOf(type) !== null && goesAsAddress(type) && f.wide) f.helper('pointerOf');
}

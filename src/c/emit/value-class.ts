/** How values of a C type look in emitted JavaScript, and how objects of it lie in memory. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Type } from '../tree/type.ts';

/** What a load or store moves: integers by width and sign, a pointer of the architecture, a float, or the bytes of a record. */
export type Access = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64' | 'ptr' | 'f32' | 'f64';

/** True for a value that JavaScript has as a bigint. */
export const isBig = (type: Type): boolean => type.kind === 'integer' && type.bytes === 8;

/** True for addresses: pointers, and what decays to one. */
export const isAddress = (type: Type): boolean =>
  type.kind === 'pointer' || type.kind === 'array' || type.kind === 'function';

/** True for the types whose values are the addresses of their bytes. */
export const isRecord = (type: Type): boolean => type.kind === 'record';

/** Access for a scalar type. Throws TypeError for what no single access moves: a bug of the front end. */
export function accessOf(type: Type): Access {
  switch (type.kind) {
    case 'integer':
      return `${type.signed ? 'i' : 'u'}${(type.bytes * 8) as 8 | 16 | 32 | 64}`;
    case 'float':
      return type.bytes === 4 ? 'f32' : 'f64';
    case 'pointer':
      return 'ptr';
    default:
      throw new TypeError(`no access moves a ${type.kind}`);
  }
}

/** Size of a complete object type in bytes; 1 for void, as sizeof of MSVC has none and pointers to void step by 1. */
export function bytesOf(type: Type, architecture: Architecture): number {
  switch (type.kind) {
    case 'integer':
    case 'float':
      return type.bytes;
    case 'pointer':
      return architecture === 'x64' ? 8 : 4;
    case 'array':
      return (type.length ?? 0) * bytesOf(type.of, architecture);
    case 'record':
      return type.shape.bytes;
    default:
      return 1;
  }
}

/** Alignment of an object type in bytes, as the compiler lays variables out. */
export function alignOf(type: Type, architecture: Architecture): number {
  if (type.kind === 'array') return alignOf(type.of, architecture);
  if (type.kind === 'record') return type.shape.align;
  return bytesOf(type, architecture);
}

/** Bytes that an argument takes among those of `...`. */
export const slotBytes = (type: Type, architecture: Architecture): number =>
  architecture === 'x64' ? 8 : Math.ceil(bytesOf(type, architecture) / 4) * 4;

/** Text of what a variable without an initialiser holds: bytes of 0xCC, as in a debug build of MSVC (*ours*, decision 0077). */
export function unsetText(type: Type, wide: boolean): string {
  if (type.kind === 'float') return type.bytes === 4 ? '-107374176' : '-9.255963134931783e61';
  if (type.kind === 'pointer') return wide ? 'UNSET' : '3435973836';
  if (type.kind !== 'integer') return '0';
  const pattern = BigInt.asUintN(type.bytes * 8, 0xcccc_cccc_cccc_ccccn);
  const exact = type.signed ? BigInt.asIntN(type.bytes * 8, pattern) : pattern;
  return type.bytes === 8 ? `${exact}n` : `${type.name === '_Bool' ? 1 : exact}`;
}

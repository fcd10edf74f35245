/**
 * C types, LLP64 as MSVC has them. A type is a plain object; qualified and
 * renamed forms are copies, so types are compared by `sameType`, never by identity. Only the shape of a
 * structure or union has an identity: it is filled in when its definition is read.
 */
import type { Position } from '../source/position.ts';

/** What any type may carry. */
interface Named {
  readonly const?: true;
  readonly volatile?: true;
  readonly unaligned?: true;
  /** Name of the typedef that the type was written as, for messages and for the sign of NTSTATUS. */
  readonly typedef?: string;
}

export interface VoidType extends Named {
  readonly kind: 'void';
}

/** Names of the integer types: types of one name are the same type, `int` and `long` are not. */
export type IntegerName =
  | '_Bool'
  | 'char'
  | 'signed char'
  | 'unsigned char'
  | 'short'
  | 'unsigned short'
  | 'int'
  | 'unsigned int'
  | 'long'
  | 'unsigned long'
  | '__int64'
  | 'unsigned __int64';

export interface IntegerType extends Named {
  readonly kind: 'integer';
  readonly name: IntegerName;
  readonly bytes: 1 | 2 | 4 | 8;
  readonly signed: boolean;
  /** Tag of the enumeration, '' when it has none; its name is then `int`. */
  readonly enumTag?: string;
}

export interface FloatType extends Named {
  readonly kind: 'float';
  /** `long double` is a `double` of another name. */
  readonly name: 'float' | 'double' | 'long double';
  readonly bytes: 4 | 8;
}

export interface PointerType extends Named {
  readonly kind: 'pointer';
  readonly to: Type;
}

export interface ArrayType extends Named {
  readonly kind: 'array';
  readonly of: Type;
  /** Null while it is not known, and for a flexible member. */
  readonly length: number | null;
}

/** Calling conventions: one on x64, on x86 part of the type. */
export type Convention = 'cdecl' | 'stdcall' | 'fastcall';

export interface FunctionType extends Named {
  readonly kind: 'function';
  readonly returns: Type;
  readonly parameters: readonly ParameterType[];
  readonly variadic: boolean;
  /** False for `f()`, which says nothing about its parameters. */
  readonly prototype: boolean;
  readonly convention: Convention;
}

export interface ParameterType {
  readonly name: string | null;
  readonly type: Type;
}

export interface RecordType extends Named {
  readonly kind: 'record';
  readonly shape: RecordShape;
}

/** A structure or union. */
export interface RecordShape {
  readonly union: boolean;
  /** Tag; null when it has none. */
  readonly tag: string | null;
  /** Members in order, null until the definition is read. Anonymous structures and unions are members without a name. */
  members: readonly Member[] | null;
  /** Size and alignment in bytes, 0 and 1 until the definition is read. */
  bytes: number;
  align: number;
  at: Position;
}

/** A member of a structure or union. */
export interface Member {
  readonly name: string | null;
  readonly type: Type;
  /** Byte offset; of a bit-field, that of the storage unit, which has the size of `type`. */
  readonly offset: number;
  /** Place in the storage unit, counted from its least significant bit; null for what is no bit-field. */
  readonly bits: { readonly start: number; readonly width: number } | null;
}

export type Type = VoidType | IntegerType | FloatType | PointerType | ArrayType | FunctionType | RecordType;

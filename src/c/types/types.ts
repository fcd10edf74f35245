/** Making and asking about C types. */
import type { Architecture } from '../../contract/c-types.ts';
import type {
  ArrayType,
  Convention,
  FloatType,
  FunctionType,
  IntegerName,
  IntegerType,
  ParameterType,
  PointerType,
  RecordShape,
  RecordType,
  Type,
  VoidType,
} from '../tree/type.ts';

const integer = (name: IntegerName, bytes: IntegerType['bytes'], signed: boolean): IntegerType => ({
  kind: 'integer',
  name,
  bytes,
  signed,
});

/** The integer types of LLP64, by name. Plain `char` is signed, as with MSVC's default switches. */
export const INTEGERS: Readonly<Record<IntegerName, IntegerType>> = {
  _Bool: integer('_Bool', 1, false),
  char: integer('char', 1, true),
  'signed char': integer('signed char', 1, true),
  'unsigned char': integer('unsigned char', 1, false),
  short: integer('short', 2, true),
  'unsigned short': integer('unsigned short', 2, false),
  int: integer('int', 4, true),
  'unsigned int': integer('unsigned int', 4, false),
  long: integer('long', 4, true),
  'unsigned long': integer('unsigned long', 4, false),
  __int64: integer('__int64', 8, true),
  'unsigned __int64': integer('unsigned __int64', 8, false),
};

/** The type of `long double` is a `double` of another name. */
export const FLOATS: Readonly<Record<FloatType['name'], FloatType>> = {
  float: { kind: 'float', name: 'float', bytes: 4 },
  double: { kind: 'float', name: 'double', bytes: 8 },
  'long double': { kind: 'float', name: 'long double', bytes: 8 },
};

export const VOID: VoidType = { kind: 'void' };
export const INT = INTEGERS.int;
export const CHAR = INTEGERS.char;
/** MSVC's `wchar_t` in C: a typedef of `unsigned short`. */
export const WIDE_CHAR = INTEGERS['unsigned short'];
export const DOUBLE = FLOATS.double;

export const pointerTo = (to: Type): PointerType => ({ kind: 'pointer', to });
export const arrayOf = (of: Type, length: number | null): ArrayType => ({ kind: 'array', of, length });
export const recordOf = (shape: RecordShape): RecordType => ({ kind: 'record', shape });

/** A type of functions. */
export const functionOf = (
  returns: Type,
  parameters: readonly ParameterType[],
  options: { variadic?: boolean; prototype?: boolean; convention: Convention },
): FunctionType => ({
  kind: 'function',
  returns,
  parameters,
  variadic: options.variadic ?? false,
  prototype: options.prototype ?? true,
  convention: options.convention,
});

/** Type of `sizeof`. */
export const sizeType = (arch: Architecture): IntegerType =>
  arch === 'x64' ? INTEGERS['unsigned __int64'] : INTEGERS['unsigned int'];

/** Type of the difference of two pointers. */
export const differenceType = (arch: Architecture): IntegerType => (arch === 'x64' ? INTEGERS.__int64 : INT);

/** Qualifiers of a type, and what they are called in source text. */
export interface Qualifiers {
  readonly const?: boolean;
  readonly volatile?: boolean;
  readonly unaligned?: boolean;
}

/** The type with more qualifiers. Those of an array belong to its elements. */
export function qualified<T extends Type>(type: T, { const: constant, volatile, unaligned }: Qualifiers): T {
  if (!constant && !volatile && !unaligned) return type;
  if (type.kind === 'array')
    return { ...type, of: qualified(type.of, { const: constant === true, volatile: volatile === true }) };
  return {
    ...type,
    ...(constant ? { const: true } : {}),
    ...(volatile ? { volatile: true } : {}),
    ...(unaligned ? { unaligned: true } : {}),
  };
}

/** The type without qualifiers: that of a value. */
export function unqualified(type: Type): Type {
  if (!type.const && !type.volatile && !type.unaligned) return type;
  const { const: _const, volatile: _volatile, unaligned: _unaligned, ...rest } = type;
  return rest;
}

export const isInteger = (type: Type): type is IntegerType => type.kind === 'integer';
export const isArithmetic = (type: Type): type is IntegerType | FloatType =>
  type.kind === 'integer' || type.kind === 'float';
export const isScalar = (type: Type): type is IntegerType | FloatType | PointerType =>
  isArithmetic(type) || type.kind === 'pointer';
export const isFunctionPointer = (type: Type): type is PointerType & { readonly to: FunctionType } =>
  type.kind === 'pointer' && type.to.kind === 'function';
/** Arrays of characters take string literals. */
export const isCharacter = (type: Type): type is IntegerType =>
  type.kind === 'integer' && type.bytes <= 4 && type.enumTag === undefined && type.name !== '_Bool';

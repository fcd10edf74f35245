/** Which types are the same, and what two declarations of one name make together. */
import type { FunctionType, Type } from '../tree/type.ts';
import { DOUBLE, INT, unqualified } from './types.ts';

const sameQualifiers = (a: Type, b: Type): boolean =>
  a.const === b.const && a.volatile === b.volatile && a.unaligned === b.unaligned;

/** True for types that are the same but for the qualifiers outside. Names of typedefs say nothing. */
export function sameUnqualified(a: Type, b: Type): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'void':
      return b.kind === 'void';
    case 'integer':
      // An enumeration is an int by another name.
      return b.kind === 'integer' && a.name === b.name;
    case 'float':
      return b.kind === 'float' && a.name === b.name;
    case 'pointer':
      return b.kind === 'pointer' && sameType(a.to, b.to);
    case 'array':
      return (
        b.kind === 'array' &&
        (a.length === null || b.length === null || a.length === b.length) &&
        sameType(a.of, b.of)
      );
    case 'record':
      return b.kind === 'record' && a.shape === b.shape;
    case 'function':
      return b.kind === 'function' && sameFunction(a, b);
  }
}

/** True for compatible types with the same qualifiers. */
export const sameType = (a: Type, b: Type): boolean => sameUnqualified(a, b) && sameQualifiers(a, b);

/** Types that a list `()` may have been called with: those that promotion leaves alone. */
const promotesToItself = (type: Type): boolean =>
  !(type.kind === 'integer' && type.bytes < INT.bytes) &&
  !(type.kind === 'float' && type.bytes < DOUBLE.bytes);

function sameFunction(a: FunctionType, b: FunctionType): boolean {
  if (a.convention !== b.convention || !sameUnqualified(a.returns, b.returns)) return false;
  if (!a.prototype || !b.prototype) {
    const known = a.prototype ? a : b;
    return (
      !known.prototype || (!known.variadic && known.parameters.every(({ type }) => promotesToItself(type)))
    );
  }
  return (
    a.variadic === b.variadic &&
    a.parameters.length === b.parameters.length &&
    a.parameters.every(({ type }, index) => {
      const other = b.parameters[index];
      return other !== undefined && sameUnqualified(unqualified(type), unqualified(other.type));
    })
  );
}

/** What two declarations of one object or function say together: array lengths and parameter lists are filled in. */
export function composite(a: Type, b: Type): Type {
  if (a.kind === 'array' && b.kind === 'array')
    return { ...a, length: a.length ?? b.length, of: composite(a.of, b.of) };
  if (a.kind === 'function' && b.kind === 'function') return a.prototype || !b.prototype ? a : b;
  if (a.kind === 'pointer' && b.kind === 'pointer') return { ...a, to: composite(a.to, b.to) };
  return a;
}

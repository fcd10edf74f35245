/** Implicit conversion on assignment, initialisation, return and to a parameter: what is allowed, and what is said. */
import type { Position } from '../source/position.ts';
import type { Expression } from '../tree/tree.ts';
import type { PointerType, Type } from '../tree/type.ts';
import { sameUnqualified } from '../types/compatibility.ts';
import { typeText } from '../types/type-text.ts';
import { isArithmetic, unqualified } from '../types/types.ts';
import { convert, isNullConstant } from './conversions.ts';
import type { Parser } from './parser.ts';
import { isPoison, isUnknown, poison } from './poison.ts';

/** Where the conversion happens. */
export interface Destination {
  /** MSVC's word for it. */
  readonly what: '=' | 'initializing' | 'return' | 'function';
  /** The parameter that an argument is for. */
  readonly argument?: { readonly name: string; readonly index: number };
  readonly at: Position;
}

/** The value as an object of the type takes it. */
export function assignable(parser: Parser, node: Expression, target: Type, place: Destination): Expression {
  const type = unqualified(target);
  if (isPoison(node) || isUnknown(type)) return poison(node.at);
  if (type.kind === 'record' || node.type.kind === 'record') {
    if (sameUnqualified(node.type, type)) return node;
    return refuse(parser, node, type, place);
  }
  if (type.kind === 'void' || node.type.kind === 'void') {
    if (node.type.kind === 'void' && place.what === 'function')
      parser.error(
        'C2095',
        `'${place.argument?.name}': actual parameter ${place.argument?.index} has type 'void'`,
        place.at,
      );
    else return refuse(parser, node, type, place);
    return poison(node.at);
  }
  if (isArithmetic(type) && isArithmetic(node.type)) return convert(parser, node, type);
  if (type.kind === 'pointer' && node.type.kind === 'pointer') {
    comparePointers(parser, node, type, node.type, place);
    return convert(parser, node, type);
  }
  if (type.kind === 'pointer' && isNullConstant(node)) return convert(parser, node, type);
  if (type.kind === 'float' || node.type.kind === 'float') return refuse(parser, node, type, place);
  if (type.kind === 'integer' && type.name === '_Bool') return convert(parser, node, type);
  if (type.kind !== 'pointer' && type.kind !== 'integer') return refuse(parser, node, type, place);
  levels(parser, node.type, type, place);
  return convert(parser, node, type);
}

function refuse(parser: Parser, node: Expression, type: Type, { what, at }: Destination): Expression {
  parser.error('C2440', `'${what}': cannot convert from '${typeText(node.type)}' to '${typeText(type)}'`, at);
  return poison(node.at);
}

/** C4047, and for an argument C4024 beside it. */
function levels(parser: Parser, from: Type, to: Type, { what, argument, at }: Destination): void {
  parser.warn(
    'C4047',
    `'${what}': '${typeText(to)}' differs in levels of indirection from '${typeText(from)}'`,
    at,
  );
  if (argument !== undefined)
    parser.warn(
      'C4024',
      `'${argument.name}': different types for formal and actual parameter ${argument.index}`,
      at,
    );
}

const depth = (type: Type): number => (type.kind === 'pointer' ? 1 + depth(type.to) : 0);

/** True for targets that differ in their sign alone, or in the name of an integer of one size. */
function alike(a: Type, b: Type): boolean {
  if (a.kind === 'integer' && b.kind === 'integer') return a.bytes === b.bytes;
  if (a.kind === 'float' && b.kind === 'float') return a.bytes === b.bytes;
  if (a.kind === 'pointer' && b.kind === 'pointer') return alike(a.to, b.to) || isVoidOrBytes(a, b);
  return sameUnqualified(a, b);
}

const isVoidOrBytes = (a: PointerType, b: PointerType): boolean =>
  a.to.kind === 'void' && b.to.kind === 'void';

/** Warns of pointers that do not fit: C4090, C4047, C4113, C4133. */
function comparePointers(
  parser: Parser,
  node: Expression,
  to: PointerType,
  from: PointerType,
  place: Destination,
): void {
  if (isNullConstant(node)) return;
  const { what, argument, at } = place;
  if (from.to.const && !to.to.const && from.to.kind !== 'function')
    parser.warn('C4090', `'${what}': different 'const' qualifiers`, at);
  else if (from.to.volatile && !to.to.volatile && from.to.kind !== 'function')
    parser.warn('C4090', `'${what}': different 'volatile' qualifiers`, at);
  if (to.to.kind === 'void' || from.to.kind === 'void' || alike(to.to, from.to)) return;
  if (to.to.kind === 'function' && from.to.kind === 'function') {
    const same = sameUnqualified({ ...from.to, returns: to.to.returns }, to.to);
    if (!same) {
      parser.warn('C4113', `'${typeText(from)}' differs in parameter lists from '${typeText(to)}'`, at);
      return;
    }
  }
  if (depth(to) !== depth(from)) levels(parser, from, to, place);
  else if (argument !== undefined && to.to.kind !== 'record' && to.to.kind !== 'function')
    parser.warn(
      'C4133',
      `'function': incompatible types - from '${typeText(from)}' to '${typeText(to)}'`,
      at,
    );
  else
    parser.warn('C4133', `'${what}': incompatible types - from '${typeText(from)}' to '${typeText(to)}'`, at);
}

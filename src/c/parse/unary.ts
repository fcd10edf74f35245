/** Unary operators, subscripts, members and casts, checked. */
import type { Position } from '../source/position.ts';
import type { Expression, Lvalue } from '../tree/tree.ts';
import type { RecordType, Type } from '../tree/type.ts';
import { sameType, sameUnqualified } from '../types/compatibility.ts';
import { findMember } from '../types/layout.ts';
import { typeText } from '../types/type-text.ts';
import { INT, isScalar, pointerTo, qualified, sizeType, unqualified, VOID } from '../types/types.ts';
import {
  condition,
  constantAddress,
  convert,
  isLvalue,
  needsMemory,
  promote,
  truth,
  value,
} from './conversions.ts';
import { isConstant, wrap } from './fold.ts';
import { pointerAdd } from './operators.ts';
import type { Operand, Parser } from './parser.ts';
import { isPoison, poison } from './poison.ts';

/** `&operand`. */
export function addressOf(parser: Parser, operand: Operand, at: Position): Expression {
  if (isPoison(operand)) return poison(at);
  if (!isLvalue(operand)) {
    const code = isConstant(operand) ? 'C2101' : 'C2102';
    parser.error(code, code === 'C2101' ? `'&' on constant` : `'&' requires l-value`, at);
    return poison(at);
  }
  if (operand.kind === 'member' && operand.bits !== null) {
    parser.error('C2104', `'&' on bit field ignored`, at);
    return poison(at);
  }
  const type = pointerTo(operand.type);
  if (operand.kind === 'dereference')
    return operand.pointer.kind === 'integer'
      ? { ...operand.pointer, type, at }
      : convert(parser, operand.pointer, type);
  if (operand.type.kind === 'function') return { kind: 'decay', type, of: operand, at };
  needsMemory(parser, operand);
  return constantAddress(parser, operand, type, at) ?? { kind: 'address', type, of: operand, at };
}

/** `*operand`. */
export function dereference(parser: Parser, operand: Operand, at: Position): Operand {
  const pointer = value(parser, operand);
  if (isPoison(pointer)) return poison(at);
  const { type } = pointer;
  if (type.kind !== 'pointer' || type.to.kind === 'void') {
    parser.error('C2100', `you cannot dereference an operand of type '${typeText(type)}'`, at);
    return poison(at);
  }
  if (pointer.kind === 'address' && sameType(pointer.of.type, type.to)) return pointer.of;
  return { kind: 'dereference', type: type.to, pointer, at };
}

/** `operand[index]`; the index may stand on either side. */
export function subscript(parser: Parser, a: Operand, b: Operand, at: Position): Operand {
  const [left, right] = [value(parser, a), value(parser, b)];
  if (isPoison(left) || isPoison(right)) return poison(at);
  const [pointer, index] = left.type.kind === 'pointer' ? [left, right] : [right, left];
  if (pointer.type.kind !== 'pointer' || pointer.type.to.kind === 'function') {
    parser.error('C2109', 'subscript requires array or pointer type', at);
    return poison(at);
  }
  if (index.type.kind !== 'integer') {
    parser.error('C2108', 'subscript is not of integral type', at);
    return poison(at);
  }
  const sum = pointerAdd(parser, pointer, promote(parser, index), false, at);
  return isPoison(sum) ? sum : { kind: 'dereference', type: pointer.type.to, pointer: sum, at };
}

/** `object.name` */
export function member(parser: Parser, object: Operand, name: string, at: Position): Operand {
  if (isPoison(object)) return poison(at);
  const { type } = object;
  if (type.kind === 'record') return memberOf(parser, object, type, name, at);
  if (type.kind === 'pointer' && type.to.kind === 'record')
    parser.error('C2231', `'.${name}': left operand points to 'struct', use '->'`, at);
  else parser.error('C2224', `left of '.${name}' must have struct/union type`, at);
  return poison(at);
}

/** `pointer->name` */
export function arrow(parser: Parser, operand: Operand, name: string, at: Position): Operand {
  const pointer = value(parser, operand);
  if (isPoison(pointer)) return poison(at);
  const { type } = pointer;
  if (type.kind === 'pointer' && type.to.kind === 'record')
    return memberOf(parser, { kind: 'dereference', type: type.to, pointer, at }, type.to, name, at);
  if (type.kind === 'record')
    parser.error(
      'C2232',
      `'->${name}': left operand has '${type.shape.union ? 'union' : 'struct'}' type, use '.'`,
      at,
    );
  else parser.error('C2223', `left of '->${name}' must point to struct/union`, at);
  return poison(at);
}

function memberOf(parser: Parser, object: Operand, type: RecordType, name: string, at: Position): Operand {
  if (type.shape.members === null) {
    parser.error(
      'C2037',
      `left of '${name}' specifies undefined struct/union '${type.shape.tag ?? '<unnamed>'}'`,
      at,
    );
    return poison(at);
  }
  const found = findMember(type.shape.members, name);
  if (found === null) {
    parser.error('C2039', `'${name}': is not a member of '${type.shape.tag ?? '<unnamed>'}'`, at);
    return poison(at);
  }
  needsMemory(parser, object);
  return {
    kind: 'member',
    type: qualified(found.type, type),
    object,
    offset: found.offset,
    bits: found.bits,
    at,
  };
}

/** `-`, `+`, `~`, `!` */
export function unary(
  parser: Parser,
  operator: '-' | '+' | '~' | '!',
  operand: Operand,
  at: Position,
): Expression {
  if (operator === '!') return not(parser, operand, at);
  const node = promote(parser, value(parser, operand));
  if (isPoison(node)) return poison(at);
  const { type } = node;
  if (type.kind !== 'integer' && (type.kind !== 'float' || operator === '~')) {
    parser.error('C2171', `'${operator}': illegal on operands of type '${typeText(type)}'`, at);
    return poison(at);
  }
  if (operator === '+') return node;
  if (node.kind === 'float') return { ...node, value: -node.value, at };
  if (node.kind === 'integer')
    return { ...node, value: wrap(operator === '-' ? -node.value : ~node.value, type, parser.arch), at };
  return { kind: 'unary', type: unqualified(type), operator, operand: node, at };
}

function not(parser: Parser, operand: Operand, at: Position): Expression {
  const node = condition(parser, operand, 'C2088');
  if (isPoison(node)) return poison(at);
  const known = truth(node);
  if (known !== null) return { kind: 'integer', type: INT, value: known ? 0n : 1n, at };
  return { kind: 'unary', type: INT, operator: '!', operand: node, at };
}

/** `(type)operand` */
export function cast(parser: Parser, to: Type, operand: Operand, at: Position): Expression {
  const node = value(parser, operand);
  if (isPoison(node)) return node;
  const type = unqualified(to);
  if (type.kind === 'void') return { kind: 'convert', type: VOID, operand: node, at };
  if (node.type.kind === 'void') {
    parser.error('C2440', `'type cast': cannot convert from 'void' to '${typeText(type)}'`, at);
    return poison(at);
  }
  if (type.kind === 'array' || type.kind === 'function') {
    const [code, what] = type.kind === 'array' ? ['C2067', 'array'] : ['C2066', 'function'];
    parser.error(code, `cast to ${what} type is illegal`, at);
    return poison(at);
  }
  // MSVC lets a record be cast to its own type.
  if (type.kind === 'record' && sameUnqualified(node.type, type)) return node;
  const floating =
    (type.kind === 'pointer' && node.type.kind === 'float') ||
    (type.kind === 'float' && node.type.kind === 'pointer');
  if (!isScalar(type) || !isScalar(node.type) || floating) {
    parser.error(
      'C2440',
      `'type cast': cannot convert from '${typeText(node.type)}' to '${typeText(type)}'`,
      at,
    );
    return poison(at);
  }
  warnOfLostBits(parser, node, type, at);
  const converted = convert(parser, node, type);
  return isConstant(converted) ? { ...converted, type, at } : converted;
}

/** C4311 and C4312: a pointer does not fit into 32 bits on x64, or is made of them. */
function warnOfLostBits(parser: Parser, node: Expression, type: Type, at: Position): void {
  const pointer = parser.size(node.type.kind === 'pointer' ? node.type : type) ?? 0;
  if (
    node.type.kind === 'pointer' &&
    type.kind === 'integer' &&
    type.bytes < pointer &&
    type.name !== '_Bool' &&
    !isConstant(node)
  )
    parser.warn(
      'C4311',
      `'type cast': pointer truncation from '${typeText(node.type)}' to '${typeText(type)}'`,
      at,
    );
  if (
    type.kind === 'pointer' &&
    node.type.kind === 'integer' &&
    node.type.bytes < pointer &&
    !isConstant(node)
  )
    parser.warn(
      'C4312',
      `'type cast': conversion from '${typeText(node.type)}' to '${typeText(type)}' of greater size`,
      at,
    );
}

/** `sizeof` of a type. */
export function sizeOfType(parser: Parser, type: Type, at: Position): Expression {
  const bytes = parser.size(type);
  if (bytes === null) {
    if (type.kind === 'record') parser.error('C2027', `use of undefined type '${typeText(type)}'`, at);
    else parser.error('C2070', `'${typeText(type)}': illegal sizeof operand`, at);
    return poison(at);
  }
  return { kind: 'integer', type: sizeType(parser.arch), value: BigInt(bytes), at };
}

/**
 * An assignment's target. MSVC also takes a cast whose type has the size of the object, `(T)x = y`: the object is
 * then used as that type.
 */
export function target(parser: Parser, operand: Operand, operator: string, at: Position): Lvalue | null {
  if (isPoison(operand)) return null;
  const place = castTarget(parser, operand, at) ?? operand;
  if (
    !isLvalue(place) ||
    place.type.kind === 'array' ||
    place.type.kind === 'function' ||
    isMemberOfValue(place)
  ) {
    if (operator === '++' || operator === '--') parser.error('C2105', `'${operator}' needs l-value`, at);
    else parser.error('C2106', `'${operator}': left operand must be l-value`, at);
    return null;
  }
  if (isConstantObject(place.type)) {
    parser.error('C2166', 'l-value specifies const object', at);
    return null;
  }
  return place;
}

/** `f().m` is no place. */
function isMemberOfValue(place: Lvalue): boolean {
  let object: Operand = place;
  while (object.kind === 'member') object = object.object;
  return !isLvalue(object);
}

const isConstantObject = (type: Type): boolean =>
  type.const === true ||
  (type.kind === 'record' && (type.shape.members ?? []).some((one) => isConstantObject(one.type))) ||
  (type.kind === 'array' && isConstantObject(type.of));

function castTarget(parser: Parser, operand: Operand, at: Position): Lvalue | null {
  if (operand.kind === 'load') return operand.from;
  if (operand.kind !== 'convert') return null;
  const inner = castTarget(parser, operand.operand, at);
  if (inner === null || !isScalar(operand.type) || !isScalar(inner.type)) return null;
  if (parser.size(inner.type) !== parser.size(operand.type)) return null;
  if (inner.kind === 'member' && inner.bits !== null) return null;
  const type = pointerTo(qualified(operand.type, inner.type));
  const pointer = convert(parser, addressOf(parser, inner, at), type);
  return { kind: 'dereference', type: type.to, pointer, at };
}

/** `=`, `op=`, `++` and `--`. */
import type { Position } from '../source/position.ts';
import type { ArithmeticOperator, Expression } from '../tree/tree.ts';
import type { Type } from '../tree/type.ts';
import { typeText } from '../types/type-text.ts';
import { isArithmetic, unqualified } from '../types/types.ts';
import { assignable } from './assignable.ts';
import { commonType, convert, promote, value } from './conversions.ts';
import { elementBytes } from './operators.ts';
import type { Operand, Parser } from './parser.ts';
import { isPoison, poison } from './poison.ts';
import { target } from './unary.ts';

/** `left = right` */
export function assign(parser: Parser, left: Operand, right: Operand, at: Position): Expression {
  const place = target(parser, left, '=', at);
  const node = value(parser, right);
  if (place === null || isPoison(node)) return poison(at);
  const converted = assignable(parser, node, place.type, { what: '=', at });
  if (isPoison(converted)) return converted;
  return { kind: 'assign', type: unqualified(place.type), target: place, value: converted, at };
}

/** `left op= right` */
export function compoundAssign(
  parser: Parser,
  operator: ArithmeticOperator,
  left: Operand,
  right: Operand,
  at: Position,
): Expression {
  const sign = `${operator}=`;
  const place = target(parser, left, sign, at);
  const node = value(parser, right);
  if (place === null || isPoison(node)) return poison(at);
  const type = unqualified(place.type);
  const refuse = (side: 'left' | 'right', wrong: Type): Expression => {
    const code = side === 'left' ? 'C2296' : 'C2297';
    parser.error(code, `'${sign}': not valid as ${side} operand has type '${typeText(wrong)}'`, at);
    return poison(at);
  };
  const common = { kind: 'compound assign', type, operator, target: place, at } as const;
  if (type.kind === 'pointer') {
    if (operator !== '+' && operator !== '-') return refuse('left', type);
    if (node.type.kind !== 'integer') return refuse('right', node.type);
    const bytes = elementBytes(parser, type, at);
    if (bytes === null) return poison(at);
    return { ...common, value: promote(parser, node), computeType: type, elementBytes: bytes };
  }
  if (!isArithmetic(type)) return refuse('left', type);
  if (!isArithmetic(node.type)) return refuse('right', node.type);
  const integers = '%&|^<<>>'.includes(operator);
  if (integers && type.kind !== 'integer') return refuse('left', type);
  if (integers && node.type.kind !== 'integer') return refuse('right', node.type);
  // The promoted type of the target, as of a value loaded from it: a narrow bit-field is an int.
  const loaded = promote(parser, { kind: 'load', type, from: place, at });
  if (operator === '<<' || operator === '>>')
    return {
      ...common,
      value: promote(parser, node),
      computeType: unqualified(loaded.type),
      elementBytes: 1,
    };
  const promoted = promote(parser, node);
  const computeType = unqualified(commonType(loaded.type, promoted.type));
  return { ...common, value: convert(parser, promoted, computeType), computeType, elementBytes: 1 };
}

/** `++` and `--` on either side. */
export function step(
  parser: Parser,
  operator: '++' | '--',
  operand: Operand,
  postfix: boolean,
  at: Position,
): Expression {
  const place = target(parser, operand, operator, at);
  if (place === null) return poison(at);
  const type = unqualified(place.type);
  let by = operator === '++' ? 1 : -1;
  if (type.kind === 'pointer') {
    const bytes = elementBytes(parser, type, at);
    if (bytes === null) return poison(at);
    by *= bytes;
  } else if (!isArithmetic(type)) {
    parser.error('C2088', `'${operator}': illegal for '${typeText(type)}'`, at);
    return poison(at);
  }
  return { kind: 'step', type, target: place, by, postfix, at };
}

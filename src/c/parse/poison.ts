/** What stands for an expression that is wrong and was reported: whatever takes it is silent and wrong too. */
import type { Position } from '../source/position.ts';
import type { Expression, IntegerConstant } from '../tree/tree.ts';
import type { IntegerType, Type } from '../tree/type.ts';
import { INT } from '../types/types.ts';
import type { Operand } from './parser.ts';

/** Type of nothing that makes sense. Known by its name, which no program can write. */
export const UNKNOWN: IntegerType = { ...INT, typedef: '<unknown>' };

export const isUnknown = (type: Type): boolean => type.typedef === UNKNOWN.typedef;

export const poison = (at: Position): IntegerConstant => ({ kind: 'integer', type: UNKNOWN, value: 0n, at });

export const isPoison = (operand: Operand | Expression): boolean => isUnknown(operand.type);

/**
 * Where in the program's region an object lies, as far as its text says so.
 *
 * Variables with static storage, frames, and whatever is reached from them by member and index have an offset in the
 * region that is a sum of small integers: JavaScript engines compute it without floating point, although addresses of
 * x64 are doubles. What a pointer variable points at has such an offset relative to the pointer, and the pointer's own
 * part is the same in each turn of a loop, so it is worked out once.
 */
import type { Expression, Lvalue } from '../tree/tree.ts';
import type { FunctionContext } from './function-context.ts';
import type { Spot } from './spot.ts';
import { isBig } from './value-class.ts';

/** What spots need of the writer of expressions. */
export interface SpotTexts {
  /** JavaScript name of a variable that lives in one, or null. */
  nameOf(ctx: FunctionContext, lvalue: Lvalue): string | null;
  /** Text of an index times the bytes of an element, as a number. */
  byteCount(ctx: FunctionContext, index: Expression, elementBytes: number): string;
}

interface Sum {
  readonly base: { readonly offset: string } | { readonly pointer: string };
  readonly bytes: number;
  readonly terms: readonly string[];
  readonly aligned: number;
}

/** Largest alignment that sections and frames have for certain. */
const MOST_ALIGNED = 16;

/** The spot of an object so many bytes into an lvalue; null when its text says nothing but the address. */
export function spotOf(ctx: FunctionContext, texts: SpotTexts, lvalue: Lvalue, bytes = 0): Spot | null {
  if (ctx.program.checks) return null; // the accessor wants the whole address
  const sum = sumOf(ctx, texts, lvalue, bytes);
  if (sum === null) return null;
  const terms = [...sum.terms, ...(sum.bytes === 0 ? [] : [`${sum.bytes}`])];
  if ('pointer' in sum.base) return { kind: 'pointer', name: sum.base.pointer, bytes: terms.join(' + ') };
  return {
    kind: 'offset',
    text: [sum.base.offset, ...terms].join(' + '),
    aligned: powerOfTwoIn(sum.bytes, sum.aligned),
  };
}

/** The largest power of two, up to a limit, that divides a number. */
function powerOfTwoIn(bytes: number, most: number): number {
  let power = most;
  while (bytes % power !== 0) power /= 2;
  return power;
}

function sumOf(ctx: FunctionContext, texts: SpotTexts, lvalue: Lvalue, bytes: number): Sum | null {
  switch (lvalue.kind) {
    case 'variable': {
      const { variable } = lvalue;
      if (variable.storage === 'static') {
        const offset = ctx.program.staticOffset(variable);
        if (offset === null) return null;
        return {
          base: { offset: offset.section },
          bytes: offset.bytes + bytes,
          terms: [],
          aligned: MOST_ALIGNED,
        };
      }
      const place = ctx.place(variable);
      if (place.kind === 'name') return null;
      ctx.usesStack = true;
      return {
        base: { offset: '$fp + STKO' },
        bytes: place.offset + bytes,
        terms: [],
        aligned: MOST_ALIGNED,
      };
    }
    case 'member':
      return isValue(lvalue.object) ? null : sumOf(ctx, texts, lvalue.object, lvalue.offset + bytes);
    case 'dereference':
      return sumOfPointer(ctx, texts, lvalue.pointer, bytes);
    default:
      return null;
  }
}

function sumOfPointer(ctx: FunctionContext, texts: SpotTexts, e: Expression, bytes: number): Sum | null {
  switch (e.kind) {
    case 'decay':
    case 'address':
      return e.of.kind === 'function' ? null : sumOf(ctx, texts, e.of, bytes);
    case 'convert':
      return e.operand.type.kind === 'pointer' && e.type.kind === 'pointer'
        ? sumOfPointer(ctx, texts, e.operand, bytes)
        : null;
    case 'pointer add': {
      if (e.subtract || !isRepeatable(ctx, texts, e.index)) return null;
      const sum = sumOfPointer(ctx, texts, e.pointer, bytes);
      if (sum === null) return null;
      const term = texts.byteCount(ctx, e.index, e.elementBytes);
      if (/^-?\d+$/.test(term)) return { ...sum, bytes: sum.bytes + Number(term) };
      return {
        ...sum,
        terms: [...sum.terms, term],
        aligned: Math.min(sum.aligned, powerOfTwoIn(e.elementBytes, MOST_ALIGNED)),
      };
    }
    case 'load': {
      const name = texts.nameOf(ctx, e.from);
      return name === null ? null : { base: { pointer: name }, bytes, terms: [], aligned: 1 };
    }
    default:
      return null;
  }
}

const isValue = (node: Lvalue | Expression): node is Expression =>
  !['variable', 'function', 'string', 'dereference', 'member', 'compound literal'].includes(node.kind);

/** True for an index that is cheap, has no effect, and cannot fail: it may be evaluated twice. */
function isRepeatable(ctx: FunctionContext, texts: SpotTexts, e: Expression): boolean {
  switch (e.kind) {
    case 'integer':
      return true;
    case 'load':
      return texts.nameOf(ctx, e.from) !== null;
    case 'convert':
      return e.operand.type.kind === 'integer' && isRepeatable(ctx, texts, e.operand);
    case 'binary':
      return (
        !isBig(e.type) &&
        e.operator !== '/' &&
        e.operator !== '%' &&
        isRepeatable(ctx, texts, e.left) &&
        isRepeatable(ctx, texts, e.right)
      );
    default:
      return false;
  }
}

/**
 * Refuses arguments that no C program could pass, before a routine sees them: a fraction, NaN, a number that is wider
 * than its type, `undefined`. C converts or does not compile them; without this a flag of 0.5 would count as 0 (*ours*,
 * docs/decisions/0066-impossible-arguments.md). What the numbers mean is for the routine.
 */
import type { Contract, Parameter } from './contract.ts';
import { integerType } from './integer-types.ts';

/** Types that a TypeScript function stands for. */
const FUNCTIONS = new Set<string>(['LPTOP_LEVEL_EXCEPTION_FILTER', 'PVECTORED_EXCEPTION_HANDLER']);
/** Types that a TypeScript string stands for. */
const TEXTS = new Set<string>(['const WS_STRING *', 'LPCSTR', 'LPCWSTR']);
/** Types of addresses of a 64-bit integer that a bigint stands for. */
const INTEGERS = new Set<string>(['const LARGE_INTEGER *']);
/** Types of inputs that a TypeScript object stands for; an output may always be a cell. */
const STRUCTURES = new Set<string>(['const ULONG_PTR *', 'struct _EXCEPTION_POINTERS *']);

/** Beyond these no pointer has a value, however it is shown. */
const LEAST_POINTER = -(2 ** 63);
const POINTER_LIMIT = 2 ** 64;

type Check = (value: unknown) => void;

/** A function that checks the arguments of a routine: TypeError for another kind of value, RangeError for a number that its type does not have. */
export function argumentChecks({ name, parameters }: Contract): (args: readonly unknown[]) => void {
  const checks = parameters.map((parameter) => checkOf(name, parameter));
  return (args) => {
    for (let at = 0; at < checks.length; at++) checks[at]?.(args[at]);
  };
}

function checkOf(routine: string, parameter: Parameter): Check {
  const { name, type } = parameter;
  const [least, limit, kind] = valuesOf(type);
  const others = otherKinds(parameter);
  return (value) => {
    if (typeof value === 'number') {
      if (Number.isInteger(value) && value >= least && value < limit) return;
      throw new RangeError(`${routine}: ${name} is ${value}, and a ${type} is ${kind}`);
    }
    if (others(value)) return;
    throw new TypeError(`${routine}: ${name} is ${value === null ? 'null' : typeof value}, not a ${type}`);
  };
}

/** Least value, limit and description of the numbers of a type. An unsigned type may be given as C's signed one, and the other way round. */
function valuesOf(type: string): readonly [number, number, string] {
  const bits = integerType(type)?.bits;
  if (bits === undefined || bits === 'pointer') return [LEAST_POINTER, POINTER_LIMIT, 'a whole number'];
  return [-(2 ** (bits - 1)), 2 ** bits, `a whole number of ${bits} bits`];
}

/** What a value may be besides a number. A bigint is looked at by the routine: whether it fits. */
function otherKinds({ type, direction }: Parameter): (value: unknown) => boolean {
  const bits = integerType(type)?.bits;
  if (bits === 'pointer' || bits === 64) return (value) => typeof value === 'bigint';
  if (FUNCTIONS.has(type)) return (value) => typeof value === 'function';
  if (INTEGERS.has(type)) return (value) => typeof value === 'bigint';
  if (TEXTS.has(type)) return (value) => typeof value === 'string';
  if (STRUCTURES.has(type)) return (value) => typeof value === 'object' && value !== null;
  return direction === 'in' ? () => false : isCell;
}

/** A cell from `out()`. */
const isCell = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'type' in value && 'value' in value;

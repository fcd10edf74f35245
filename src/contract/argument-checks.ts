/**
 * Refuses arguments that no C program could pass, before a routine sees them: a fraction, NaN, a number that is wider
 * than its type, `undefined`. C converts or does not compile them; without this a flag of 0.5 would count as 0 (*ours*,
 * docs/decisions/0066-impossible-arguments.md). What the numbers mean is for the routine.
 */
import type { Contract, Parameter } from './contract.ts';

/** Types of 32 bits that a program gives as a number. */
const NUMBERS_OF_32_BITS = new Set<string>([
  'DWORD',
  'HEAP_INFORMATION_CLASS',
  'UINT',
  'ULONG',
  'WS_ERROR_PROPERTY_ID',
  'WS_HEAP_PROPERTY_ID',
]);
/** Types whose values may be given as a bigint too; the routine looks whether it fits. */
const WIDE = new Set<string>(['HANDLE', 'HGLOBAL', 'HLOCAL', 'SIZE_T', 'ULONG_PTR']);
/** Types that a TypeScript function stands for. */
const FUNCTIONS = new Set<string>(['LPTOP_LEVEL_EXCEPTION_FILTER', 'PVECTORED_EXCEPTION_HANDLER']);
/** Types that a TypeScript string stands for. */
const TEXTS = new Set<string>(['const WS_STRING *']);
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

function checkOf(routine: string, { name, type, direction }: Parameter): Check {
  const [least, limit, kind] = NUMBERS_OF_32_BITS.has(type)
    ? [-(2 ** 31), 2 ** 32, 'a whole number of 32 bits']
    : [LEAST_POINTER, POINTER_LIMIT, 'a whole number'];
  const others = otherKinds(type, direction);
  return (value) => {
    if (typeof value === 'number') {
      if (Number.isInteger(value) && value >= least && value < limit) return;
      throw new RangeError(`${routine}: ${name} is ${value}, and a ${type} is ${kind}`);
    }
    if (value !== null && others.includes(typeof value)) return;
    throw new TypeError(`${routine}: ${name} is ${value === null ? 'null' : typeof value}, not a ${type}`);
  };
}

/** What `typeof` may give besides `number`. */
function otherKinds(type: string, direction: Parameter['direction']): readonly string[] {
  if (WIDE.has(type)) return ['bigint'];
  if (FUNCTIONS.has(type)) return ['function'];
  if (TEXTS.has(type)) return ['string'];
  return STRUCTURES.has(type) || direction !== 'in' ? ['object'] : [];
}

/**
 * Values between C, as emitted code has them, and TypeScript, as declared routines and callers have them
 * (contract/c-types.ts). Texts are for calls that emitted code makes; functions for calls that come in.
 */
import type { Architecture } from '../../contract/c-types.ts';
import type { Contract } from '../../contract/contract.ts';
import type { FunctionType, Type } from '../tree/type.ts';
import type { Target } from './incoming.ts';

/** Types of contracts whose TypeScript values are unsigned although C's are signed. */
const UNSIGNED_IN_TYPESCRIPT = new Set(['NTSTATUS', 'HRESULT']);
/** Types of contracts whose TypeScript values are bigints. */
const BIG_IN_TYPESCRIPT = new Set([
  'LARGE_INTEGER',
  'PHYSICAL_ADDRESS',
  'LONGLONG',
  'LONG64',
  'ULONGLONG',
  'ULONG64',
  'DWORDLONG',
]);

const isBig = (type: Type): boolean => type.kind === 'integer' && type.bytes === 8;

/** What the texts of calls use of the environment. */
export const USED_BY_CALLS = 'const { sized, narrowed, quad, setQuad } = $;';

/** Text of an argument for a declared routine, from the name of the C value. */
export function argumentText(name: string, type: Type, contractType: string): string {
  if (type.kind === 'record') return `quad(${name})`;
  if (isBig(type)) return BIG_IN_TYPESCRIPT.has(contractType) ? name : `sized(${name})`;
  if (BIG_IN_TYPESCRIPT.has(contractType)) return `BigInt(${name})`;
  if (UNSIGNED_IN_TYPESCRIPT.has(contractType)) return `${name} >>> 0`;
  return name;
}

/** True for a parameter whose 64 bits a routine takes as a number where that is exact. */
export const takesNumber = (contractType: string): boolean => !BIG_IN_TYPESCRIPT.has(contractType);

/** Text of a result of a declared routine as a C value. */
export function resultText(call: string, type: Type, architecture: Architecture): string {
  switch (type.kind) {
    case 'integer':
      if (type.bytes === 8) return `BigInt.${type.signed ? 'asIntN' : 'asUintN'}(64, BigInt(${call}))`;
      return `narrowed(${call}, ${type.bytes * 8}, ${type.signed})`;
    case 'pointer':
      return architecture === 'x86' ? `(${call} >>> 0)` : `${call}`;
    case 'record':
      return `(setQuad($ret, BigInt(${call})), $ret)`;
    case 'void':
      return call;
    default:
      return `Number(${call})`;
  }
}

/**
 * Text of a function of emitted code that calls a declared routine.
 * @param door text of the routine
 */
export function routineText(
  name: string,
  door: string,
  type: FunctionType,
  contract: Contract,
  architecture: Architecture,
): string {
  return callerText(`function ${name}`, (args) => `${door}(${args})`, type, contract, architecture);
}

/** The same for the generator form of a routine. */
export function stepsRoutineText(
  name: string,
  door: string,
  type: FunctionType,
  contract: Contract,
  architecture: Architecture,
): string {
  return callerText(`function* ${name}`, (args) => `(yield* ${door}(${args}))`, type, contract, architecture);
}

function callerText(
  head: string,
  call: (args: string) => string,
  { parameters, returns }: FunctionType,
  contract: Contract,
  architecture: Architecture,
): string {
  const names = contract.parameters.map((_, index) => `a${index}`);
  const fixed = names.slice(0, parameters.length);
  const args = contract.parameters.map((parameter, index) => {
    const type = parameters[index]?.type;
    return type === undefined ? 'undefined' : argumentText(`a${index}`, type, parameter.type);
  });
  const hidden = returns.kind === 'record' ? ['$ret'] : [];
  // What follows the last parameter lies in memory: contract/variadic.ts.
  if (contract.variadic === true) args.push('{ slots: $va }');
  const rest = contract.variadic === true ? [...fixed, '$va'] : fixed;
  return `${head}(${[...hidden, ...rest].join(', ')}) { return ${resultText(call(args.join(', ')), returns, architecture)}; }`;
}

/** A value that a routine, or code of another signature, passes to C: cut to the type that C reads there. */
export function toC(value: unknown, type: Type, { architecture, pointers }: Target): number | bigint {
  const plain = typeof value === 'boolean' ? Number(value) : (value ?? 0);
  if (typeof plain !== 'number' && typeof plain !== 'bigint')
    throw new TypeError(`a C function got a ${typeof value}: it takes numbers, bigints and addresses`);
  switch (type.kind) {
    case 'integer':
      if (type.bytes === 8)
        return type.signed ? BigInt.asIntN(64, BigInt(plain)) : BigInt.asUintN(64, BigInt(plain));
      return narrowed(plain, (type.bytes * 8) as 8 | 16 | 32, type.signed);
    case 'float':
      return type.bytes === 4 ? Math.fround(Number(plain)) : Number(plain);
    default:
      if (typeof plain === 'number') return architecture === 'x86' ? plain >>> 0 : plain;
      return architecture === 'x86' ? Number(BigInt.asUintN(32, plain)) : pointers.intern(plain);
  }
}

/**
 * The arguments of a call that comes by address, as emitted code takes them: the address of the bytes of a result that
 * is a structure, the parameters, the slots of `...`. What the caller did not pass is 0, what it passed too much is lost.
 */
export function passedArguments(
  { returns, parameters, variadic }: FunctionType,
  given: readonly unknown[],
  target: Target,
): readonly (number | bigint)[] {
  const values: (number | bigint)[] = [];
  if (returns.kind === 'record') values.push(toC(given[0], returns, target));
  for (const { type } of parameters) values.push(toC(given[values.length], type, target));
  if (variadic) values.push(Number(given[values.length] ?? 0));
  return values;
}

/** A C value as TypeScript has it: status codes are unsigned, integers of 64 bits bigints. */
export function fromC(value: unknown, type: Type): unknown {
  if (type.kind === 'void') return undefined;
  if (typeof value === 'number' && type.typedef !== undefined && UNSIGNED_IN_TYPESCRIPT.has(type.typedef))
    return value >>> 0;
  return value;
}

/** A number or bigint cut to at most 32 bits. */
export function narrowed(value: number | bigint | boolean, bits: number, signed: boolean): number {
  const number = typeof value === 'bigint' ? Number(BigInt.asIntN(32, value)) : Number(value);
  const up = 32 - bits;
  return signed ? (number << up) >> up : (number << up) >>> up;
}

/** A 64-bit integer as a declared routine takes it: a signed number where one is exact. */
export function sized(value: number | bigint): number | bigint {
  if (typeof value === 'number') return value;
  const number = Number(BigInt.asIntN(64, value));
  return Number.isSafeInteger(number) ? number : value;
}

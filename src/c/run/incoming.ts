/**
 * Calls of C functions from TypeScript. What a caller gives becomes C values by the prototype; what no C value can be
 * made of is a TypeError that names the function, the parameter and its type: a call that comes from C was checked
 * when it was compiled, this one was not.
 */
import type { Architecture } from '../../contract/c-types.ts';
import { FIRST_INTERNED, type PointerTable } from '../../machine/addresses.ts';
import type { FunctionType, IntegerType, RecordType, Type } from '../tree/type.ts';
import { typeText } from '../types/type-text.ts';

/** What values are converted for. */
export interface Target {
  readonly architecture: Architecture;
  readonly pointers: PointerTable;
}

/** A call whose arguments were checked. */
export interface IncomingCall {
  /** Bytes of stack for what is passed by value, and for a result that is a structure. */
  readonly stackBytes: number;
  /** What lies in them: where, counted from their beginning. */
  readonly copies: readonly { readonly offset: number; readonly bytes: Uint8Array }[];
  /** Bytes of the result when it is a structure; it lies at the beginning. */
  readonly resultBytes: number | null;
  /** The arguments as emitted code takes them, once the bytes have an address. */
  values(address: number): readonly (number | bigint)[];
}

const ALIGN = 16;
const roundUp = (bytes: number): number => Math.ceil(bytes / ALIGN) * ALIGN;

/**
 * Checks the arguments of a call and converts them.
 * @throws TypeError for too many or too few, and for a value that its parameter's type has not
 */
export function incomingCall(
  name: string,
  type: FunctionType,
  args: readonly unknown[],
  target: Target,
): IncomingCall {
  checkCount(name, type, args);
  const resultBytes = type.returns.kind === 'record' ? type.returns.shape.bytes : null;
  const copies: { offset: number; bytes: Uint8Array }[] = [];
  let stackBytes = roundUp(resultBytes ?? 0);
  const makers = type.parameters.map((parameter, index): ((address: number) => number | bigint) => {
    const given = args[index];
    const refuse = (why: string): never => {
      const label = parameter.name === null ? '' : ` ${parameter.name}`;
      throw new TypeError(
        `${name}: parameter ${index + 1} (${typeText(parameter.type)}${label}) got ${shown(given)}: ${why}`,
      );
    };
    if (parameter.type.kind === 'record') {
      const offset = stackBytes;
      copies.push({ offset, bytes: recordBytes(given, parameter.type, refuse) });
      stackBytes += roundUp(parameter.type.shape.bytes);
      return (address) => address + offset;
    }
    const value = scalar(given, parameter.type, target, refuse);
    return () => value;
  });
  const hidden = resultBytes === null ? [] : [(address: number): number => address];
  // Nothing is passed behind `...`; its slots would begin at the end of ours.
  const rest = type.variadic ? [(address: number): number => address + stackBytes] : [];
  const all = [...hidden, ...makers, ...rest];
  return { stackBytes, copies, resultBytes, values: (address) => all.map((make) => make(address)) };
}

function checkCount(name: string, { parameters, variadic }: FunctionType, args: readonly unknown[]): void {
  const wanted = parameters.length;
  if (args.length > wanted && variadic)
    throw new TypeError(
      `${name}: a call from TypeScript passes nothing for '...', because C reads there what only its compiler knows the types of; wrap the call in a C function with a prototype`,
    );
  if (args.length === wanted) return;
  const list = parameters.map(({ name: one, type }) => `${typeText(type)}${one === null ? '' : ` ${one}`}`);
  throw new TypeError(
    `${name} takes ${wanted} argument${wanted === 1 ? '' : 's'} (${list.join(', ') || 'void'}), not ${args.length}`,
  );
}

type Refuse = (why: string) => never;

function recordBytes(given: unknown, type: RecordType, refuse: Refuse): Uint8Array {
  const { bytes } = type.shape;
  if (!(given instanceof Uint8Array))
    return refuse(`a structure is given as a Uint8Array of its ${bytes} bytes`);
  if (given.length !== bytes) return refuse(`the structure has ${bytes} bytes`);
  return given.slice();
}

function scalar(given: unknown, type: Type, target: Target, refuse: Refuse): number | bigint {
  if (type.kind === 'pointer' && given === null) return 0;
  const value = typeof given === 'boolean' ? Number(given) : given;
  if (typeof value !== 'number' && typeof value !== 'bigint')
    return refuse(type.kind === 'pointer' ? 'it takes an address' : 'it takes a number or a bigint');
  if (type.kind === 'float') return type.bytes === 4 ? Math.fround(Number(value)) : Number(value);
  if (typeof value === 'number' && !Number.isInteger(value)) return refuse('it takes a whole number');
  return type.kind === 'integer' ? integer(value, type, refuse) : pointer(value, target, refuse);
}

/** Both the signed and the unsigned way to write a value are its own: 0xC0000005 is a LONG too. */
function integer(
  value: number | bigint,
  { bytes, signed, name }: IntegerType,
  refuse: Refuse,
): number | bigint {
  const bits = name === '_Bool' ? 1 : bytes * 8;
  const exact = BigInt(value);
  const lowest = bits === 1 ? 0n : -(1n << BigInt(bits - 1));
  if (exact < lowest || exact >= 1n << BigInt(bits))
    return refuse(`it does not fit ${bits} bit${bits === 1 ? '' : 's'}`);
  const whole = signed ? BigInt.asIntN(bits, exact) : BigInt.asUintN(bits, exact);
  return bytes === 8 ? whole : Number(whole);
}

function pointer(value: number | bigint, { architecture, pointers }: Target, refuse: Refuse): number {
  const bits = architecture === 'x64' ? 64 : 32;
  const exact = BigInt(value);
  if (exact < -(1n << BigInt(bits - 1)) || exact >= 1n << BigInt(bits))
    return refuse(`it does not fit ${bits} bits`);
  if (architecture === 'x86') return Number(BigInt.asUintN(32, exact));
  if (typeof value === 'number' && value >= FIRST_INTERNED && isInterned(value, pointers)) return value;
  const number = pointers.intern(exact);
  // A number as large as this was rounded before it came here, unless it ends in zeros as kernel addresses may.
  if (typeof value === 'number' && number >= FIRST_INTERNED && !Number.isSafeInteger(value))
    return refuse('a number has no more than 53 bits: write it as a bigint');
  return number;
}

function isInterned(value: number, pointers: PointerTable): boolean {
  try {
    pointers.exact(value);
    return true;
  } catch {
    return false;
  }
}

/** A value as a message shows it. */
function shown(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Uint8Array) return `a Uint8Array of ${value.length} bytes`;
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

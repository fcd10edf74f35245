/** From what TypeScript passes to what lies on the stack of a declared routine. */
import { fromAnsi, toAnsi } from './ansi.ts';
import { VB_ERRORS, VbError } from './diagnostics.ts';
import type { VbParameter } from './parse.ts';
import { asType, CURRENCY_UNIT, describe, slotsOf, writeValue } from './values.ts';
import { VbArray, type VbMemory, VbString, VbVariable } from './variables.ts';
import { VB_TYPES, type VbTypeName } from './vb-types.ts';

/** Marks an argument that is passed by value where the declaration does not say so: `ByVal x` in a call. */
export class VbByVal {
  /** What is passed. */
  readonly argument: number | boolean | string | VbVariable | VbString | null;

  /** @internal */
  constructor(argument: VbByVal['argument']) {
    this.argument = argument;
  }
}

/** What a call takes. `null` is vbNullString; an argument that is left out must be Optional. */
export type VbArgument =
  | number
  | boolean
  | string
  | VbVariable
  | VbString
  | VbArray
  | VbByVal
  | null
  | undefined;

/** Slots of an argument, and what is done after the call. */
interface Passed {
  readonly slots: readonly number[];
  readonly after?: () => void;
}

/** SAFEARRAY of one dimension on x86. */
const SAFEARRAY = { cDims: 0, cbElements: 4, pvData: 12, cElements: 16, bytes: 24 };

/** Passes one argument as its parameter says. */
export function pass(memory: VbMemory, parameter: VbParameter, argument: VbArgument): Passed {
  const { name, type, isArray } = parameter;
  if (isArray) return passArray(memory, parameter, argument);
  const explicit = argument instanceof VbByVal;
  const value = explicit ? argument.argument : argument;
  if (value instanceof VbArray) throw mismatch(name, 'an array; pass its first element, at(0)');
  if (value === undefined) return passMissing(memory, parameter);
  const byVal = parameter.byVal || explicit;
  const wanted = type === 'Any' ? typeOf(value) : type;
  if (wanted === 'String') return passString(memory, name, value, byVal);
  if (byVal) return { slots: slotsOf(wanted, asType(wanted, plain(value), name)) };
  if (value instanceof VbVariable) {
    if (type !== 'Any' && value.type !== type)
      throw mismatch(name, `a variable As ${value.type}, and ByRef wants one As ${type}`);
    return { slots: [value.address] };
  }
  return { slots: [temporary(memory, wanted, asType(wanted, plain(value), name))] };
}

const plain = (value: unknown): unknown => (value instanceof VbVariable ? value.value : value);

const mismatch = (name: string, what: string): VbError =>
  new VbError(VB_ERRORS.typeMismatch, `Type mismatch: ${name} is ${what}`);

/** The type that an argument for `As Any` has. A number is a Long where it fits one (*ours*: a literal in Visual Basic may be an Integer). */
function typeOf(value: Exclude<VbArgument, VbArray | VbByVal | undefined>): VbTypeName {
  if (value === null || typeof value === 'string' || value instanceof VbString) return 'String';
  if (value instanceof VbVariable) return value.type;
  return typeof value === 'boolean' ? 'Boolean' : Number.isInteger(value) ? 'Long' : 'Double';
}

/** A value that is passed ByRef lies in memory for the length of the call; what the routine stores there is lost. */
function temporary(memory: VbMemory, type: VbTypeName, value: number): number {
  const address = memory.take(VB_TYPES[type].bytes);
  writeValue(memory.memory, type, address, value);
  return address;
}

function passMissing(memory: VbMemory, parameter: VbParameter): Passed {
  const { name, optional, type } = parameter;
  if (!optional) throw new VbError(VB_ERRORS.wrongArguments, `Argument not optional: ${name} is missing`);
  return pass(memory, parameter, type === 'String' ? null : 0);
}

/** ANSI characters and a NUL; ByRef the address of their address. What the routine stored comes back into a VbString. */
function passString(memory: VbMemory, name: string, value: unknown, byVal: boolean): Passed {
  const text = value instanceof VbString ? value.value : value;
  if (text !== null && typeof text !== 'string')
    throw mismatch(name, `${describe(plain(value))}, not a String`);
  const bytes = text === null ? null : toAnsi(text);
  const address = bytes === null ? 0 : memory.take(bytes.length + 1);
  if (bytes !== null) memory.memory.writeBytes(address, bytes);
  const cell = byVal ? address : temporary(memory, 'Long', address | 0);
  if (!(value instanceof VbString) || bytes === null) return { slots: [cell] };
  const after = (): void => {
    value.value = fromAnsi(memory.memory.readBytes(address, bytes.length));
  };
  return { slots: [cell], after };
}

/** `name()` passes the address of a variable that has the address of a SAFEARRAY. */
function passArray(memory: VbMemory, { name, type }: VbParameter, argument: VbArgument): Passed {
  if (!(argument instanceof VbArray)) throw mismatch(name, `${describe(argument)}, not an array`);
  if (type !== 'Any' && argument.type !== type)
    throw mismatch(name, `an array As ${argument.type}, and the parameter wants one As ${type}`);
  const descriptor = memory.take(SAFEARRAY.bytes);
  const { memory: bytes } = memory;
  bytes.writeUint16(descriptor + SAFEARRAY.cDims, 1);
  bytes.writeUint32(descriptor + SAFEARRAY.cbElements, VB_TYPES[argument.type].bytes);
  bytes.writeUint32(descriptor + SAFEARRAY.pvData, argument.address);
  bytes.writeUint32(descriptor + SAFEARRAY.cElements, argument.length);
  return { slots: [temporary(memory, 'Long', descriptor | 0)] };
}

/** The result of a routine as the declared type reads it: from the low bits of EAX; a Currency from EDX and EAX. */
export function resultOf(type: VbTypeName, value: unknown): number {
  if (type === 'Currency')
    return Number(typeof value === 'bigint' ? BigInt.asIntN(64, value) : (value ?? 0)) / CURRENCY_UNIT;
  const eax = typeof value === 'bigint' ? Number(BigInt.asIntN(32, value)) : Number(value ?? 0) | 0;
  if (type === 'Byte') return eax & 0xff;
  if (type === 'Integer') return (eax << 16) >> 16;
  if (type === 'Boolean') return (eax & 0xffff) === 0 ? 0 : -1;
  return eax;
}

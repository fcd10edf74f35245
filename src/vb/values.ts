/** Values of Visual Basic types: what TypeScript passes, what stands in memory, and what goes into a 32-bit slot. */
import type { Memory } from '../memory/memory.ts';
import { VB_ERRORS, VbError } from './diagnostics.ts';
import { VB_TYPES, type VbTypeName } from './vb-types.ts';

/** Currency is a 64-bit whole number of ten-thousandths. */
export const CURRENCY_UNIT = 10_000;

/** True as Visual Basic has it. */
const TRUE = -1;

/**
 * A number or truth value as a value of a type.
 * @throws VbError 6 (Overflow) when it does not fit, 13 (Type mismatch) when it is of another kind
 */
export function asType(type: VbTypeName, value: unknown, what: string): number {
  const number = typeof value === 'boolean' ? (value ? TRUE : 0) : value;
  if (typeof number !== 'number' || Number.isNaN(number))
    throw new VbError(VB_ERRORS.typeMismatch, `Type mismatch: ${what} is ${describe(value)}, not a ${type}`);
  const { range } = VB_TYPES[type];
  if (range === null) {
    if (isHeld(type, number)) return number;
    throw new VbError(VB_ERRORS.overflow, `Overflow: ${what} is ${number}, and no ${type} is as large`);
  }
  if (!Number.isInteger(number))
    throw new VbError(
      VB_ERRORS.typeMismatch,
      `Type mismatch: ${what} is ${number}, and a ${type} is a whole number`,
    );
  if (type === 'Boolean') return number === 0 ? 0 : TRUE;
  const [least, most] = range;
  if (number < least || number > most)
    throw new VbError(
      VB_ERRORS.overflow,
      `Overflow: ${what} is ${number}; a ${type} goes from ${least} to ${most}${hint(type, number)}`,
    );
  return number;
}

/** Whether a type that is no whole number has a value of that size. */
function isHeld(type: VbTypeName, value: number): boolean {
  if (type === 'Currency') return Math.abs(value * CURRENCY_UNIT) < 2 ** 63;
  return type !== 'Single' || Number.isFinite(Math.fround(value)) || !Number.isFinite(value);
}

/** A Long is signed: what C calls 0x80000000 is -2147483648. */
const hint = (type: VbTypeName, value: number): string =>
  type === 'Long' && value > 0 && value <= 0xffff_ffff ? ` (the same 32 bits are ${value | 0})` : '';

/** A value as messages show it. */
export const describe = (value: unknown): string =>
  typeof value === 'string'
    ? JSON.stringify(value)
    : typeof value === 'object' && value !== null
      ? 'an object'
      : String(value);

/** Reads a variable of a type. */
export function readValue(memory: Memory, type: VbTypeName, address: number): number {
  switch (type) {
    case 'Byte':
      return memory.readUint8(address);
    case 'Boolean':
    case 'Integer':
      return memory.readInt16(address);
    case 'Currency':
      return Number(memory.readBigInt64(address)) / CURRENCY_UNIT;
    case 'Single':
      return memory.readFloat32(address);
    case 'Double':
      return memory.readFloat64(address);
    default:
      return memory.readInt32(address);
  }
}

/** Writes a variable of a type. The value fits. */
export function writeValue(memory: Memory, type: VbTypeName, address: number, value: number): void {
  switch (type) {
    case 'Byte':
      memory.writeUint8(address, value);
      break;
    case 'Boolean':
    case 'Integer':
      memory.writeUint16(address, value & 0xffff);
      break;
    case 'Currency':
      memory.writeBigInt64(address, BigInt(Math.round(value * CURRENCY_UNIT)));
      break;
    case 'Single':
      memory.writeFloat32(address, value);
      break;
    case 'Double':
      memory.writeFloat64(address, value);
      break;
    default:
      memory.writeUint32(address, value >>> 0);
  }
}

/** The 32-bit slots that a value takes as an argument: one, or two with the low half first. */
export function slotsOf(type: VbTypeName, value: number): readonly number[] {
  if (VB_TYPES[type].range !== null) return [value >>> 0];
  const view = new DataView(new ArrayBuffer(8));
  if (type === 'Single') view.setFloat32(0, value, true);
  else if (type === 'Double') view.setFloat64(0, value, true);
  else view.setBigInt64(0, BigInt(Math.round(value * CURRENCY_UNIT)), true);
  const low = view.getUint32(0, true);
  return type === 'Single' ? [low] : [low, view.getUint32(4, true)];
}

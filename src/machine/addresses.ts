/**
 * Addresses as numbers.
 *
 * An x64 address is a signed canonical 48-bit value in a JavaScript number:
 * kernel addresses are negative and exact. An x86 address is an unsigned 32-bit
 * number. A 64-bit value that is not canonical cannot be held exactly in a
 * number, so it is *interned*: a number of 2^52 or more that indexes a table of
 * exact values. It stores, loads and compares exactly and faults on access.
 *
 * Source: DESIGN idea 5, ENGINEERING-DECISIONS 3.
 */
import type { Architecture } from '../contract/c-types.ts';

/** Address of a block header. Not an address a guest may hold. */
export type BlockAddress = number & { readonly __block?: never };

/** First number that stands for an interned, non-canonical value. */
export const FIRST_INTERNED = 2 ** 52;

const CANONICAL_LIMIT = 2 ** 47;
const MASK_64 = (1n << 64n) - 1n;
/** log2 of the values that share a slot of the table: neighbours have neighbouring numbers, with the same low bits. */
const SLOT_BITS = 20n;
const SLOT_MASK = (1n << SLOT_BITS) - 1n;
/** Numbers of a slot: its values, and as many around them for what lies just beyond. */
const SLOT_NUMBERS = 2 ** 21;
const BEFORE_SLOT = 2 ** 19;

/**
 * Table of exact 64-bit values that are not canonical, one per machine.
 *
 * Their numbers can be calculated with as pointers can: a member of the
 * structure that such a pointer names, up to 512 KB away, has the number that
 * the sum gives. So code that follows a pointer of garbage meets a fault.
 */
export class PointerTable {
  /** First value of each slot. */
  readonly #slots: bigint[] = [];
  /** Number of the first value of a slot, by that value. */
  readonly #numbers = new Map<bigint, number>();

  /** The number that stands for a 64-bit value: itself when canonical, else an interned one. Cost O(1). */
  intern(value: bigint): number {
    const signed = BigInt.asIntN(64, value);
    if (signed >= -BigInt(CANONICAL_LIMIT) && signed < BigInt(CANONICAL_LIMIT)) return Number(signed);
    const offset = signed & SLOT_MASK;
    const first = signed - offset;
    let number = this.#numbers.get(first);
    if (number === undefined) {
      number = FIRST_INTERNED + this.#slots.length * SLOT_NUMBERS + BEFORE_SLOT;
      this.#slots.push(first);
      this.#numbers.set(first, number);
    }
    return number + Number(offset);
  }

  /** The exact signed 64-bit value of a pointer number. Throws RangeError for a number that was never interned. */
  exact(pointer: number): bigint {
    if (pointer < FIRST_INTERNED) return BigInt(pointer);
    const slot = Math.floor((pointer - FIRST_INTERNED) / SLOT_NUMBERS);
    const first = this.#slots[slot];
    if (first === undefined)
      throw new RangeError(`${pointer} is not a pointer of this machine: addresses come from the simulator`);
    const offset = pointer - (FIRST_INTERNED + slot * SLOT_NUMBERS + BEFORE_SLOT);
    return BigInt.asIntN(64, first + BigInt(offset));
  }
}

/** True for an address that user-mode code may use: 0 and above on x64, below 0x80000000 on x86. */
export const isUserAddress = (architecture: Architecture, address: number): boolean =>
  address >= 0 && address < (architecture === 'x64' ? CANONICAL_LIMIT : 0x8000_0000);

/** The address as the unsigned value of its width, for example 0xfffff80123450000n. */
export function unsignedAddress(architecture: Architecture, address: number): bigint {
  return BigInt.asUintN(architecture === 'x64' ? 64 : 32, BigInt(address));
}

/** An address as WinDbg prints it: `fffff801'2345abcd` with a back-tick on x64, `8234abcd` on x86. */
export function formatAddress(architecture: Architecture, address: number, pointers?: PointerTable): string {
  const exact = pointers && address >= FIRST_INTERNED ? pointers.exact(address) : BigInt(Math.trunc(address));
  if (architecture === 'x86') return (exact & 0xffff_ffffn).toString(16).padStart(8, '0');
  const digits = (exact & MASK_64).toString(16).padStart(16, '0');
  return `${digits.slice(0, 8)}\`${digits.slice(8)}`;
}

/**
 * A pointer-sized integer argument as a signed canonical number.
 *
 * Accepts what TypeScript callers pass for SIZE_T, ULONG_PTR and HANDLE: numbers
 * (signed or unsigned) and bigints.
 * @throws RangeError for NaN, a fraction, or a value that does not fit the width: such a value cannot exist in C.
 */
export function pointerSized(architecture: Architecture, value: number | bigint, what: string): number {
  if (typeof value === 'bigint') {
    const bits = architecture === 'x64' ? 64 : 32;
    if (value < -(1n << BigInt(bits - 1)) || value >= 1n << BigInt(bits)) {
      throw new RangeError(`${what} is ${value}, which does not fit ${bits} bits`);
    }
    return Number(BigInt.asIntN(bits, value));
  }
  if (!Number.isInteger(value)) {
    throw new RangeError(`${what} is ${value}: a byte count or handle in C is a whole number`);
  }
  if (architecture === 'x64') {
    if (value >= 2 ** 64 || value < -(2 ** 63))
      throw new RangeError(`${what} is ${value}, which does not fit 64 bits`);
    return value >= 2 ** 63 ? Number(BigInt.asIntN(64, BigInt(value))) : value;
  }
  if (value > 0xffff_ffff || value < -0x8000_0000)
    throw new RangeError(`${what} is ${value}, which does not fit 32 bits`);
  return value | 0;
}

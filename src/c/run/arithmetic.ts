/** Arithmetic of C that JavaScript does not have: what traps, what wraps at 64 bits, conversions out of range. */

/** What a division that fails needs. */
export interface Traps {
  /** Integer division by zero at a place: returns when a filter continued, and then it fails again. */
  divideByZero(site: number, sp: number): void;
  /** The quotient does not fit: INT_MIN / -1. */
  integerOverflow(site: number, sp: number): void;
}

const TWO_31 = 2 ** 31;
const TWO_32 = 2 ** 32;
const LEAST_64 = -(2n ** 63n);

/** Division of integers, by width and sign. A divisor of 0 traps again and again: nothing mends it. */
export const divisions = (traps: Traps) => {
  const stuck = (site: number, sp: number): never => {
    for (;;) traps.divideByZero(site, sp);
  };
  const overflow = (site: number, sp: number): never => {
    for (;;) traps.integerOverflow(site, sp);
  };
  return {
    divideSigned32(a: number, b: number, site: number, sp: number): number {
      if (b === 0) return stuck(site, sp);
      if (b === -1 && a === -TWO_31) return overflow(site, sp);
      return (a / b) | 0;
    },
    remainderSigned32(a: number, b: number, site: number, sp: number): number {
      if (b === 0) return stuck(site, sp);
      if (b === -1 && a === -TWO_31) return overflow(site, sp);
      return (a % b) | 0;
    },
    divideUnsigned32: (a: number, b: number, site: number, sp: number): number =>
      b === 0 ? stuck(site, sp) : (a / b) >>> 0,
    remainderUnsigned32: (a: number, b: number, site: number, sp: number): number =>
      b === 0 ? stuck(site, sp) : (a % b) >>> 0,
    divideSigned64(a: bigint, b: bigint, site: number, sp: number): bigint {
      if (b === 0n) return stuck(site, sp);
      if (b === -1n && a === LEAST_64) return overflow(site, sp);
      return a / b;
    },
    remainderSigned64(a: bigint, b: bigint, site: number, sp: number): bigint {
      if (b === 0n) return stuck(site, sp);
      if (b === -1n && a === LEAST_64) return overflow(site, sp);
      return a % b;
    },
    divideUnsigned64: (a: bigint, b: bigint, site: number, sp: number): bigint =>
      b === 0n ? stuck(site, sp) : a / b,
    remainderUnsigned64: (a: bigint, b: bigint, site: number, sp: number): bigint =>
      b === 0n ? stuck(site, sp) : a % b,
  };
};

/** Conversions of floating point to integers, as the processor makes them: out of range gives the least integer. */
export const conversions = {
  toInt32(x: number): number {
    return x > -TWO_31 - 1 && x < TWO_31 ? x | 0 : -TWO_31;
  },
  /** Through 64 bits, as compilers for x64 do. */
  toUint32(x: number): number {
    if (x > -1 && x < TWO_32) return x >>> 0;
    return Number(BigInt.asUintN(32, conversions.toInt64(x)));
  },
  toInt64(x: number): bigint {
    return x >= -(2 ** 63) && x < 2 ** 63 ? BigInt(Math.trunc(x)) : LEAST_64;
  },
  toUint64(x: number): bigint {
    if (x >= 2 ** 63 && x < 2 ** 64) return BigInt(x);
    return BigInt.asUintN(64, conversions.toInt64(x));
  },
  /** A number that orders as the unsigned 64-bit value does. */
  unsignedNumber: (x: number): number => (x < 0 ? x + 2 ** 64 : x),
};

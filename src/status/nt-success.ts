import { unsigned32 } from './unsigned32.ts';

// The four macros of constants.json, formulas. NT_SUCCESS covers two severities, the others one each,
// so an informational status is both NT_SUCCESS and NT_INFORMATION.

/**
 * True when the status as signed 32-bit number is not negative: success and informational.
 *
 * @param status 32-bit status, signed or unsigned
 * @throws RangeError if `status` is not a 32-bit whole number
 */
export function NT_SUCCESS(status: number): boolean {
  return (unsigned32(status, 'NT_SUCCESS') | 0) >= 0;
}

/**
 * True when bits 31..30 are 1. It is false for a status of severity success.
 *
 * @param status 32-bit status, signed or unsigned
 * @throws RangeError if `status` is not a 32-bit whole number
 */
export function NT_INFORMATION(status: number): boolean {
  return unsigned32(status, 'NT_INFORMATION') >>> 30 === 1;
}

/**
 * True when bits 31..30 are 2.
 *
 * @param status 32-bit status, signed or unsigned
 * @throws RangeError if `status` is not a 32-bit whole number
 */
export function NT_WARNING(status: number): boolean {
  return unsigned32(status, 'NT_WARNING') >>> 30 === 2;
}

/**
 * True when bits 31..30 are 3. A warning is neither NT_SUCCESS nor NT_ERROR.
 *
 * @param status 32-bit status, signed or unsigned
 * @throws RangeError if `status` is not a 32-bit whole number
 */
export function NT_ERROR(status: number): boolean {
  return unsigned32(status, 'NT_ERROR') >>> 30 === 3;
}

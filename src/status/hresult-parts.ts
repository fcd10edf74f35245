import { unsigned32 } from './unsigned32.ts';

// HRESULT layout, constants.json formulas:
//
//   31      30  29        28..27  26..16    15..0
//   failed  -   customer  -       facility  code

/**
 * Whether an HRESULT reports failure: bit 31. The C macro is FAILED.
 *
 * @param value 32-bit HRESULT, signed or unsigned
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function hresultFailed(value: number): boolean {
  return unsigned32(value, 'hresultFailed') >>> 31 === 1;
}

/**
 * Whether an HRESULT reports success, S_FALSE included: bit 31 clear. The C macro is SUCCEEDED.
 *
 * @param value 32-bit HRESULT, signed or unsigned
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function hresultSucceeded(value: number): boolean {
  return unsigned32(value, 'hresultSucceeded') >>> 31 === 0;
}

/**
 * The severity bit in words.
 *
 * @param value 32-bit HRESULT, signed or unsigned
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function hresultSeverity(value: number): 'SUCCESS' | 'ERROR' {
  return unsigned32(value, 'hresultSeverity') >>> 31 === 0 ? 'SUCCESS' : 'ERROR';
}

/**
 * The facility, bits 26..16.
 *
 * @param value 32-bit HRESULT, signed or unsigned
 * @returns 0 to 0x7FF; 7 is FACILITY_WIN32, 0x3D is FACILITY_WEBSERVICES
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function hresultFacility(value: number): number {
  return (unsigned32(value, 'hresultFacility') >>> 16) & 0x7ff;
}

/**
 * The code, bits 15..0.
 *
 * @param value 32-bit HRESULT, signed or unsigned
 * @returns 0 to 0xFFFF
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function hresultCode(value: number): number {
  return unsigned32(value, 'hresultCode') & 0xffff;
}

/**
 * Whether bit 29 is set, which marks a value that is not Microsoft's.
 *
 * @param value 32-bit HRESULT, signed or unsigned
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function hresultCustomer(value: number): boolean {
  return ((unsigned32(value, 'hresultCustomer') >>> 29) & 1) === 1;
}

import { unsigned32 } from './unsigned32.ts';

// NTSTATUS layout, constants.json formulas:
//
//   31..30    29        28        27..16    15..0
//   severity  customer  reserved  facility  code

/** The two severity bits of an NTSTATUS in words; the order is that of their values 0 to 3. */
export type NtStatusSeverity = 'SUCCESS' | 'INFORMATIONAL' | 'WARNING' | 'ERROR';

/**
 * The severity, bits 31..30.
 *
 * @param value 32-bit status, signed or unsigned
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function ntStatusSeverity(value: number): NtStatusSeverity {
  switch (unsigned32(value, 'ntStatusSeverity') >>> 30) {
    case 0:
      return 'SUCCESS';
    case 1:
      return 'INFORMATIONAL';
    case 2:
      return 'WARNING';
    default:
      return 'ERROR';
  }
}

/**
 * Whether bit 29 is set, which marks a value that is not Microsoft's.
 *
 * @param value 32-bit status, signed or unsigned
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function ntStatusCustomer(value: number): boolean {
  return ((unsigned32(value, 'ntStatusCustomer') >>> 29) & 1) === 1;
}

/**
 * The facility, bits 27..16.
 *
 * @param value 32-bit status, signed or unsigned
 * @returns 0 to 0xFFF
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function ntStatusFacility(value: number): number {
  return (unsigned32(value, 'ntStatusFacility') >>> 16) & 0xfff;
}

/**
 * The code, bits 15..0.
 *
 * @param value 32-bit status, signed or unsigned
 * @returns 0 to 0xFFFF
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function ntStatusCode(value: number): number {
  return unsigned32(value, 'ntStatusCode') & 0xffff;
}

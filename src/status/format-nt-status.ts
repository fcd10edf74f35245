import { ntStatusName } from './nt-status-names.ts';
import { unsigned32 } from './unsigned32.ts';

/**
 * A status for people to read.
 *
 * @param value 32-bit status, signed or unsigned
 * @returns `STATUS_BUFFER_TOO_SMALL (0xC0000023)`, or only `0xE0001234` when it has no name
 * @throws RangeError if `value` is not a 32-bit whole number
 */
export function formatNtStatus(value: number): string {
  const unsigned = unsigned32(value, 'formatNtStatus');
  const hex = `0x${unsigned.toString(16).toUpperCase().padStart(8, '0')}`;
  const name = ntStatusName(unsigned);
  return name === undefined ? hex : `${name} (${hex})`;
}

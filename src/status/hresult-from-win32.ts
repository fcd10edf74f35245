import { unsigned32 } from './unsigned32.ts';

/** FACILITY_WIN32 (7) with the failure bit: the high half of every HRESULT made from a Win32 error. */
const failureOfWin32 = 0x8007_0000;

/**
 * The HRESULT that carries a Win32 error.
 *
 * @param error 32-bit Win32 error, signed or unsigned
 * @returns unsigned HRESULT. 0 stays 0, and a value with bit 31 set is taken for an HRESULT already and
 *   comes back unchanged; otherwise 0x80070000 plus the low 16 bits of `error`.
 * @throws RangeError if `error` is not a 32-bit whole number
 * @remarks Source: inline function of the same name in SDK winerror.h.
 */
export function HRESULT_FROM_WIN32(error: number): number {
  const value = unsigned32(error, 'HRESULT_FROM_WIN32');
  return (value | 0) <= 0 ? value : (failureOfWin32 | (value & 0xffff)) >>> 0;
}

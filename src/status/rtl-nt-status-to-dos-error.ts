import { ERROR_MR_MID_NOT_FOUND, STATUS_SUCCESS } from './common.ts';
import { ntStatusToDosTable } from './nt-status-to-dos-table.ts';
import { unsigned32 } from './unsigned32.ts';

const customerBit = 0x2000_0000;
const reservedBit = 0x1000_0000;

/**
 * The Win32 error for a status: the number that RtlNtStatusToDosError returns. This is the plain
 * function; it sets no last status and no last error.
 *
 * @param status 32-bit status, signed or unsigned
 * @returns unsigned 32-bit number. Mostly a Win32 error; some rows give an HRESULT (0x8009xxxx) or the
 *   status itself (0x80000003), and a customer status comes back unchanged. 317,
 *   ERROR_MR_MID_NOT_FOUND, means that there is no mapping.
 * @throws RangeError if `status` is not a 32-bit whole number
 * @remarks Reimplemented: win32errors.json, `rules` in their order. The table is that of Wine, compared
 *   with the Wine tests and ReactOS; where only one of them maps a status (106 rows) the mapping wins.
 */
export function rtlNtStatusToDosError(status: number): number {
  const given = unsigned32(status, 'rtlNtStatusToDosError');
  if (given === STATUS_SUCCESS) return 0;
  if ((given & customerBit) !== 0) return given;
  // 0xD… is 0xC… with the reserved bit, which marks a status that was carried in an HRESULT.
  const looked = given >>> 28 === 0xd ? (given & ~reservedBit) >>> 0 : given;
  return ntStatusToDosTable().get(looked) ?? unlisted(looked);
}

/** Win32 errors packed into a status (0xC001xxxx) or an HRESULT (0x8007xxxx) are unpacked. */
function unlisted(status: number): number {
  const high = status >>> 16;
  return high === 0xc001 || high === 0x8007 ? status & 0xffff : ERROR_MR_MID_NOT_FOUND;
}

import { hresultPrefix, hresultRows } from './hresult.generated.ts';
import { HRESULT_FROM_WIN32 } from './hresult-from-win32.ts';
import { lazyNameTable } from './name-table.ts';
import { unsigned32 } from './unsigned32.ts';
import { win32ErrorName, win32ErrorValue } from './win32-error-names.ts';

const table = /* @__PURE__ */ lazyNameTable(hresultPrefix, hresultRows);

/**
 * The name of an HRESULT.
 *
 * @param value 32-bit HRESULT, signed or unsigned
 * @returns the name from winerror.h (`E_INVALIDARG`, `S_OK` for 0); for another 0x8007xxxx that carries
 *   a Win32 error the expression `HRESULT_FROM_WIN32(ERROR_…)`; undefined if neither is known
 * @throws RangeError if `value` is not a 32-bit whole number
 * @remarks Holds S_*, E_*, WS_* and the HRESULTs that RtlNtStatusToDosError can return, not all of
 *   winerror.h. 0x80070000 has no name: HRESULT_FROM_WIN32(ERROR_SUCCESS) is 0.
 */
export function hresultName(value: number): string | undefined {
  const unsigned = unsigned32(value, 'hresultName');
  return table().canonical.get(unsigned) ?? nameFromWin32(unsigned);
}

function nameFromWin32(value: number): string | undefined {
  const error = value & 0xffff;
  // Only an image of HRESULT_FROM_WIN32: this leaves out other facilities, and 0x80070000.
  if (value === 0 || HRESULT_FROM_WIN32(error) !== value) return undefined;
  const name = win32ErrorName(error);
  return name === undefined ? undefined : `HRESULT_FROM_WIN32(${name})`;
}

/**
 * The value of an HRESULT name.
 *
 * @param name a name of `hresultNames`, or `HRESULT_FROM_WIN32(NAME)` with any Win32 error name, so that
 *   every result of `hresultName` can be turned back
 * @returns unsigned 32-bit value, or undefined if the name is not known
 */
export function hresultValue(name: string): number | undefined {
  const error = /^HRESULT_FROM_WIN32\((\w+)\)$/.exec(name)?.[1];
  if (error === undefined) return table().values.get(name);
  const value = win32ErrorValue(error);
  return value === undefined ? undefined : HRESULT_FROM_WIN32(value);
}

/** Every listed HRESULT name by unsigned value, without the HRESULT_FROM_WIN32 forms. Frozen. */
export function hresultNames(): readonly string[] {
  return table().names;
}

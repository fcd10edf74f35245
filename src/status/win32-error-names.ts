import { lazyNameTable } from './name-table.ts';
import { unsigned32 } from './unsigned32.ts';
import { win32ErrorPrefix, win32ErrorRows } from './win32-error.generated.ts';

const table = /* @__PURE__ */ lazyNameTable(win32ErrorPrefix, win32ErrorRows);

/**
 * The name that winerror.h gives to a Win32 error, the kind of number that GetLastError returns.
 *
 * @param value 32-bit error, signed or unsigned
 * @returns the canonical name, never an alias (0 is `ERROR_SUCCESS`, not `NO_ERROR`); undefined if the
 *   header has no name for it
 * @throws RangeError if `value` is not a 32-bit whole number
 * @remarks Source: SDK winerror.h. The first call decodes the table.
 */
export function win32ErrorName(value: number): string | undefined {
  return table().canonical.get(unsigned32(value, 'win32ErrorName'));
}

/**
 * The value of a Win32 error name.
 *
 * @param name exactly as in winerror.h (`ERROR_…`, `RPC_S_…`, `WSAE…`), aliases included
 * @returns unsigned 32-bit value, or undefined if the header has no such name
 */
export function win32ErrorValue(name: string): number | undefined {
  return table().values.get(name);
}

/** Every Win32 error name by value, a canonical name before its aliases. Frozen. */
export function win32ErrorNames(): readonly string[] {
  return table().names;
}

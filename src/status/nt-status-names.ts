import { lazyNameTable } from './name-table.ts';
import { ntStatusPrefix, ntStatusRows } from './nt-status.generated.ts';
import { unsigned32 } from './unsigned32.ts';

const table = /* @__PURE__ */ lazyNameTable(ntStatusPrefix, ntStatusRows);

/**
 * The name that ntstatus.h gives to a status.
 *
 * @param value 32-bit status, signed or unsigned
 * @returns the canonical name, never an alias (0 is `STATUS_SUCCESS`, not `STATUS_WAIT_0`); undefined
 *   if the header has no name for it
 * @throws RangeError if `value` is not a 32-bit whole number
 * @remarks Source: SDK and WDK ntstatus.h. The first call decodes the table.
 */
export function ntStatusName(value: number): string | undefined {
  return table().canonical.get(unsigned32(value, 'ntStatusName'));
}

/**
 * The value of a status name.
 *
 * @param name exactly as in ntstatus.h, aliases included
 * @returns unsigned 32-bit value, or undefined if the header has no such name
 */
export function ntStatusValue(name: string): number | undefined {
  return table().values.get(name);
}

/** Every name of ntstatus.h by unsigned value, a canonical name before its aliases. Frozen. */
export function ntStatusNames(): readonly string[] {
  return table().names;
}

/** Appending to counted strings. */
import type { NTSTATUS } from '../../contract/c-types.ts';
import { STATUS_BUFFER_TOO_SMALL, STATUS_SUCCESS } from '../../status/common.ts';
import type { Strings } from './strings.ts';

/** Appends characters; STATUS_BUFFER_TOO_SMALL, with nothing stored, when they do not fit. A NUL follows where there is room. */
export function append(strings: Strings, target: number, units: readonly number[]): NTSTATUS {
  const { length, maximumLength, buffer } = strings.header(target);
  const total = length + 2 * units.length;
  if (total > maximumLength) return STATUS_BUFFER_TOO_SMALL;
  strings.store(buffer + length, units, true);
  strings.setLength(target, total);
  if (total + 2 <= maximumLength) strings.memory.writeUint16(buffer + total, 0);
  return STATUS_SUCCESS;
}

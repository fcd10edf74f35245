import type { Architecture } from '../contract/c-types.ts';
import { unsignedSize } from './virtual-memory-range.ts';

/** Most high-order zero bits that can be asked for by count (B-227; page: "less than 21" address bits remain). */
const MAX_COUNT = 21;

/**
 * What the ZeroBits argument allows.
 *
 * A count says how many high-order bits of a 32-bit address must be zero. On x64
 * a value above 32 is a bit mask: no bit above its highest one may be set.
 * @returns first address that is too high; Infinity for no limit; null when the
 *   argument is not valid
 */
export function zeroBitsLimit(architecture: Architecture, zeroBits: number): number | null {
  const value = unsignedSize(architecture, zeroBits);
  if (value === 0) return Number.POSITIVE_INFINITY;
  if (value <= MAX_COUNT) return 2 ** (32 - value);
  if (architecture === 'x86' || value <= 32) return null;
  return 2 ** BigInt(value).toString(2).length;
}

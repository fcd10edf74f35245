/**
 * Copies, fills and comparisons of ranges, byte by byte as far as anybody can
 * tell: when a byte cannot be accessed, all before it (in the direction of the
 * copy) are done, and the fault names that byte. Real routines move words, so
 * they may fault a few bytes earlier; the order is the same (*ours*,
 * docs/decisions/0025-inline-routines-and-lists.md).
 *
 * Each step stays within one page of every range, so that a step can be done as
 * a whole or not at all.
 */
import type { Architecture, SIZE_T } from '../../contract/c-types.ts';
import { pointerSized } from '../../machine/addresses.ts';
import type { Memory } from '../../memory/memory.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';

/** More bytes than any range has. A copy of so many goes upwards: its end, from which it would go down, is nowhere. */
const NO_RANGE = { x64: 2 ** 47, x86: 2 ** 31 } as const;

/** A SIZE_T argument as a count of bytes. Beyond 2^53 it is not exact; no copy gets so far. */
export function byteCount(architecture: Architecture, length: SIZE_T | bigint, what: string): number {
  const value = pointerSized(architecture, length, what);
  return value >= 0 ? value : value + 2 ** (architecture === 'x64' ? 64 : 32);
}

const inPage = (address: number): number => ((address % PAGE_BYTES) + PAGE_BYTES) % PAGE_BYTES;
const toPageEnd = (address: number): number => PAGE_BYTES - inPage(address);
const fromPageStart = (end: number): number => inPage(end) || PAGE_BYTES;

/** True when two ranges of equal length share bytes. */
export const overlap = (a: number, b: number, bytes: number): boolean => Math.abs(a - b) < bytes;

/** Copies as memmove does: backwards where the target begins inside the source. */
export function move(memory: Memory, to: number, from: number, bytes: number): void {
  if (to > from && overlap(to, from, bytes) && bytes < NO_RANGE[memory.architecture])
    moveDown(memory, to, from, bytes);
  else moveUp(memory, to, from, bytes);
}

function moveUp(memory: Memory, to: number, from: number, bytes: number): void {
  for (let done = 0; done < bytes; ) {
    const step = Math.min(bytes - done, toPageEnd(to + done), toPageEnd(from + done));
    memory.copy(to + done, from + done, step);
    done += step;
  }
}

function moveDown(memory: Memory, to: number, from: number, bytes: number): void {
  for (let left = bytes; left > 0; ) {
    const step = Math.min(left, fromPageStart(to + left), fromPageStart(from + left));
    // The last byte is the first to be touched.
    memory.readUint8(from + left - 1);
    memory.claimWrite(to + left - 1, 1);
    left -= step;
    memory.copy(to + left, from + left, step);
  }
}

/** Stores the same byte everywhere. */
export function fill(memory: Memory, to: number, bytes: number, byte: number): void {
  for (let done = 0; done < bytes; ) {
    const step = Math.min(bytes - done, toPageEnd(to + done));
    memory.fill(to + done, step, byte);
    done += step;
  }
}

/** Number of bytes before the first difference of two ranges. Bytes behind it are not looked at. */
export function equalBytes(memory: Memory, first: number, second: number, bytes: number): number {
  for (let done = 0; done < bytes; ) {
    const step = Math.min(bytes - done, toPageEnd(first + done), toPageEnd(second + done));
    const a = memory.readBytes(first + done, step);
    const b = memory.readBytes(second + done, step);
    const different = a.findIndex((byte, at) => byte !== b[at]);
    if (different >= 0) return done + different;
    done += step;
  }
  return bytes;
}

/** Arguments that several routines have. */
import type { Architecture, Out } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { isOut } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';

/** Below this a number and its sum with what a heap can hold are exact. */
const EXACT = 2 ** 48;

/**
 * A SIZE_T as its exact unsigned value, because quotas are compared without rounding (C-018): a number where that is
 * exact, which is the ordinary case and a fast one.
 */
export function exactSize(architecture: Architecture, value: number | bigint, what: string): number | bigint {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < EXACT) {
    if (architecture === 'x64' || value <= 0xffff_ffff) return value;
  }
  pointerSized(architecture, value, what); // refuses what is no SIZE_T
  return BigInt.asUintN(architecture === 'x64' ? 64 : 32, BigInt(value));
}

/** Stores an address where the caller wants it. */
export function storePointer(memory: Memory, target: number | Out<number>, value: number): void {
  if (isOut(target)) target.value = value;
  else memory.writePointer(target, value);
}

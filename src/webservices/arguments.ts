/** Arguments that several routines have. */
import type { Architecture, Out } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { isOut } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';

/** A SIZE_T as its exact unsigned value: quotas are compared without rounding (C-018). */
export function exactSize(architecture: Architecture, value: number | bigint, what: string): bigint {
  pointerSized(architecture, value, what); // refuses what is no SIZE_T
  return BigInt.asUintN(architecture === 'x64' ? 64 : 32, BigInt(value));
}

/** Stores an address where the caller wants it. */
export function storePointer(memory: Memory, target: number | Out<number>, value: number): void {
  if (isOut(target)) target.value = value;
  else memory.writePointer(target, value);
}

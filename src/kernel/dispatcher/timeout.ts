/** Timeouts as routines get them. */
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { isOut } from '../../machine/out.ts';
import type { Memory } from '../../memory/memory.ts';

/** Value of a PLARGE_INTEGER: null for NULL; else what the address or the cell holds, or the value itself. */
export function readTimeout(memory: Memory, timeout: LargeIntegerIn): bigint | null {
  if (typeof timeout === 'bigint') return timeout;
  if (isOut(timeout)) return timeout.value;
  return timeout === 0 ? null : memory.readBigInt64(timeout);
}

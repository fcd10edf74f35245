/** Timeouts as routines get them. */
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import type { Memory } from '../../memory/memory.ts';
import { readLargeInteger } from '../large-integer.ts';

/** Value of an optional PLARGE_INTEGER: null for NULL. */
export const readTimeout = (memory: Memory, timeout: LargeIntegerIn): bigint | null =>
  timeout === 0 ? null : readLargeInteger(memory, timeout);

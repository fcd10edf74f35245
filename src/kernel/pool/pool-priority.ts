/** Requests with a priority: refused while memory is short. How short is *ours* (docs/decisions/0024-pool.md). */
import {
  HighPoolPriority,
  LowPoolPriority,
  NormalPoolPriority,
} from '../../contract/kernel-constants.generated.ts';
import { STATUS_INSUFFICIENT_RESOURCES } from '../../status/common.ts';
import type { PoolCaller } from './allocation-stacks.ts';
import type { Pool } from './pool.ts';
import { allocateByType, fail } from './pool-calls.ts';
import type { SpecialWish } from './pool-front.ts';
import { wishOfType } from './pool-requests.ts';

/** Bits of an EX_POOL_PRIORITY: special pool is asked for, and an underrun is to be caught instead of an overrun. */
const SPECIAL_POOL = 0x8;
const UNDERRUN = 0x1;
const SPECIAL_POOL_BITS: number = SPECIAL_POOL | UNDERRUN;

/** By priority: a request is refused when less than this part of the memory is left. */
const refusedBelow = new Map<number, number>([
  [LowPoolPriority, 1 / 16],
  [NormalPoolPriority, 1 / 64],
  [HighPoolPriority, 0],
]);

/** Whether a number is an EX_POOL_PRIORITY. */
export const isPriority = (priority: number): boolean => refusedBelow.has(priority & ~SPECIAL_POOL_BITS);

/** What a priority asks of special pool. */
export function specialOf(priority: number): SpecialWish {
  if ((priority & SPECIAL_POOL) === 0) return 'none';
  return (priority & UNDERRUN) === 0 ? 'end' : 'start';
}

/** Whether memory is too short for a request of a priority. A number that is none counts as high: it is never refused. */
export function isShort({ host: { memory } }: Pool, priority: number): boolean {
  const { totalBytes, usedBytes } = memory.kernelRegion.physical;
  return totalBytes - usedBytes < totalBytes * (refusedBelow.get(priority & ~SPECIAL_POOL_BITS) ?? 0);
}

/** Allocates by POOL_TYPE with a priority. */
export function allocateWithPriority(
  pool: Pool,
  caller: PoolCaller,
  type: number,
  size: number | bigint,
  tag: number,
  priority: number,
): number {
  if (!isShort(pool, priority)) return allocateByType(pool, caller, type, size, tag, specialOf(priority));
  return pool.inRoutine(caller, () =>
    fail(pool, caller.routine, STATUS_INSUFFICIENT_RESOURCES, wishOfType(type, false).raise),
  );
}

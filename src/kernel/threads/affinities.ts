/** The processors that a thread may run on. */
import { pointerBytes } from '../../contract/c-types.ts';
import type { KAFFINITY } from '../../contract/kernel-types.ts';
import type { Threads } from './threads.ts';

/**
 * Sets the system affinity of the calling thread.
 * @returns the one before, 0 when there was none
 */
export function setAffinity(threads: Threads, affinity: KAFFINITY | bigint, routine: string): KAFFINITY {
  const { host, scheduler } = threads;
  const bits = pointerBytes(host.architecture) * 8;
  const mask = BigInt.asUintN(bits, BigInt(affinity));
  const active = (1n << BigInt(host.processors.length)) - 1n;
  const before = host.thread.affinity;
  if ((mask & active) === 0n)
    host.violation({ rule: 'no-such-processor', routine, values: [Number(BigInt.asIntN(bits, mask))] });
  else scheduler.setAffinity(mask);
  return before === null ? 0 : Number(BigInt.asIntN(bits, before));
}

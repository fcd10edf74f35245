/** How the routines of a heap fail: last status, and an exception where one was asked for. */

import { asObserved } from '../machine/profile-differences.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_INVALID_PARAMETER, STATUS_NO_MEMORY } from '../status/common.ts';
import { CorruptionFound } from './corruption.ts';
import { HEAP_GENERATE_EXCEPTIONS } from './flags.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import type { HeapCaller } from './heap-caller.ts';
import { raiseFrom } from './heap-lock.ts';
import type { HeapPlatform } from './heap-platform.ts';

/** Leaves a last status, raises when asked to, and gives NULL: also what the call gives when a filter continues (B-089). */
export function fail(
  platform: HeapPlatform,
  heap: HeapBlocks | undefined,
  flags: number,
  status: number,
  routine: string,
  information: readonly number[],
): number {
  const { machine } = platform;
  const effective = flags | (heap?.settings.flags ?? 0);
  machine.setLastStatus(status, routine);
  if ((effective & HEAP_GENERATE_EXCEPTIONS) !== 0) machine.raise({ code: status, information });
  return 0;
}

/**
 * A nongrowable heap was asked for more than its threshold (S4-013, S4-017).
 * The page's status is raised; re-implementations raise STATUS_NO_MEMORY
 * (B-087, the observed profile), and both leave the page's last status (B-086).
 */
export function failOverThreshold(
  heap: HeapBlocks,
  effective: number,
  bytes: number,
  { routine, overThreshold }: HeapCaller,
): number {
  const { machine } = heap.platform;
  const raised = asObserved(machine.profile, 'heap-over-threshold') ? STATUS_NO_MEMORY : overThreshold;
  if (isSignBitQuirk(heap, bytes)) return failNoMemory(heap, effective, bytes, routine);
  machine.setLastStatus(overThreshold, routine);
  if ((effective & HEAP_GENERATE_EXCEPTIONS) !== 0)
    raiseFrom(heap, effective, { code: raised, information: [roundedBytes(heap, bytes)] });
  return 0;
}

/** A call fails from inside the heap: as `fail`, but the lock of the call is free while a filter runs. */
function failInside(
  heap: HeapBlocks,
  effective: number,
  status: number,
  routine: string,
  information: readonly number[],
): number {
  heap.platform.machine.setLastStatus(status, routine);
  if ((effective & HEAP_GENERATE_EXCEPTIONS) !== 0) raiseFrom(heap, effective, { code: status, information });
  return 0;
}

/** There is no memory for a request (S4-018): NULL, or STATUS_NO_MEMORY raised with the rounded size (B-088). */
export function failNoMemory(heap: HeapBlocks, effective: number, bytes: number, routine: string): number {
  if (isSignBitQuirk(heap, bytes)) {
    heap.platform.machine.setLastStatus(STATUS_NO_MEMORY, routine);
    return 0;
  }
  return failInside(heap, effective, STATUS_NO_MEMORY, routine, [roundedBytes(heap, bytes)]);
}

/** B-085: sizes with the sign bit set never raise. Seen in a re-implementation only: observed profile. */
const isSignBitQuirk = (heap: HeapBlocks, bytes: number): boolean =>
  asObserved(heap.platform.machine.profile, 'heap-sign-bit') && bytes < 0;

/** Bytes that a request would take, rounded to granules; the request itself when it is beyond all bounds. */
const roundedBytes = (heap: HeapBlocks, bytes: number): number =>
  bytes >= 0 && bytes < 2 ** 31 - 64 ? heap.granulesFor(bytes) * heap.layout.granule : bytes;

/** A call that gives an address found damage that did not end the program (S4-016, S2-023). */
export function failDamaged(thrown: unknown, heap: HeapBlocks, flags: number, caller: HeapCaller): number {
  if (!(thrown instanceof CorruptionFound)) throw thrown;
  const status = caller.damaged(thrown.finding);
  return failInside(heap, flags | heap.settings.flags, status, caller.routine, []);
}

/** A call that gives an address was given one that names no block: NULL, or an exception with some callers. */
export function failMisused(heap: HeapBlocks, effective: number, caller: HeapCaller): number {
  if (caller.raisesMisuse && (effective & HEAP_GENERATE_EXCEPTIONS) !== 0)
    return failInside(heap, effective, STATUS_ACCESS_VIOLATION, caller.routine, []);
  return failInvalid(heap.platform, caller.routine);
}

/** FALSE with STATUS_INVALID_PARAMETER (B-098). */
export function failInvalid(platform: HeapPlatform, routine: string): number {
  platform.machine.setLastStatus(STATUS_INVALID_PARAMETER, routine);
  return 0;
}

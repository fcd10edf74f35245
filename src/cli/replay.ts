/** Replays a trace through the heap routines of a simulated user-mode process: timed first, then verified. */
import {
  type Architecture,
  boot,
  HEAP_GROWABLE,
  MiB,
  type Nt,
  NULL,
  type Profile,
  type UserProcess,
} from '../index.ts';
import type { ReplayHeap } from './replay-heap.ts';
import { median, timeReplay } from './time-replay.ts';
import type { Trace } from './trace.ts';
import { type Verification, verifyReplay } from './verify-replay.ts';

/** The machine that a trace is replayed on. */
export interface ReplaySettings {
  readonly arch: Architecture;
  readonly profile: Profile;
  readonly verifier: 'on' | 'off';
}

/** What a replay found out. */
export interface ReplayResult extends Verification {
  /** Nanoseconds of one heap call: the median of the timed passes. */
  readonly nanosecondsPerOperation: number;
  /** Number of timed passes. */
  readonly timedPasses: number;
}

/** Timed passes go on until there are so many or they took so long: the first ones meet code that is not compiled yet. */
const LEAST_PASSES = 3;
const MOST_PASSES = 15;
const ENOUGH_MILLISECONDS = 400;
/** Payload alignment of Windows heaps: MEMORY_ALLOCATION_ALIGNMENT of winnt.h. */
const ALIGNMENT_BYTES: Readonly<Record<Architecture, number>> = { x64: 16, x86: 8 };
/** Most bytes a user range can be backed with, see `boot`. */
const LARGEST_USER_BYTES = 2048 * MiB;

/**
 * Replays a trace.
 * @param now clock in milliseconds
 * @param progress hears how many operations of the verifying pass are done
 */
export function replayTrace(
  trace: Trace,
  settings: ReplaySettings,
  now: () => number,
  progress?: (done: number) => void,
): ReplayResult {
  const times = timePasses(trace, settings, now);
  const { nt, process } = startMachine(trace, settings);
  const verification = process.run(() => {
    const heap = createHeap(process);
    const verified = verifyReplay(replayHeap(nt, process, heap, settings.arch), trace, progress);
    return verified.valid ? afterDestroy(process, heap, verified) : verified;
  });
  return {
    ...verification,
    nanosecondsPerOperation: (median(times) * 1e6) / trace.operations.length,
    timedPasses: times.length,
  };
}

/** A machine with room for the trace: twice what it has live, and the default at least. */
function startMachine(trace: Trace, settings: ReplaySettings): { nt: Nt; process: UserProcess } {
  const wantedBytes = Math.ceil((2 * trace.peakLiveBytes) / MiB) * MiB;
  const physicalMemory = Math.min(Math.max(256 * MiB, wantedBytes), LARGEST_USER_BYTES);
  const userBytes = Math.min(Math.max(1024 * MiB, 2 * wantedBytes), LARGEST_USER_BYTES);
  const nt = boot({ ...settings, physicalMemory, userBytes });
  return { nt, process: nt.startProcess({ name: `${trace.name}.exe` }) };
}

const createHeap = (process: UserProcess): number =>
  process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);

/** Milliseconds of each timed pass. Every pass has a new heap. */
function timePasses(trace: Trace, settings: ReplaySettings, now: () => number): number[] {
  const { process } = startMachine(trace, settings);
  const times: number[] = [];
  const enough = now() + ENOUGH_MILLISECONDS;
  process.run(() => {
    do {
      const heap = createHeap(process);
      times.push(timeReplay(process, heap, trace, now));
      process.RtlDestroyHeap(heap);
    } while (times.length < LEAST_PASSES || (times.length < MOST_PASSES && now() < enough));
  });
  return times;
}

/** A verified heap must also go away whole. */
function afterDestroy(process: UserProcess, heap: number, verified: Verification): Verification {
  const left = process.RtlDestroyHeap(heap);
  return left === NULL
    ? verified
    : { ...verified, valid: false, reason: 'at the end: RtlDestroyHeap failed' };
}

/** The heap of a process as the verifying pass sees it. */
export function replayHeap(nt: Nt, process: UserProcess, handle: number, arch: Architecture): ReplayHeap {
  const { RtlAllocateHeap, RtlReAllocateHeap, RtlFreeHeap, RtlSizeHeap, RtlValidateHeap, memory } = process;
  return {
    alignmentBytes: ALIGNMENT_BYTES[arch],
    allocate: (bytes) => RtlAllocateHeap(handle, 0, bytes),
    reallocate: (address, bytes) => RtlReAllocateHeap(handle, 0, address, bytes),
    free: (address) => RtlFreeHeap(handle, 0, address) !== 0,
    sizeOf: (address) => RtlSizeHeap(handle, 0, address),
    isSound: () => RtlValidateHeap(handle, 0, NULL) !== 0,
    committedBytes: () => nt.debug.heapSizes(process, handle).committedBytes,
    totals: () => nt.debug.heap(process, handle),
    pieces: () => nt.debug.heapBlocks(process, handle),
    write: (address, bytes) => memory.writeBytes(address, bytes),
    read: (address, bytes) => memory.readBytes(address, bytes),
  };
}

/**
 * Making and destroying heaps: RtlCreateHeap's rules for flags, sizes, caller
 * memory and parameters. Facts B-002…B-029, BEHAVIOUR-DECISIONS 3 and 4.
 */
import { pointerBytes } from '../contract/c-types.ts';
import { asObserved } from '../machine/profile-differences.ts';
import type { Region } from '../memory/region.ts';
import { shortBytesFor } from './allocate.ts';
import { DEBUG_FLAGS, flagsOfNewHeap, forceFlagsOf } from './debug-flags.ts';
import { DebugHeap } from './debug-heap.ts';
import {
  DESTROYED_SIGNATURE,
  ENTRY_BUSY,
  HEAP_CREATE_ENABLE_EXECUTE,
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_FLAG_PAGE_ALLOCS,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_SIGNATURE,
  SEGMENT_SIGNATURE,
} from './flags.ts';
import { Heap } from './heap.ts';
import type { HeapParameters } from './heap-parameters.ts';
import type { HeapPlatform } from './heap-platform.ts';
import type { HeapSettings } from './heap-state.ts';
import type { Heaps } from './heaps.ts';
import { layouts, MAX_THRESHOLD_BYTES, maximumLayouts, PAGE_BYTES } from './layout.ts';
import { PageHeap, pageHeapLayout, pageHeapSettings } from './page-heap.ts';
import { FullPageHeap } from './page-heap-full.ts';
import { LightPageHeap } from './page-heap-light.ts';
import { addSegment } from './segments.ts';
import { shortBlocksOf } from './short-blocks.ts';

const pagesUp = (bytes: number): number => Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
const SIXTEEN_PAGES = 16 * PAGE_BYTES;

/**
 * Bytes to reserve and commit, from the arguments of RtlCreateHeap (B-002…B-006). With both 0 the page says that one
 * page is committed; tests on Windows see 0x400 pointers (B-149), which is two pages on x64: the observed profile.
 */
export function creationSizes(
  { machine, architecture }: HeapPlatform,
  reserve: number,
  commit: number,
): { reserve: number; commit: number } {
  const least = asObserved(machine.profile, 'heap-commit-of-nothing')
    ? 0x400 * pointerBytes(architecture)
    : PAGE_BYTES;
  if (reserve === 0 && commit === 0) return { reserve: 64 * PAGE_BYTES, commit: least };
  if (reserve === 0)
    return { reserve: Math.ceil(commit / SIXTEEN_PAGES) * SIXTEEN_PAGES, commit: pagesUp(commit) };
  if (commit === 0) return { reserve: pagesUp(reserve), commit: PAGE_BYTES };
  return { reserve: pagesUp(reserve), commit: Math.min(pagesUp(commit), pagesUp(reserve)) };
}

/** Settings of a heap from its flags and parameters; 0 stands for the default of each (B-019…B-024). Thresholds count in granules, rounded up (B-055). */
export function settingsFor(
  heaps: Heaps,
  flags: number,
  parameters: HeapParameters,
  callerMemory: boolean,
  lock: number,
): HeapSettings {
  const { granule } = layouts[heaps.platform.architecture];
  const granules = (bytes: number, otherwise: number): number =>
    Math.ceil((bytes === 0 ? otherwise : bytes) / granule);
  const threshold = parameters.VirtualMemoryThreshold;
  const isDefault = threshold <= 0 || threshold > MAX_THRESHOLD_BYTES;
  // MmHighestUserAddress (B-055): the last byte below the 64 KB that no process can use. No fact has its value.
  const highest = heaps.platform.architecture === 'x64' ? 2 ** 47 - 0x1_0001 : 0x7ffe_ffff;
  return {
    flags: flagsOfNewHeap(heaps.platform, flags, callerMemory),
    thresholdBytes: isDefault ? MAX_THRESHOLD_BYTES : granules(threshold, 0) * granule,
    maximumBytes:
      parameters.MaximumAllocationSize > 0
        ? parameters.MaximumAllocationSize
        : highest - 0x1_0000 - PAGE_BYTES,
    segmentReserveBytes:
      parameters.SegmentReserve > 0 ? Math.ceil(parameters.SegmentReserve / 0x1_0000) * 0x1_0000 : 0x10_0000,
    segmentCommitBytes: parameters.SegmentCommit > 0 ? pagesUp(parameters.SegmentCommit) : 2 * PAGE_BYTES,
    decommitBlockGranules: granules(parameters.DeCommitFreeBlockThreshold, PAGE_BYTES),
    decommitTotalGranules: granules(parameters.DeCommitTotalFreeThreshold, 0x1_0000),
    decommitExactly:
      parameters.DeCommitFreeBlockThreshold !== 0 || parameters.DeCommitTotalFreeThreshold !== 0,
    callerMemory,
    hasMaximum: false,
    lock,
    commitRoutine: parameters.CommitRoutine,
  };
}

/** Offsets in a heap are signed 32-bit numbers. Only a kernel range may be larger (the boot option kernelBytes). */
const MOST_OFFSET = 2 ** 31;
const FAR_HEAP = 'a heap above the first 2 GiB of the kernel range';

/** Makes a heap in memory that the memory manager supplies. Null when address space or memory is exhausted. */
export function createInNewMemory(
  heaps: Heaps,
  settings: HeapSettings,
  reserve: number,
  commit: number,
): Heap | null {
  const { pages } = heaps.platform;
  const executable = (settings.flags & HEAP_CREATE_ENABLE_EXECUTE) !== 0;
  const sizes = sizesInMemory(heaps.platform, settings, reserve, commit);
  const place = pages.reserve(sizes.reserve, executable);
  if (place === null) return null;
  if (!pages.commit(place.region, place.offset, sizes.commit, executable)) {
    pages.release(place.region, place.offset);
    return null;
  }
  return build(heaps, settings, place.region, place.offset, sizes.reserve, sizes.commit);
}

/** A page heap has a page in front of its header; a full one commits nothing else until it has blocks (page-heap.ts). */
function sizesInMemory(
  platform: HeapPlatform,
  { flags }: HeapSettings,
  reserve: number,
  commit: number,
): { reserve: number; commit: number } {
  if ((flags & HEAP_FLAG_PAGE_ALLOCS) === 0) return { reserve, commit };
  const ofHeap = platform.pageHeap === 'full' ? PAGE_BYTES : commit;
  return { reserve: reserve + PAGE_BYTES, commit: PAGE_BYTES + ofHeap };
}

/**
 * Makes a heap in the caller's memory, which must be reserved. What is already
 * committed is used (B-053); with nothing committed one page is.
 */
export function createInCallerMemory(
  heaps: Heaps,
  settings: HeapSettings,
  address: number,
  reserve: number,
  commit: number,
): Heap | null {
  const { pages } = heaps.platform;
  const place = pages.find(address);
  if (place === null || place.offset % PAGE_BYTES !== 0) return null;
  const reserved = Math.min(reserve, pages.reservedFrom(place.region, place.offset));
  if (reserved < PAGE_BYTES) return null;
  if (place.offset + reserved > MOST_OFFSET) heaps.platform.machine.notModelled(FAR_HEAP);
  const found = Math.min(reserved, pages.committedFrom(place.region, place.offset));
  let committed = found;
  const wanted = Math.max(
    PAGE_BYTES,
    settings.commitRoutine === null ? Math.min(commit, reserved) : PAGE_BYTES,
  );
  if (found < wanted) {
    const executable = (settings.flags & HEAP_CREATE_ENABLE_EXECUTE) !== 0;
    if (!pages.commit(place.region, place.offset, wanted, executable)) return null;
    committed = wanted;
  }
  return build(heaps, settings, place.region, place.offset, reserved, committed);
}

function build(
  heaps: Heaps,
  settings: HeapSettings,
  region: Region,
  origin: number,
  reserve: number,
  commit: number,
): Heap | null {
  const isDebug = (settings.flags & DEBUG_FLAGS) !== 0;
  const heap = makeHeap(heaps.platform, settings, region, origin);
  const { layout } = heap;
  heap.shortBytes = shortBytesFor(settings.thresholdBytes);
  // A commit routine is guest code inside the heap, and a lock of the caller is his: such a heap always takes its lock.
  heap.canBeSimple = settings.commitRoutine === null && settings.lock === 0 && !isDebug;
  heap.simple = heap.canBeSimple;
  if (!isDebug && (settings.flags & HEAP_DISABLE_COALESCE_ON_FREE) === 0)
    heap.short = shortBlocksOf(region, heaps.platform.architecture);
  heap.zero(origin, heap.isPaged ? 2 * PAGE_BYTES : PAGE_BYTES); // B-053
  const headerBytes = writeEntries(heap, isDebug);
  const { i32 } = heap;
  i32[(origin + layout.segmentSignature) >>> 2] = SEGMENT_SIGNATURE;
  i32[(origin + layout.flags) >>> 2] = settings.flags;
  i32[(origin + layout.forceFlags) >>> 2] = forceFlagsOf(settings.flags);
  i32[(origin + layout.encoding) >>> 2] = heap.key0;
  i32[((origin + layout.encoding) >>> 2) + 1] = heap.key1;
  i32[heap.signatureWord] = HEAP_SIGNATURE;
  heap.emptyLists();
  if (heap instanceof FullPageHeap) heap.addArena(origin, reserve, commit);
  else addSegment(heap, origin, reserve, commit, headerBytes, settings.callerMemory);
  if (heap instanceof PageHeap) heap.cover();
  giveFrontEnd(heaps, heap);
  heaps.add(heap);
  return heap;
}

/** The object that its flags ask for. */
function makeHeap(platform: HeapPlatform, settings: HeapSettings, region: Region, origin: number): Heap {
  const layout = (settings.hasMaximum ? maximumLayouts : layouts)[platform.architecture];
  if ((settings.flags & DEBUG_FLAGS) === 0) return new Heap(platform, layout, region, origin, settings);
  if ((settings.flags & HEAP_FLAG_PAGE_ALLOCS) === 0)
    return new DebugHeap(platform, layout, region, origin, settings);
  const Kind = platform.pageHeap === 'full' ? FullPageHeap : LightPageHeap;
  return new Kind(platform, pageHeapLayout(layout), region, origin, pageHeapSettings(settings));
}

/** Writes the entry of the heap header, and of the segment header behind it where there is one. Gives the bytes of both. */
function writeEntries(heap: Heap, isDebug: boolean): number {
  const { layout, origin, lead, shift } = heap;
  const header = isDebug ? layout.debugHeaderBytes : layout.heapHeaderBytes;
  heap.writeHeader(origin + 8 + lead, header >>> shift, ENTRY_BUSY, 0, 0, 0);
  const segment = isDebug ? layout.debugSegmentBytes : 0;
  if (segment === 0) return header;
  heap.writeHeader(origin + header + 8, segment >>> shift, ENTRY_BUSY, header >>> shift, 0, 0);
  heap.i32[(origin + header + layout.segmentSignature) >>> 2] = SEGMENT_SIGNATURE;
  // Blocks aligned to 16 bytes on x86 begin 8 bytes behind a multiple of 16 (layout.ts: lead).
  return header + segment + lead;
}

/** Gives a heap its front end, when it may have one and a row of the table is left. */
function giveFrontEnd(heaps: Heaps, heap: Heap): void {
  const { hot } = heaps;
  if (hot === null || !usesFrontEnd(heaps, heap.settings)) return;
  const number = hot.takeHeap();
  if (number !== 0) heap.enableFrontEnd(hot, number);
}

/** The front end serves growable, serialized heaps of user-mode code without debug flags (B.10). */
const usesFrontEnd = (heaps: Heaps, settings: HeapSettings): boolean =>
  heaps.platform.mode === 'user' &&
  (settings.flags & (HEAP_GROWABLE | HEAP_NO_SERIALIZE | DEBUG_FLAGS)) === HEAP_GROWABLE &&
  !settings.callerMemory;

/** Gives every page of a heap back, but for the caller's memory (B-142, B-054). */
export function destroyHeap(heaps: Heaps, heap: Heap): void {
  const { pages, owners } = heaps.platform;
  heaps.remove(heap);
  heap.retire();
  heap.front?.close();
  if (heap.front !== null) heaps.hot?.giveHeap(heap.front.heapNumber);
  if (heap.storable(heap.signatureWord << 2)) heap.i32[heap.signatureWord] = DESTROYED_SIGNATURE;
  heap.tags?.release();
  for (const { start, reservedBytes } of heap.large.values()) {
    if (owners.on) owners.forget(heap.region, start, start + reservedBytes);
    pages.release(heap.region, start);
  }
  for (const segment of heap.segments) {
    if (owners.on) owners.forget(heap.region, segment.start, segment.start + segment.reservedBytes);
    if (!segment.callerMemory) pages.release(heap.region, segment.start);
  }
}

/** Whether a heap may take more memory than it was created with. */
export const isGrowable = (flags: number): boolean => (flags & HEAP_GROWABLE) !== 0;

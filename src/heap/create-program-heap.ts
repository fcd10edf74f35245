/**
 * Heaps that a program makes with HeapCreate: growable, or with a maximum size.
 * RtlCreateHeap refuses the second kind without memory of the caller
 * (BEHAVIOUR-DECISIONS 4), so it has this entry of its own.
 *
 * How large a block of a heap with a maximum size may be:
 *
 *     profile       x86        x64        source
 *     documented    0x7FFF0    0x7FFF7    HeapAlloc: less than 0x7FFF8 (S2-018)
 *     observed      0x7F000    0xFE000    HeapCreate: slightly less than 512 KB and 1024 KB (B-032)
 *
 * On x86 the largest size that a header can name, less the header, is 0x7FFF0.
 * The observed limits are the threshold of B-024 in granules, 0xFE00, which is
 * what the engine counts in (B-055): *ours*, docs/decisions/0045-win32-heaps.md.
 */

import { asObserved } from '../machine/profile-differences.ts';
import { createInNewMemory, creationSizes, settingsFor } from './create.ts';
import { HEAP_GROWABLE } from './flags.ts';
import type { Heap } from './heap.ts';
import { defaultParameters } from './heap-parameters.ts';
import type { Heaps } from './heaps.ts';
import { HEADER_BYTES, MAX_THRESHOLD_BYTES, maximumLayouts } from './layout.ts';

/** Requests have to be smaller than this (S2-018). */
const DOCUMENTED_LIMIT = 0x7_fff8;

/** Largest request on a heap with a maximum size. */
function largestRequest({ platform }: Heaps): number {
  const { granule, maxGranules } = maximumLayouts[platform.architecture];
  return asObserved(platform.machine.profile, 'heap-largest-request')
    ? (MAX_THRESHOLD_BYTES / 8) * granule
    : Math.min(DOCUMENTED_LIMIT - 1, maxGranules * granule - HEADER_BYTES);
}

/**
 * Makes a heap with these flags.
 *
 * @param flags HEAP_GENERATE_EXCEPTIONS, HEAP_NO_SERIALIZE, HEAP_CREATE_ENABLE_EXECUTE
 * @param initial bytes to commit; 0 for one page
 * @param maximum bytes to reserve, never more; 0 for a heap that grows
 * @returns null when address space or memory is exhausted
 */
export function createProgramHeap(
  heaps: Heaps,
  flags: number,
  initial: number,
  maximum: number,
): Heap | null {
  const sizes = creationSizes(heaps.platform, maximum, initial);
  const growable = maximum === 0;
  const given = growable ? flags | HEAP_GROWABLE : flags;
  const settings = settingsFor(heaps, given, defaultParameters, false, 0);
  const limited = growable
    ? settings
    : { ...settings, hasMaximum: true, thresholdBytes: largestRequest(heaps) };
  return createInNewMemory(heaps, limited, sizes.reserve, sizes.commit);
}

/** Makes the heap that a process starts with: a megabyte, one page committed. */
export function createProcessHeap(heaps: Heaps): Heap | null {
  const settings = settingsFor(heaps, HEAP_GROWABLE, defaultParameters, false, 0);
  return createInNewMemory(heaps, settings, 0x10_0000, 0x1000);
}

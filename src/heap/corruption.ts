/**
 * What happens when a heap is found damaged or misused: one table
 * (BEHAVIOUR-DECISIONS 10, ENGINEERING-DECISIONS 11).
 *
 *     where                                   result
 *     kernel mode                             bug check 0x13A (type, heap, address, 0)   D-109
 *     user mode, termination on (default)     the process ends with STATUS_HEAP_CORRUPTION
 *     user mode, termination off              the call fails: see `corruptionStatus`
 *
 * With termination off a failing allocation raises STATUS_ACCESS_VIOLATION when
 * exceptions are asked for (S4-016) and gives NULL otherwise; a failing free
 * gives FALSE with STATUS_INVALID_PARAMETER (B-098).
 */

import { formatAddress } from '../machine/addresses.ts';
import type { Region } from '../memory/region.ts';
import { STATUS_HEAP_CORRUPTION } from '../status/common.ts';
import { type AboutBlock, historyOf } from './block-history.ts';
import type { HeapPlatform } from './heap-platform.ts';

/** Findings, with the type of bug check 0x13A (D-109) and words for a report. */
export const findings = {
  'free-block-header': { type: 0x3, words: 'the header of a free block was overwritten' },
  'next-block-header': {
    type: 0x3,
    words: 'the header behind the block was overwritten: an overrun of the block',
  },
  'previous-block-header': {
    type: 0x3,
    words: 'the header of the block in front was overwritten, or the block’s own',
  },
  'block-header': {
    type: 0x3,
    words: 'the header of the block was overwritten: an overrun of the block in front, or an underrun',
  },
  'tail-pattern': {
    type: 0x6,
    words: 'the fill pattern behind the block was overwritten: an overrun of the block',
  },
  'free-pattern': {
    type: 0xb,
    words: 'the fill pattern of a free block was overwritten: it was written to after it was freed',
  },
  'page-heap-header': {
    type: 0x7,
    words: 'the page heap header in front of the block was overwritten: an underrun of the block',
  },
  'page-heap-suffix': {
    type: 0x6,
    words: 'the page heap suffix behind the block was overwritten: an overrun of the block',
  },
  'page-heap-freed': {
    type: 0xb,
    words: 'a freed block of page heap was overwritten: it was written to after it was freed',
  },
  'large-block-header': { type: 0x5, words: 'the header of a large block was overwritten' },
  'double-free': { type: 0x8, words: 'the block is already free' },
  'bad-address': { type: 0x9, words: 'the address is not the start of a block of this heap' },
  'wrong-heap': { type: 0xc, words: 'the block belongs to another heap' },
  'free-list': {
    type: 0xe,
    words: 'a free list does not link both ways: a free block was written to after it was freed',
  },
  'bad-link': { type: 0xd, words: 'a header or list points outside the heap' },
  'null-handle': { type: 0x13, words: 'the heap handle is NULL' },
} as const;

/** Name of something wrong with a heap. */
export type Finding = keyof typeof findings;

/** Which block a finding is about, where reports tell who allocated it. */
const about: Partial<Record<Finding, AboutBlock>> = {
  'double-free': 'exact',
  'bad-address': 'exact',
  'wrong-heap': 'exact',
  'next-block-header': 'live',
  'previous-block-header': 'live',
  'block-header': 'live',
  'free-block-header': 'live',
  'large-block-header': 'exact',
  'free-pattern': 'any',
  'free-list': 'any',
  'page-heap-freed': 'any',
};

/** What a report needs to know about a heap. */
export interface DamagedHeap {
  readonly platform: HeapPlatform;
  readonly handle: number;
  readonly region: Region;
  /** Learns of what was found and stopped nothing. */
  readonly life: { note(what: 'DAMAGE' | 'MISUSE', finding: Finding, address: number): void };
}

/** A finding that the caller of the current operation must turn into a failure result. */
export class CorruptionFound {
  readonly finding: Finding;
  constructor(finding: Finding) {
    this.finding = finding;
  }
}

/**
 * Acts on a finding at payload offset `p`: stops the machine or ends the
 * process; `details` are further lines of the report. Only where termination is off it comes back, by throwing
 * `CorruptionFound`, which the entry of the routine catches.
 */
export function corrupt(
  heap: DamagedHeap,
  finding: Finding,
  p: number,
  details: readonly string[] = [],
): never {
  foundIn(heap, finding, heap.region.base + p, details);
  throw new CorruptionFound(finding);
}

/** What is wrong with the pointer of a call, not with the heap. */
const misuses: ReadonlySet<Finding> = new Set(['double-free', 'bad-address', 'wrong-heap']);

/**
 * Acts on a finding at an address. Returns only where termination is off; the heap then remembers it.
 *
 * @param which the block of which the report tells who allocated and freed it; null when `details` say that
 */
export function foundIn(
  heap: DamagedHeap,
  finding: Finding,
  address: number,
  details: readonly string[] = [],
  which: AboutBlock | null = about[finding] ?? null,
): void {
  const { platform, region } = heap;
  const show = (at: number): string => formatAddress(platform.architecture, at, platform.machine.pointers);
  const history = historyOf(platform.owners, which, region, address - region.base, show);
  reportCorruption(platform, finding, heap.handle, address, [...details, ...history]);
  heap.life.note(misuses.has(finding) ? 'MISUSE' : 'DAMAGE', finding, address);
}

/** The same for a finding without a heap object. Returns only in user mode with termination off. */
export function reportCorruption(
  platform: HeapPlatform,
  finding: Finding,
  handle: number,
  address: number,
  details: readonly string[] = [],
): void {
  const { machine } = platform;
  const { type, words } = findings[finding];
  const lines = [words, ...details];
  if (machine.events.active) machine.events.emit({ kind: 'damage', heap: handle, address, finding });
  if (platform.mode === 'kernel') {
    machine.violation({ rule: 'kernel-heap-corruption', values: [type, handle, address], details: lines });
    return;
  }
  if (platform.terminateOnCorruption) machine.terminateProcess(STATUS_HEAP_CORRUPTION, lines);
}

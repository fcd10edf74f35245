/**
 * A block of page heap in memory: a header, the caller's bytes, a suffix.
 *
 *     offset       x86    x64
 *     StartStamp   0x00   0x00   u32
 *     Heap         0x04   0x08   handle
 *     Requested    0x08   0x10   bytes asked for
 *     Actual       0x0c   0x18   bytes with the suffix
 *     extra        0x10   0x20   the extra record, when the block has one (extra-record.ts)
 *     Flags        0x18   0x30   u32, entry flags: user flags, ENTRY_EXTRA_PRESENT
 *     (room)              0x34   zero
 *     EndStamp     0x1c   0x3c   u32, directly in front of the caller's bytes
 *
 * Source of stamps and fill bytes, and that a stamp begins and ends the header:
 * heap.json (fillPatterns). The members between and the sizes are *ours*
 * (docs/decisions/0012-debug-heaps.md). Extra record and flags are the caller's:
 * changing them is no damage.
 *
 *                        light                 full
 *     fresh bytes        0xE0                  0xC0
 *     suffix             8 bytes of 0xA0       0xD0 up to the alignment: 0 to 7 bytes, on x64 to 15
 *     freed bytes        0xF0                  not accessible
 */
import { differingByte, fillBytes } from './debug-fill.ts';
import type { PageHeapKind } from './global-flags.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import type { WalkFinding } from './heap-piece.ts';

interface Patterns {
  readonly fresh: number;
  readonly suffix: number;
  readonly busy: readonly [start: number, end: number];
  readonly freed: readonly [start: number, end: number];
}

const patterns: Readonly<Record<PageHeapKind, Patterns>> = {
  light: {
    fresh: 0xe0,
    suffix: 0xa0,
    busy: [0xabcd_aaaa, 0xdcba_aaaa],
    // The page prints one digit too few for the second; this is the busy one minus one, as for the other three.
    freed: [0xabcd_aaa9, 0xdcba_aaa9],
  },
  full: {
    fresh: 0xc0,
    suffix: 0xd0,
    busy: [0xabcd_bbbb, 0xdcba_bbbb],
    freed: [0xabcd_bbba, 0xdcba_bbba],
  },
};

/** What a freed block is filled with. */
const FREED_FILL = 0xf0;

/** A block of page heap, as the heap itself knows it. */
export interface PageBlock {
  /** Offset of the caller's bytes. */
  readonly p: number;
  /** Bytes asked for. */
  readonly bytes: number;
  /** Bytes with the suffix. */
  readonly actual: number;
  /** Where the kind of heap has put it: a payload of the engine, or the first page of a run. */
  readonly place: number;
  /** Pages of the run that have memory; 0 for a block of the engine. */
  readonly pages: number;
}

/** Bytes of the header. */
export const prefixBytes = (heap: HeapBlocks): number => (heap.wide ? 0x40 : 0x20);

/** Offset of the extra record of a block. */
export const extraAt = (heap: HeapBlocks, p: number): number => p - prefixBytes(heap) / 2;

/** Offset of the entry flags of a block. */
export const flagsAt = (heap: HeapBlocks, p: number): number => p - prefixBytes(heap) / 4;

/** The header of a block, word for word; zero where the caller's members are. */
function headerWords(
  heap: HeapBlocks,
  block: PageBlock,
  [start, end]: readonly [number, number],
): Int32Array {
  const words = new Int32Array(prefixBytes(heap) / 4);
  const width = heap.wide ? 2 : 1;
  words[0] = start;
  [heap.handle, block.bytes, block.actual].forEach((value, index) => {
    words[width * (index + 1)] = value;
    if (heap.wide) words[width * (index + 1) + 1] = Math.floor(value / 2 ** 32);
  });
  words[words.length - 1] = end;
  return words;
}

function writeHeader(heap: HeapBlocks, block: PageBlock, stamps: readonly [number, number]): void {
  const words = headerWords(heap, block, stamps);
  const from = block.p - prefixBytes(heap);
  heap.prepare(from, prefixBytes(heap), true);
  heap.i32.set(words, from >>> 2);
}

/** Writes header and suffix of a block, and fills its bytes from `from` on. */
export function dress(heap: HeapBlocks, kind: PageHeapKind, block: PageBlock, from: number): void {
  const { fresh, suffix, busy } = patterns[kind];
  writeHeader(heap, block, busy);
  fillBytes(heap, block.p + from, block.bytes - from, fresh);
  fillBytes(heap, block.p + block.bytes, block.actual - block.bytes, suffix);
}

/** Marks a block freed: stamps and fill. */
export function undress(heap: HeapBlocks, kind: PageHeapKind, block: PageBlock): void {
  writeHeader(heap, block, patterns[kind].freed);
  fillBytes(heap, block.p, block.bytes, FREED_FILL);
}

/** The first damage in header and suffix of a busy block. */
export function damageAround(heap: HeapBlocks, kind: PageHeapKind, block: PageBlock): WalkFinding | null {
  const { busy, suffix } = patterns[kind];
  const header = damagedHeader(heap, block, busy);
  if (header !== 0) return { finding: 'page-heap-header', at: header, block: block.p };
  const at = differingByte(heap, block.p + block.bytes, block.actual - block.bytes, suffix);
  return at === 0 ? null : { finding: 'page-heap-suffix', at, block: block.p };
}

/** The first damage in a freed block that still has its memory. */
export function damageInFreed(heap: HeapBlocks, kind: PageHeapKind, block: PageBlock): WalkFinding | null {
  const { freed } = patterns[kind];
  const at = damagedHeader(heap, block, freed) || differingByte(heap, block.p, block.bytes, FREED_FILL);
  return at === 0 ? null : { finding: 'page-heap-freed', at };
}

function damagedHeader(heap: HeapBlocks, block: PageBlock, stamps: readonly [number, number]): number {
  const from = block.p - prefixBytes(heap);
  if (!heap.readable(from) || !heap.readable(block.p - 1)) return from;
  const words = headerWords(heap, block, stamps);
  const [extra, flags] = [extraAt(heap, block.p), flagsAt(heap, block.p)];
  const wrong = words.findIndex((word, index) => {
    const at = from + 4 * index;
    return (at < extra || at > flags) && heap.i32[at >>> 2] !== word;
  });
  return wrong < 0 ? 0 : from + 4 * wrong;
}

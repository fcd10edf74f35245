/** Walks over heaps, and how a walk reads as text. */
import {
  out,
  RTL_HEAP_BUSY,
  RTL_HEAP_LARGE_ALLOC,
  RTL_HEAP_LFH_ALLOC,
  RTL_HEAP_SEGMENT,
  RTL_HEAP_UNCOMMITTED_RANGE,
  RTL_HEAP_WALK_ENTRY,
  STATUS_NO_MORE_ENTRIES,
  STATUS_SUCCESS,
  type UserProcess,
} from 'irqlab';
import { expect } from 'vitest';

/** Every piece of a heap, as RtlWalkHeap tells them. The walk must come to its end. */
export function walk(process: UserProcess, heap: number): RTL_HEAP_WALK_ENTRY[] {
  const entry = out(RTL_HEAP_WALK_ENTRY);
  const all: RTL_HEAP_WALK_ENTRY[] = [];
  for (let status = process.RtlWalkHeap(heap, entry); ; status = process.RtlWalkHeap(heap, entry)) {
    if (status === STATUS_NO_MORE_ENTRIES) return all;
    if (status !== STATUS_SUCCESS) expect(status).toBe(STATUS_SUCCESS);
    all.push(entry.value);
    if (all.length > 1_000_000) throw new Error('the walk does not end');
  }
}

const flagNames: readonly (readonly [number, string])[] = [
  [RTL_HEAP_SEGMENT, 'segment'],
  [RTL_HEAP_UNCOMMITTED_RANGE, 'uncommitted'],
  [RTL_HEAP_BUSY, 'busy'],
  [RTL_HEAP_LFH_ALLOC, 'lfh'],
  [RTL_HEAP_LARGE_ALLOC, 'large'],
];

export const isBusy = ({ Flags }: RTL_HEAP_WALK_ENTRY): boolean => (Flags & RTL_HEAP_BUSY) !== 0;
export const isFree = ({ Flags }: RTL_HEAP_WALK_ENTRY): boolean => Flags === 0;

const hex = (value: number): string => `0x${value.toString(16)}`;

/** A walk as text, one piece in a line, addresses from the handle on: what a golden file holds. */
export function walkText(process: UserProcess, heap: number): string {
  const lines = walk(process, heap).map((entry) => {
    const { DataAddress, DataSize, OverheadBytes, SegmentIndex, Flags, Segment } = entry;
    const names = flagNames.flatMap(([flag, name]) => ((Flags & flag) === 0 ? [] : [name]));
    const from = (address: number): string =>
      address >= heap ? `+${hex(address - heap)}` : `-${hex(heap - address)}`;
    const more =
      Segment === undefined
        ? ''
        : `  committed ${hex(Segment.CommittedSize)} uncommitted ${hex(Segment.UnCommittedSize)} first ${from(Segment.FirstEntry)} last ${from(Segment.LastEntry)}`;
    const size = `${hex(DataSize)} +${hex(OverheadBytes)}`;
    return `${String(SegmentIndex).padStart(2)}  ${from(DataAddress).padEnd(10)} ${size.padEnd(16)} ${names.join(' ') || 'free'}${more}`;
  });
  return `${lines.join('\n')}\n`;
}

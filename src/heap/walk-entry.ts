/** RTL_HEAP_WALK_ENTRY: what a walk tells of one piece of a heap, in memory of the caller or in a cell. */
import type { Out, PVOID } from '../contract/c-types.ts';
import type { RTL_HEAP_WALK_ENTRY } from '../contract/heap-types.ts';
import { structure } from '../contract/structure.ts';
import { isOut } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';

/** The piece is a block that is allocated. */
export const RTL_HEAP_BUSY = 0x1;
/** The piece is a segment: the blocks and ranges behind it belong to it. */
export const RTL_HEAP_SEGMENT = 0x2;
/** The block has room for a user value. */
export const RTL_HEAP_SETTABLE_VALUE = 0x10;
/** The block has HEAP_SETTABLE_USER_FLAG1. */
export const RTL_HEAP_SETTABLE_FLAG1 = 0x20;
/** The block has HEAP_SETTABLE_USER_FLAG2. */
export const RTL_HEAP_SETTABLE_FLAG2 = 0x40;
/** The block has HEAP_SETTABLE_USER_FLAG3. */
export const RTL_HEAP_SETTABLE_FLAG3 = 0x80;
/** The piece is a range without memory. */
export const RTL_HEAP_UNCOMMITTED_RANGE = 0x1000;
/** The block has a reservation of its own. */
export const RTL_HEAP_LARGE_ALLOC = 0x4000;
/** The block is one of the low-fragmentation front end. */
export const RTL_HEAP_LFH_ALLOC = 0x8000;

/** What tells a walk where it stands: the two members of an entry that it reads. */
export interface WalkPlace {
  readonly DataAddress: number;
  readonly Flags: number;
}

/** Reads where a walk stands. */
export function readWalkPlace(memory: Memory, entry: PVOID | Out<RTL_HEAP_WALK_ENTRY>): WalkPlace {
  if (isOut(entry)) return entry.value;
  const { at } = structure(memory.architecture, 'RTL_HEAP_WALK_ENTRY');
  return {
    DataAddress: memory.readPointer(entry + at.DataAddress),
    Flags: memory.readUint16(entry + at.Flags),
  };
}

/** Stores an entry. Members that its kind does not have become 0. */
export function writeWalkEntry(
  memory: Memory,
  target: PVOID | Out<RTL_HEAP_WALK_ENTRY>,
  entry: RTL_HEAP_WALK_ENTRY,
): void {
  if (isOut(target)) {
    target.value = entry;
    return;
  }
  const { at, bytes } = structure(memory.architecture, 'RTL_HEAP_WALK_ENTRY');
  memory.fill(target, bytes, 0);
  memory.writePointer(target + at.DataAddress, entry.DataAddress);
  memory.writePointer(target + at.DataSize, entry.DataSize);
  memory.writeUint8(target + at.OverheadBytes, entry.OverheadBytes);
  memory.writeUint8(target + at.SegmentIndex, entry.SegmentIndex);
  memory.writeUint16(target + at.Flags, entry.Flags);
  if (entry.Block !== undefined) {
    memory.writePointer(target + at['Block.Settable'], entry.Block.Settable);
    memory.writeUint16(target + at['Block.TagIndex'], entry.Block.TagIndex);
    memory.writeUint16(target + at['Block.AllocatorBackTraceIndex'], entry.Block.AllocatorBackTraceIndex);
  }
  if (entry.Segment !== undefined) {
    memory.writeUint32(target + at['Segment.CommittedSize'], entry.Segment.CommittedSize);
    memory.writeUint32(target + at['Segment.UnCommittedSize'], entry.Segment.UnCommittedSize);
    memory.writePointer(target + at['Segment.FirstEntry'], entry.Segment.FirstEntry);
    memory.writePointer(target + at['Segment.LastEntry'], entry.Segment.LastEntry);
  }
}

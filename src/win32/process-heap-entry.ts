/** PROCESS_HEAP_ENTRY: what HeapWalk tells of one piece of a heap, in memory of the caller or in a cell. */
import type { Out, PVOID } from '../contract/c-types.ts';
import type { RTL_HEAP_WALK_ENTRY } from '../contract/heap-types.ts';
import { structure } from '../contract/structure.ts';
import type { PROCESS_HEAP_ENTRY } from '../contract/win32-types.ts';
import {
  RTL_HEAP_BUSY,
  RTL_HEAP_SEGMENT,
  RTL_HEAP_UNCOMMITTED_RANGE,
  type WalkPlace,
} from '../heap/walk-entry.ts';
import { isOut } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';
import { ENTRY_DDESHARE, type MoveableTable } from './moveable-table.ts';
import {
  PROCESS_HEAP_ENTRY_BUSY,
  PROCESS_HEAP_ENTRY_DDESHARE,
  PROCESS_HEAP_ENTRY_MOVEABLE,
  PROCESS_HEAP_REGION,
  PROCESS_HEAP_UNCOMMITTED_RANGE,
} from './process-heap-flags.ts';

/** Flags of ntdll and of the Windows API for the same thing. */
const pairs = [
  [RTL_HEAP_SEGMENT, PROCESS_HEAP_REGION],
  [RTL_HEAP_UNCOMMITTED_RANGE, PROCESS_HEAP_UNCOMMITTED_RANGE],
  [RTL_HEAP_BUSY, PROCESS_HEAP_ENTRY_BUSY],
] as const;

/** Reads where a walk stands. */
export function readPlace(memory: Memory, entry: PVOID | Out<PROCESS_HEAP_ENTRY>): WalkPlace {
  const { lpData, wFlags } = isOut(entry) ? entry.value : placeAt(memory, entry);
  if (typeof lpData !== 'number') throw new TypeError(`lpData is ${typeof lpData}: give an address`);
  const flags = pairs.reduce((sum, [ours, theirs]) => sum | ((wFlags & theirs) === 0 ? 0 : ours), 0);
  return { DataAddress: lpData, Flags: flags };
}

function placeAt(memory: Memory, address: number): Pick<PROCESS_HEAP_ENTRY, 'lpData' | 'wFlags'> {
  const { at } = structure(memory.architecture, 'PROCESS_HEAP_ENTRY');
  return { lpData: memory.readPointer(address + at.lpData), wFlags: memory.readUint16(address + at.wFlags) };
}

/**
 * Handle and flags of a moveable block; zeroes for every other one. A moveable block has its handle as its user value
 * (memory-objects.ts), which a program can overwrite: the table has to name the block too.
 */
function moveableParts(
  moveable: MoveableTable,
  { DataAddress, Block }: RTL_HEAP_WALK_ENTRY,
): { hMem: number; flags: number } {
  const hMem = Block?.Settable ?? 0;
  const entry = hMem === 0 ? null : moveable.read(hMem);
  if (entry === null || entry.address !== DataAddress) return { hMem: 0, flags: 0 };
  const shared = (entry.flags & ENTRY_DDESHARE) === 0 ? 0 : PROCESS_HEAP_ENTRY_DDESHARE;
  return { hMem, flags: PROCESS_HEAP_ENTRY_MOVEABLE | shared };
}

/** What HeapWalk says of a piece that RtlWalkHeap tells. */
export function processHeapEntry(moveable: MoveableTable, piece: RTL_HEAP_WALK_ENTRY): PROCESS_HEAP_ENTRY {
  const { DataAddress, DataSize, OverheadBytes, SegmentIndex, Flags, Segment } = piece;
  const { hMem, flags } = moveableParts(moveable, piece);
  return {
    lpData: DataAddress,
    cbData: DataSize as number, // no piece has 4 GB
    cbOverhead: OverheadBytes,
    iRegionIndex: SegmentIndex,
    wFlags: pairs.reduce((sum, [theirs, ours]) => sum | ((Flags & theirs) === 0 ? 0 : ours), flags),
    ...(Segment === undefined
      ? { Block: { hMem } }
      : {
          Region: {
            dwCommittedSize: Segment.CommittedSize,
            dwUnCommittedSize: Segment.UnCommittedSize,
            lpFirstBlock: Segment.FirstEntry,
            lpLastBlock: Segment.LastEntry,
          },
        }),
  };
}

/** Stores an entry. Members that its kind does not have become 0. */
export function writeProcessHeapEntry(
  memory: Memory,
  target: PVOID | Out<PROCESS_HEAP_ENTRY>,
  entry: PROCESS_HEAP_ENTRY,
): void {
  if (isOut(target)) {
    target.value = entry;
    return;
  }
  const { at, bytes } = structure(memory.architecture, 'PROCESS_HEAP_ENTRY');
  memory.fill(target, bytes, 0);
  memory.writePointer(target + at.lpData, entry.lpData);
  memory.writeUint32(target + at.cbData, entry.cbData);
  memory.writeUint8(target + at.cbOverhead, entry.cbOverhead);
  memory.writeUint8(target + at.iRegionIndex, entry.iRegionIndex);
  memory.writeUint16(target + at.wFlags, entry.wFlags);
  if (entry.Block !== undefined) memory.writePointer(target + at['Block.hMem'], entry.Block.hMem);
  if (entry.Region === undefined) return;
  memory.writeUint32(target + at['Region.dwCommittedSize'], entry.Region.dwCommittedSize);
  memory.writeUint32(target + at['Region.dwUnCommittedSize'], entry.Region.dwUnCommittedSize);
  memory.writePointer(target + at['Region.lpFirstBlock'], entry.Region.lpFirstBlock);
  memory.writePointer(target + at['Region.lpLastBlock'], entry.Region.lpLastBlock);
}

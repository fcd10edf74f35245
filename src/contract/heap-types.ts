/**
 * C types of the heap routines of ntdll, and what TypeScript passes for each:
 * see the table at the head of c-types.ts. A pointer to a structure takes an
 * address in simulated memory or a cell from `out()`; where Windows wants a
 * string, a TypeScript string does as well.
 */
import type { Flavoured, NTSTATUS, Out, PVOID, SIZE_T, ULONG, USHORT } from './c-types.ts';

/** Value of the enumeration HEAP_INFORMATION_CLASS. */
export type HEAP_INFORMATION_CLASS = Flavoured<number, 'HEAP_INFORMATION_CLASS'>;

/** What RTL_HEAP_WALK_ENTRY tells of a block. */
export interface RTL_HEAP_WALK_BLOCK {
  /** User value; 0 when the block has none. */
  readonly Settable: SIZE_T;
  /** Tag; 0 when the block has none. */
  readonly TagIndex: USHORT;
  /** Number of the stack with which the block was allocated; 0 when its heap does not remember. */
  readonly AllocatorBackTraceIndex: USHORT;
}

/** What RTL_HEAP_WALK_ENTRY tells of a segment. */
export interface RTL_HEAP_WALK_SEGMENT {
  /** Bytes with memory behind them. */
  readonly CommittedSize: ULONG;
  /** Bytes that are reserved only. */
  readonly UnCommittedSize: ULONG;
  /** Address of the first block. */
  readonly FirstEntry: PVOID;
  /** Address behind the last block, or behind the last uncommitted range. */
  readonly LastEntry: PVOID;
}

/**
 * RTL_HEAP_WALK_ENTRY as a TypeScript value: one piece of a heap. Block and
 * Segment share their place in memory; of the two, a value has the one that its
 * Flags name.
 */
export interface RTL_HEAP_WALK_ENTRY {
  /** Address of the data of a block, of a segment or of an uncommitted range; 0 starts a walk. */
  readonly DataAddress: PVOID;
  /** Requested bytes of a busy block, usable bytes of a free one, bytes of a range or of a segment's header. */
  readonly DataSize: SIZE_T;
  /** Further bytes that the block takes, at most 255. */
  readonly OverheadBytes: number;
  /** Number of the segment; 64 for a block with a reservation of its own. */
  readonly SegmentIndex: number;
  /** RTL_HEAP_BUSY, RTL_HEAP_SEGMENT, RTL_HEAP_UNCOMMITTED_RANGE and others; 0 for a free block. */
  readonly Flags: USHORT;
  /** Of a block. */
  readonly Block?: RTL_HEAP_WALK_BLOCK;
  /** Of a segment. */
  readonly Segment?: RTL_HEAP_WALK_SEGMENT;
}

/** RTL_HEAP_TAG_INFO as a TypeScript value. */
export interface RTL_HEAP_TAG_INFO {
  /** Blocks allocated with the tag since its counters were reset. */
  readonly NumberOfAllocations: ULONG;
  /** Blocks with the tag that were freed since then. */
  readonly NumberOfFrees: ULONG;
  /** Requested bytes of all blocks that have the tag now. */
  readonly BytesAllocated: SIZE_T;
}

/**
 * Routine that RtlEnumProcessHeaps calls for each heap: a TypeScript function,
 * or the address of a simulated one. A failure status ends the enumeration.
 */
export type PRTL_ENUM_HEAPS_ROUTINE = PVOID | ((HeapHandle: PVOID, Parameter: PVOID) => NTSTATUS);

/** What a caller may pass for each C type of the heap routines. */
export interface HeapArguments {
  PCVOID: PVOID;
  PCWSTR: PVOID | string;
  HEAP_INFORMATION_CLASS: HEAP_INFORMATION_CLASS;
  PRTL_ENUM_HEAPS_ROUTINE: PRTL_ENUM_HEAPS_ROUTINE;
  PRTL_HEAP_TAG_INFO: PVOID | Out<RTL_HEAP_TAG_INFO>;
  PRTL_HEAP_WALK_ENTRY: PVOID | Out<RTL_HEAP_WALK_ENTRY>;
}

/** What a routine gives back for each C type of the heap routines. */
export interface HeapResults {
  PWSTR: PVOID;
}

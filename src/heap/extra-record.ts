/**
 * What a program may add to a block: user flags, a user value and a tag.
 *
 * User flags stand in the entry flags of the block's header (B-063, B-191).
 * The value and the tag stand in a record that a block has when its allocation
 * asked for either, or when its heap remembers who allocated it;
 * ENTRY_EXTRA_PRESENT says so.
 *
 *                  x86    x64
 *     back trace   0x00   0x00   u16, index of a stack trace (stack-traces.ts), else 0; place *ours*
 *     tag          0x02   0x02   u16, place *ours*
 *     user value   0x04   0x08   a pointer (B-189)
 *     end          0x08   0x10
 *
 * The record begins directly behind the requested bytes and the tail pattern
 * (B-189), so it is aligned only when they are. A block with a reservation of
 * its own has it in its header (B-066), a block of page heap in the one in front
 * of it (page-heap-block.ts), together with its entry flags. It is guest memory
 * like the block: an overrun changes it, and nobody notices.
 */
import { headerWord } from './block-header.ts';
import {
  ENTRY_EXTRA_PRESENT,
  ENTRY_FILL_PATTERN,
  ENTRY_SETTABLE_FLAGS,
  ENTRY_USER,
  HEAP_CAPTURE_STACK_BACKTRACES,
  HEAP_SETTABLE_USER_FLAGS,
  HEAP_SETTABLE_USER_VALUE,
  HEAP_TAG_MASK,
  HEAP_TAG_SHIFT,
} from './flags.ts';
import type { HeapHooks } from './heap-hooks.ts';
import { HEADER_BYTES } from './layout.ts';

/** Place of the back trace in the record. */
const TRACE = 0;
/** Place of the tag in the record. */
const TAG = 2;

/** A busy block, and the first word of its header, decoded. */
interface HeadedBlock {
  readonly heap: HeapHooks;
  readonly p: number;
  readonly word0: number;
}

/** What a program added to a block. */
export interface Addition {
  /** Settable entry flags. */
  readonly flags: number;
  /** Bytes of the extra record; null when the block has none. */
  readonly record: Uint8Array | null;
}

/** Bytes of an extra record: two pointers. */
export const recordBytes = (heap: HeapHooks): number => 1 << heap.headShift;

/** Tag that the flags of a call name, 0 when none. */
export const tagOf = (flags: number): number => (flags & HEAP_TAG_MASK) >>> HEAP_TAG_SHIFT;

/** What the flags of an allocation add to a block; null when nothing. */
export function additionOf(heap: HeapHooks, flags: number): Addition | null {
  const settable = (flags & HEAP_SETTABLE_USER_FLAGS) >>> 4;
  const wantsRecord = (flags & (HEAP_SETTABLE_USER_VALUE | HEAP_TAG_MASK)) !== 0 || keepsTraces(heap);
  if (settable === 0 && !wantsRecord) return null;
  return { flags: settable, record: wantsRecord ? newRecord(heap, tagOf(flags)) : null };
}

function newRecord(heap: HeapHooks, tag: number): Uint8Array {
  const record = new Uint8Array(recordBytes(heap));
  record[TAG] = tag & 0xff;
  record[TAG + 1] = tag >>> 8;
  if (keepsTraces(heap)) {
    const trace = heap.platform.stackTraces.capture();
    record[TRACE] = trace & 0xff;
    record[TRACE + 1] = trace >>> 8;
  }
  return record;
}

const keepsTraces = (heap: HeapHooks): boolean => (heap.flags & HEAP_CAPTURE_STACK_BACKTRACES) !== 0;

/**
 * Frames of the stack with which a block was allocated, innermost first: as its record has it (gflags `ust`), else as
 * it was noted beside the heap for C code (block-owners.ts). None when nobody remembers.
 */
export function allocationStack(block: HeadedBlock, bytes: number): readonly string[] {
  const { platform, region } = block.heap;
  const addition = keepsTraces(block.heap) ? additionTo(block, bytes) : null;
  const trace = traceIn(addition);
  if (trace !== 0) return platform.stackTraces.at(trace);
  return platform.owners.at(region, block.p)?.allocated ?? [];
}

/** Bytes that an addition takes behind the data of a block in a segment. */
export const additionBytes = (addition: Addition | null): number => addition?.record?.length ?? 0;

/** The settable ones of a block's entry flags. */
export const settableFlags = (word0: number): number => (word0 >>> 16) & ENTRY_SETTABLE_FLAGS;

/** Offset of the user value in the record. */
export const valuePlace = (heap: HeapHooks): number => recordBytes(heap) >>> 1;

/**
 * Offset of the extra record of a block with `bytes` requested bytes; 0 when it
 * has none, or when its header leaves no room for one (it is damaged).
 */
export function recordAt({ heap, p, word0 }: HeadedBlock, bytes: number): number {
  const flags = word0 >>> 16;
  if ((flags & ENTRY_EXTRA_PRESENT) === 0) return 0;
  const size = recordBytes(heap);
  if (heap.isPaged) return heap.pagedRecord(p);
  if (heap.large.has(p)) return p - heap.layout.largeHeaderBytes + size;
  const tail = (flags & ENTRY_FILL_PATTERN) === 0 ? 0 : size;
  const at = p + bytes + tail;
  const end = p - HEADER_BYTES + ((word0 & 0xffff) << heap.shift);
  return at >= p && at + size <= end ? at : 0;
}

/** What was added to a block; null when nothing. */
export function additionTo(block: HeadedBlock, bytes: number): Addition | null {
  const { heap, word0 } = block;
  if (((word0 >>> 16) & ENTRY_USER) === 0) return null;
  const at = recordAt(block, bytes);
  let record: Uint8Array | null = null;
  if (at !== 0) {
    heap.prepare(at, recordBytes(heap), false);
    record = heap.region.u8.slice(at, at + recordBytes(heap));
  }
  return { flags: settableFlags(word0), record };
}

/** Tag in the record of an addition, 0 when none. */
export const tagIn = (addition: Addition | null): number => {
  const record = addition?.record;
  return record == null ? 0 : record[TAG]! | (record[TAG + 1]! << 8);
};

/** Number of the allocation stack in the record of an addition, 0 when none. */
export const traceIn = (addition: Addition | null): number => {
  const record = addition?.record;
  return record == null ? 0 : record[TRACE]! | (record[TRACE + 1]! << 8);
};

/** User value in the record of an addition, as the caller's memory would give it; 0 when none. */
export function valueIn(heap: HeapHooks, addition: Addition | null): number {
  const record = addition?.record;
  if (record == null) return 0;
  const view = new DataView(record.buffer, valuePlace(heap));
  return heap.wide
    ? heap.platform.machine.pointers.intern(view.getBigInt64(0, true))
    : view.getUint32(0, true);
}

/** The same addition with another record: what the flags of a call add to what a block has (*ours*). */
export function withCall(heap: HeapHooks, before: Addition | null, flags: number): Addition | null {
  const asked = additionOf(heap, flags);
  if (asked === null) return before;
  const record = before?.record ?? asked.record;
  const tag = tagIn(asked);
  if (record !== null && tag !== 0) record.set([tag & 0xff, tag >>> 8], TAG);
  return { flags: asked.flags === 0 ? (before?.flags ?? 0) : asked.flags, record };
}

/** Writes what was added to a block: entry flags, and the record behind its `bytes`. The block has the room. */
export function writeAddition(heap: HeapHooks, p: number, bytes: number, addition: Addition): void {
  const present = addition.record === null ? 0 : ENTRY_EXTRA_PRESENT;
  setEntryFlags(heap, p, ENTRY_USER, addition.flags | present);
  if (addition.record === null) return;
  const word0 = heap.isPaged ? heap.pagedFlags(p) << 16 : heap.word0(p);
  const at = recordAt({ heap, p, word0 }, bytes);
  heap.prepare(at, addition.record.length, true);
  heap.region.u8.set(addition.record, at);
}

/** Replaces some entry flags of a block. */
export function setEntryFlags(heap: HeapHooks, p: number, clear: number, set: number): void {
  if (heap.isPaged) {
    heap.setPagedFlags(p, (heap.pagedFlags(p) & ~clear) | set);
    return;
  }
  heap.ready(p);
  const word = heap.word0(p);
  const flags = ((word >>> 16) & 0xff & ~clear) | set;
  heap.i32[(p - HEADER_BYTES) >>> 2] = headerWord(word & 0xffff, flags) ^ heap.key0;
}

/**
 * The short way of RtlAllocateHeap, RtlFreeHeap and RtlReAllocateHeap in user
 * mode: a request whose size has a bucket with a free slot, and a slot that is
 * freed or resized; where there is no slot, a block of the back end as long as
 * nothing about it is unusual (short-blocks.ts). Everything that a check finds
 * unusual goes to the door and from there the long way (allocate.ts, free.ts,
 * reallocate.ts), which does the same and everything else.
 *
 * What is checked here, on every call: the handle names a heap whose header in
 * simulated memory carries its signature; flags and size are plain; the pages of
 * the slot's header and link can be written; both are what they must be, and
 * freeing finds a slot where the header is. Whether the gate is at 0
 * (kernel/gate.ts) and the heap open is asked when the handle changes: a gate
 * that leaves 0 and a heap that closes make the short way forget the last one.
 * Pages are checked before they are read, so no index is ever out of range: V8
 * then compiles the loads without a case for that.
 *
 * `makeShortPath` uses nothing but its parameters, so that each process can
 * have a copy with type feedback of its own, and with its constants written in
 * (`ownCopy`): V8 then knows where the typed arrays of the process are. It
 * compiles these functions into the program's own as long as their bytecode
 * fits its limits: 460 bytes each and 920 together, the last one counted 1.2
 * times. What is short in bytecode is therefore fast: a loop with one
 * allocation and one free fits (W1 of bench/micro.mjs). Where it does not fit,
 * `takeSlot` and `giveSlot` are called, with small integers: an address would
 * have to become an object. What blocks of the back end need stands behind all
 * that, in functions of their own (`allocateBlock`, `freeBlock`).
 */

import { ownCopy } from '../machine/own-copy.ts';
import type { BulkOperations } from '../memory/region-memory.ts';
import type { BlockNotes } from './block-notes.ts';
import { ENTRY_BUSY, HEAP_GENERATE_EXCEPTIONS, HEAP_SIGNATURE } from './flags.ts';
import { MOST_BYTES } from './front-end.ts';
import type { Heaps } from './heaps.ts';
import {
  BUSY,
  BYTES,
  CELL,
  COUNT,
  EXTENT,
  FIRST,
  FREE,
  HEAP_SHIFT,
  HOT_HEAPS,
  KEY1,
  LAST,
  MAGIC,
  MAP,
  NEXT,
  OPEN,
  PREVIOUS,
  ROW_OF_CODE,
  type ShortBackEnd,
  SLOTS,
  SUBSEGMENT_SHIFT,
  TAG,
} from './hot-table.ts';
import { HEADER_BYTES, layouts } from './layout.ts';

type AllocateCall = (handle: number, flags: number, size: number | bigint) => number;
type FreeCall = (handle: number, flags: number, address: number) => number;
type ReAllocateCall = (handle: number, flags: number, address: number, size: number | bigint) => number;

/** The short way of one process: the functions in front of doors, which hand to them what they do not do themselves. */
export interface ShortPath {
  /** RtlAllocateHeap. */
  inFrontOfAllocate(door: AllocateCall): AllocateCall;
  /** RtlFreeHeap. */
  inFrontOfFree(door: FreeCall): FreeCall;
  /** RtlReAllocateHeap. */
  inFrontOfReAllocate(door: ReAllocateCall): ReAllocateCall;
}

const constants = {
  /** What makes a header busy or free: the flag, and its part in the checksum. */
  TOGGLE: (ENTRY_BUSY << 16) | (ENTRY_BUSY << 24),
  /** The one flag that a plain call may have. Compared, not masked: a mask would take 0.5 and NaN for 0. */
  RAISING: HEAP_GENERATE_EXCEPTIONS,
  SIGNATURE: HEAP_SIGNATURE,
  /** A number that this does not change is a whole one, and small enough for a bucket. */
  BYTES_MASK: MOST_BYTES - 1,
  HEAP_MASK: HOT_HEAPS - 1,
  HEAP_SHIFT,
  /** (word << 16) >>> NUMBER_SHIFT is the row of the subsegment whose number is in the low half. */
  NUMBER_SHIFT: 16 - SUBSEGMENT_SHIFT,
  BUSY,
  BYTES,
  CELL,
  COUNT,
  EXTENT,
  FIRST,
  FREE,
  KEY1,
  MAGIC,
  MAP,
  NEXT,
  OPEN,
  PREVIOUS,
  SLOTS,
  TAG,
} as const;

/** Numbers that depend on the process. */
interface Place {
  /** First address of the region, and of the payload whose header begins there. */
  readonly BASE: number;
  readonly PAYLOAD: number;
  /** Offset of the signature in a heap header. */
  readonly SIGNATURE_AT: number;
  /** log2 of a granule; what is added to a request before it is shifted by that. */
  readonly SHIFT: number;
  readonly ROUND_UP: number;
  /** A link >>> PLACE_SHIFT is the distance of the slot that it names in bytes. */
  readonly PLACE_SHIFT: number;
  /** 1 where blocks are noted, else 0: V8 leaves out what is for the other case. */
  readonly NOTED: number;
  /** The numbers of the heap of the last call. */
  readonly NOW_LAST: number;
  readonly NOW_OPEN: number;
  readonly NOW_KEY1: number;
}

type Constants = typeof constants & Place;

/** Makes the short way of one process. Self-contained: see the head of the file. */
function makeShortPath(
  c: Constants,
  words: Int32Array,
  copyBytes: BulkOperations['copy'],
  access: Uint8Array,
  heaps: Int32Array,
  subs: Int32Array,
  lastHandle: Float64Array,
  gate: { readonly level: number },
  imul: typeof Math.imul,
  notes: BlockNotes | null,
  backs: readonly (ShortBackEnd | undefined)[],
): ShortPath {
  let allocateDoor: AllocateCall;
  let freeDoor: FreeCall;
  let reallocateDoor: ReAllocateCall;

  /** Puts what is needed of a heap into row 0, where the next calls find it; zeroes when the handle is no heap that is open for the short way. */
  function findHeap(handle: number): void {
    // HeapAlloc takes a bigint too; what is neither is no handle, whatever number it would become.
    const address = typeof handle === 'number' || typeof handle === 'bigint' ? Number(handle) : Number.NaN;
    const distance = address - c.BASE;
    const origin = distance | 0;
    const at = (origin + c.SIGNATURE_AT) >>> 2;
    // Number follows Signature (layout.ts). It need not be trusted: the row says where its heap is.
    const inside = gate.level === 0 && origin === distance && (access[origin >>> 12]! & 1) !== 0;
    const row = inside ? (words[at + 1]! & c.HEAP_MASK) << c.HEAP_SHIFT : 0;
    const found = row !== 0 && heaps[row | c.OPEN] === at;
    lastHandle[0] = found ? address : Number.NaN;
    heaps[c.NOW_LAST] = found ? row : 0;
    heaps[c.NOW_OPEN] = found ? at : 0;
    heaps[c.NOW_KEY1] = heaps[row | c.KEY1]!;
  }

  function allocate(handle: number, flags: number, size: number | bigint): number {
    if (handle !== lastHandle[0]) findHeap(handle);
    if (
      words[heaps[c.NOW_OPEN]!] === c.SIGNATURE &&
      (flags === 0 || flags === c.RAISING) &&
      typeof size === 'number'
    ) {
      const wanted = size & c.BYTES_MASK;
      if (wanted === size) {
        const header = takeSlot(wanted);
        if (header !== 0) {
          if (c.NOTED) notes!.opened(header + 8);
          return header + c.PAYLOAD;
        }
      }
    }
    return +allocateBlock(handle, flags, size);
  }

  /** Offset of the header of a slot for a request; 0 when there is none, or when anything about it is unusual. */
  function takeSlot(wanted: number): number {
    const hot = subs;
    const memory = words;
    const sub = heaps[heaps[heaps[c.NOW_LAST]! + c.MAP + ((wanted + c.ROUND_UP) >>> c.SHIFT)]!]!;
    const header = hot[sub | c.FREE]!;
    if ((access[header >>> 12]! & access[(header + 8) >>> 12]! & 2) === 0) return 0;
    const at = header >>> 2;
    const busy = hot[sub | c.BUSY]!;
    const tag = hot[sub | c.TAG]!;
    const link = memory[at + 2]! ^ tag;
    if (memory[at] !== (busy ^ c.TOGGLE) || ((link | (memory[at | 1]! ^ tag)) & 0x8000_ffff) !== 0) return 0;
    // One more is busy, and the next free one is the slot that the link names.
    const count = (hot[sub | c.COUNT]! + 1) | 0;
    const unused = hot[sub | c.BYTES]! - wanted;
    hot[sub | c.FREE] = hot[sub]! + (link >>> c.PLACE_SHIFT);
    hot[sub | c.COUNT] = count;
    memory[at] = busy;
    memory[at | 1] = tag ^ (((unused & 0x7f) << 24) | ((unused >>> 7) << 16));
    if (count === hot[sub | c.SLOTS]) unlist(sub);
    return header;
  }

  /** No slot is left: the next subsegment of the size takes its place. */
  function unlist(sub: number): void {
    const next = subs[sub | c.NEXT]!;
    heaps[subs[sub | c.CELL]!] = next;
    subs[next | c.PREVIOUS] = 0;
  }

  function free(handle: number, flags: number, address: number): number {
    if (handle !== lastHandle[0]) findHeap(handle);
    if (words[heaps[c.NOW_OPEN]!] === c.SIGNATURE && flags === 0 && typeof address === 'number') {
      const distance = address - c.PAYLOAD;
      const header = distance | 0;
      if (header === distance && giveSlot(header)) {
        if (c.NOTED) notes!.closed(header + 8);
        return 1;
      }
    }
    return freeBlock(handle, flags, address);
  }

  /** Gives the slot with that header back; false when there is none, or when anything about it is unusual. */
  function giveSlot(header: number): boolean {
    if ((access[header >>> 12]! & access[(header + 8) >>> 12]! & 2) === 0) return false;
    const hot = subs;
    const memory = words;
    const at = header >>> 2;
    const busy = memory[at]!;
    const word1 = memory[at | 1]! ^ heaps[c.NOW_KEY1]!;
    const sub = (word1 << 16) >>> c.NUMBER_SHIFT;
    const inside = header - hot[sub]!;
    // Whether `inside` is a multiple of the slot's bytes: times 2^32 / bytes, rounded up, it leaves less than 2^16
    // of 2^32 then, and more than that otherwise, because `inside` is less than 2^16 and the bytes are less than 2^15.
    if (
      busy !== hot[sub | c.BUSY] ||
      word1 >= 0 ||
      inside >>> 0 > hot[sub | c.EXTENT]! >>> 0 ||
      imul(inside, hot[sub | c.MAGIC]!) >>> 16 !== 0
    )
      return false;
    const count = hot[sub | c.COUNT]!;
    // All slots free: the block goes back, unless it is the last in its list.
    if (count === 1 && hot[sub | c.NEXT] !== 0) return false;
    memory[at] = busy ^ c.TOGGLE;
    memory[at + 2] = hot[sub | c.TAG]! ^ ((hot[sub | c.FREE]! - hot[sub]!) << c.PLACE_SHIFT);
    hot[sub | c.FREE] = header;
    hot[sub | c.COUNT] = count - 1;
    if (count === hot[sub | c.SLOTS]) list(sub);
    return true;
  }

  /** A subsegment has its first free slot: it serves its size again. */
  function list(sub: number): void {
    const cell = subs[sub | c.CELL]!;
    const head = heaps[cell]!;
    subs[sub | c.NEXT] = head;
    subs[sub | c.PREVIOUS] = 0;
    subs[head | c.PREVIOUS] = sub;
    heaps[cell] = sub;
  }

  /** The back end of the last heap, for a call on it with these flags; undefined for any other. */
  function backFor(handle: number, flags: number): ShortBackEnd | undefined {
    const plain =
      handle === lastHandle[0] &&
      words[heaps[c.NOW_OPEN]!] === c.SIGNATURE &&
      (flags === 0 || flags === c.RAISING);
    return plain ? backs[heaps[c.NOW_LAST]! >>> c.HEAP_SHIFT] : undefined;
  }

  /** A request that no slot serves: a block of the back end, else the door. */
  function allocateBlock(handle: number, flags: number, size: number | bigint): number {
    const back = backFor(handle, flags);
    if (back !== undefined && typeof size === 'number' && size === (size | 0) && size >= 0) {
      const p = back.takeShort(size);
      if (p !== 0) {
        if (c.NOTED) notes!.opened(p);
        return p + c.BASE;
      }
    }
    return allocateDoor(handle, flags, size);
  }

  /** What is no slot is freed: a block of the back end, else the door. */
  function freeBlock(handle: number, flags: number, address: number): number {
    const back = flags === 0 ? backFor(handle, flags) : undefined;
    if (back !== undefined && typeof address === 'number') {
      const distance = address - c.BASE;
      const p = distance | 0;
      if (p === distance && back.giveShort(p)) {
        if (c.NOTED) notes!.closed(p);
        return 1;
      }
    }
    return freeDoor(handle, flags, address);
  }

  function reallocate(handle: number, flags: number, address: number, size: number | bigint): number {
    if (handle !== lastHandle[0]) findHeap(handle);
    if (
      words[heaps[c.NOW_OPEN]!] === c.SIGNATURE &&
      (flags === 0 || flags === c.RAISING) &&
      typeof address === 'number' &&
      typeof size === 'number'
    ) {
      const distance = address - c.PAYLOAD;
      const header = distance | 0;
      const wanted = size | 0;
      if (header === distance && wanted === size && wanted >= 0) {
        const now = resizeSlot(header, wanted);
        if (now !== 0) {
          if (c.NOTED && now !== header) notes!.moved(header + 8, now + 8);
          return now + c.PAYLOAD;
        }
      }
    }
    return +reallocateDoor(handle, flags, address, size);
  }

  /**
   * Gives the slot with that header another size, in place while the bucket is the same, else in another slot or a
   * block with the same contents. Offset of the header; 0, with nothing changed, when anything about it is unusual.
   */
  function resizeSlot(header: number, wanted: number): number {
    if ((access[header >>> 12]! & access[(header + 8) >>> 12]! & 2) === 0) return 0;
    const hot = subs;
    const memory = words;
    const at = header >>> 2;
    const word1 = memory[at | 1]! ^ heaps[c.NOW_KEY1]!;
    const sub = (word1 << 16) >>> c.NUMBER_SHIFT;
    const inside = header - hot[sub]!;
    if (
      memory[at]! !== hot[sub | c.BUSY] ||
      word1 >= 0 ||
      inside >>> 0 > hot[sub | c.EXTENT]! >>> 0 ||
      imul(inside, hot[sub | c.MAGIC]!) >>> 16 !== 0
    )
      return 0;
    const whole = hot[sub | c.BYTES]!;
    const hasBucket = wanted <= c.BYTES_MASK;
    if (
      hasBucket &&
      heaps[heaps[c.NOW_LAST]! + c.MAP + ((wanted + c.ROUND_UP) >>> c.SHIFT)]! === hot[sub | c.CELL]!
    ) {
      const unused = whole - wanted;
      memory[at | 1] = hot[sub | c.TAG]! ^ (((unused & 0x7f) << 24) | ((unused >>> 7) << 16));
      return header;
    }
    const had = whole - (((word1 >>> 24) & 0x7f) | (((word1 >>> 16) & 0xff) << 7));
    const kept = had < wanted ? had : wanted;
    // The last slot in use is freed the long way; and the bytes must be where they can be copied without a fault.
    if (had < 0 || hot[sub | c.COUNT] === 1 || !isPlain(header, kept)) return 0;
    const slot = hasBucket ? takeSlot(wanted) : 0;
    const target = slot === 0 ? takeBlock(wanted) : slot;
    if (target === 0) return 0;
    if (!isPlain(target, kept)) {
      if (slot === 0) backs[heaps[c.NOW_LAST]! >>> c.HEAP_SHIFT]?.giveShort(target + 8);
      else giveSlot(slot);
      return 0;
    }
    copy(target + 8, header + 8, kept);
    giveSlot(header);
    return target;
  }

  /** Offset of the header of a block of the last heap, which is open, for a request that no slot serves; or 0. */
  function takeBlock(bytes: number): number {
    const p = backs[heaps[c.NOW_LAST]! >>> c.HEAP_SHIFT]?.takeShort(bytes) ?? 0;
    return p === 0 ? 0 : p - 8;
  }

  /** Whether the pages behind a header can be written. */
  function isPlain(header: number, length: number): boolean {
    const end = header + 8 + length;
    for (let at = header; at < end; at += 0x1000) {
      if ((access[at >>> 12]! & 2) === 0) return false;
    }
    return (access[end >>> 12]! & 2) !== 0;
  }

  /** Copies a run of bytes between slots; up to three bytes behind it come along. */
  function copy(to: number, from: number, length: number): void {
    if (length > 256) {
      copyBytes(to, from, length);
      return;
    }
    const memory = words;
    const target = to >>> 2;
    const source = from >>> 2;
    const count = (length + 3) >>> 2;
    for (let i = 0; i < count; i++) memory[target + i] = memory[source + i]!;
  }

  return {
    inFrontOfReAllocate(door) {
      reallocateDoor = door;
      return reallocate;
    },
    inFrontOfAllocate(door) {
      allocateDoor = door;
      return allocate;
    },
    inFrontOfFree(door) {
      freeDoor = door;
      return free;
    },
  };
}

/** The gate of the code of a process, as far as it matters here (kernel/gate.ts). */
export interface ShortPathGate {
  readonly level: number;
  onClose: (() => void) | null;
}

/**
 * The short way of a process, with the gate of its code; null where there is none.
 * @param notes for C code, who is told of each block. It has a row for the heap of the last call of its own: the
 *   short way of others is closed then, so that nothing happens to a block unnoticed (memory-members.ts)
 */
export function shortPath(
  process: Heaps,
  gate: ShortPathGate,
  notes: BlockNotes | null = null,
): ShortPath | null {
  const { hot, platform } = process;
  const region = platform.pages.userRegion;
  if (hot === null || region === null) return null;
  const layout = layouts[platform.architecture];
  const now = notes === null ? 0 : ROW_OF_CODE;
  const place: Constants = {
    ...constants,
    BASE: region.base,
    PAYLOAD: region.base + HEADER_BYTES,
    SIGNATURE_AT: layout.signature,
    SHIFT: layout.shift,
    ROUND_UP: HEADER_BYTES + layout.granule - 1,
    PLACE_SHIFT: 16 - layout.shift,
    NOTED: notes === null ? 0 : 1,
    NOW_LAST: now | LAST,
    NOW_OPEN: now | OPEN,
    NOW_KEY1: now | KEY1,
  };
  const make = ownCopy(makeShortPath, place);
  const { i32, access, bulk } = region;
  const { backs, heaps, subsegments } = hot;
  const lastHandle = notes === null ? hot.lastHandle : hot.lastOfCode;
  gate.onClose = () => hot.forgetLast();
  const short = make(
    place,
    i32,
    bulk.copy,
    access,
    heaps,
    subsegments,
    lastHandle,
    gate,
    Math.imul,
    notes,
    backs,
  );
  if (notes !== null) warmUp(short);
  return short;
}

/**
 * Shows V8 that a heap must be found now and then. Code that was compiled before it saw that is thrown away then; and
 * with the notes the functions are too long to be compiled into their callers once they have code of their own.
 */
function warmUp(short: ShortPath): void {
  const nothing = (): number => 0;
  const allocate = short.inFrontOfAllocate(nothing);
  const free = short.inFrontOfFree(nothing);
  const reallocate = short.inFrontOfReAllocate(nothing);
  for (let turn = 0; turn < 64; turn++) {
    allocate(Number.NaN, 0, Number.NaN);
    free(Number.NaN, 0, Number.NaN);
    reallocate(Number.NaN, 0, Number.NaN, Number.NaN);
  }
}

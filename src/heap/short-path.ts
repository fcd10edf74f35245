/**
 * The short way of RtlAllocateHeap and RtlFreeHeap in user mode: a request
 * whose size has a bucket with a free slot, and a slot that is freed.
 * Everything that a check finds unusual goes the long way (heaps.ts), which
 * does the same and everything else.
 *
 * What is checked here, on every call: the handle names a heap whose header in
 * simulated memory carries its signature; flags and size are plain; the pages
 * can be written; the slot's header decodes to what it must be.
 *
 * `makeShortPath` uses nothing but its parameter, so that each process can have
 * a copy with type feedback of its own (`ownCopy`): V8 then compiles the typed
 * arrays of the process in as constants. bench/micro.mjs, W1, shows what it is worth.
 */

import type { Region } from '../memory/region.ts';
import { ENTRY_BUSY, ENTRY_VIRTUAL_ALLOC, HEAP_GENERATE_EXCEPTIONS, HEAP_SIGNATURE } from './flags.ts';
import { SLOT_BIT } from './front-end.ts';
import {
  CURRENT,
  EVEN,
  FIRST,
  FREE,
  FREE_SLOTS,
  GRANULES,
  HEAP_ROW,
  HOT_HEAPS,
  KEY0,
  KEY1,
  NEXT,
  OPEN,
  ORIGIN,
  OWNER,
  PREVIOUS,
  SHORT_BYTES,
  SLOTS,
  SUBSEGMENT_ROW,
  SUBSEGMENTS,
} from './hot-table.ts';
import type { Layout } from './layout.ts';

/** RtlAllocateHeap and RtlFreeHeap of one process. */
export interface ShortPath {
  readonly allocate: (handle: number, flags: number, size: number | bigint) => number;
  readonly free: (handle: number, flags: number, address: number) => number;
}

const constants = {
  BUSY: ENTRY_BUSY << 16,
  BUSY_FLAG: ENTRY_BUSY,
  /** What makes a header busy or free: the flag, and its part in the checksum. */
  TOGGLE: (ENTRY_BUSY << 16) | (ENTRY_BUSY << 24),
  KIND: (ENTRY_BUSY | ENTRY_VIRTUAL_ALLOC) << 16,
  PLAIN_FLAGS: ~HEAP_GENERATE_EXCEPTIONS,
  SIGNATURE: HEAP_SIGNATURE,
  SLOT: SLOT_BIT << 24,
  CURRENT,
  EVEN,
  FIRST,
  FREE,
  FREE_SLOTS,
  GRANULES,
  HEAP_ROW,
  HOT_HEAPS,
  KEY0,
  KEY1,
  NEXT,
  OPEN,
  ORIGIN,
  OWNER,
  PREVIOUS,
  SHORT_BYTES,
  SLOTS,
  SUBSEGMENT_ROW,
  SUBSEGMENTS,
} as const;

/** Everything the short way may touch. */
export interface ShortPathParts {
  readonly c: typeof constants;
  readonly region: Region;
  readonly table: Int32Array;
  readonly layout: Layout;
  readonly inverse: Float64Array;
  readonly long: ShortPath;
}

/** Makes the short way of one process. Self-contained: see the head of the file. */
function makeShortPath({ c, region, table, layout, inverse, long }: ShortPathParts): ShortPath {
  const { i32, access, base, bytes: limit } = region;
  const { shift, granule, number: numberField, signature: signatureField } = layout;
  const alignMask = granule - 1;
  const roundUp = 8 + granule - 1;
  const { allocate: allocateLong, free: freeLong } = long;

  // The heap of the last call: most calls in a row are on one heap.
  let lastHandle = Number.NaN;
  let lastRow = 0;
  let lastOrigin = 0;
  let lastSignature = 0;

  /** Row of a heap in the table, 0 when the handle is no heap that is open for the short way. */
  function rowOf(handle: number): number {
    if (handle !== lastHandle) return findRow(handle);
    // The row may belong to another heap by now, and the handle to another row.
    if (table[lastRow + c.ORIGIN] !== lastOrigin || table[lastRow + c.OPEN] !== 1) return findRow(handle);
    return i32[lastSignature] === c.SIGNATURE ? lastRow : 0;
  }

  function findRow(handle: number): number {
    const distance = handle - base;
    const origin = distance | 0;
    if (origin !== distance || origin <= 0 || origin >= limit - 0x1000) return 0;
    const number = i32[(origin + numberField) >>> 2]!;
    if (number <= 0 || number >= c.HOT_HEAPS) return 0;
    const row = number * c.HEAP_ROW;
    const signature = (origin + signatureField) >>> 2;
    if (table[row + c.ORIGIN] !== origin || table[row + c.OPEN] !== 1 || i32[signature] !== c.SIGNATURE)
      return 0;
    lastHandle = handle;
    lastRow = row;
    lastOrigin = origin;
    lastSignature = signature;
    return row;
  }

  function allocate(handle: number, flags: number, size: number | bigint): number {
    const row = rowOf(handle);
    if (row !== 0 && (flags & c.PLAIN_FLAGS) === 0 && typeof size === 'number') {
      const bytes = size | 0;
      if (bytes === size && bytes >= 0 && bytes <= table[row + c.SHORT_BYTES]!) {
        const p = takeSlot(row, bytes);
        if (p !== 0) return base + p;
      }
    }
    return allocateLong(handle, flags, size);
  }

  /** A slot for a request; 0 when there is none, or when anything about it is unusual. */
  function takeSlot(row: number, bytes: number): number {
    const hot = table;
    const words = i32;
    const pages = access;
    const even = hot[row + c.EVEN]!;
    const rounded = (((bytes + roundUp) >>> shift) + even) & ~even;
    const exact = rounded < 2 ? 2 : rounded;
    // The bucket: front-end.ts, bucketOf.
    const k = 27 - Math.clz32(exact - 1);
    const n = k <= 0 ? exact : ((exact + (1 << k) - 1) >>> k) << k;
    const number = hot[row + c.CURRENT + n]!;
    const sub = c.SUBSEGMENTS + number * c.SUBSEGMENT_ROW;
    const p = hot[sub + c.FREE]!;
    if (number === 0 || (pages[(p - 8) >>> 12]! & pages[p >>> 12]! & 2) === 0) return 0;
    const at = (p - 8) >>> 2;
    const key0 = hot[row + c.KEY0]!;
    const key1 = hot[row + c.KEY1]!;
    const free = (n | (((n ^ (n >>> 8)) & 0xff) << 24)) ^ key0;
    if (words[at] !== free || words[at + 1] !== (c.SLOT ^ number ^ key1)) return 0;
    const left = hot[sub + c.FREE_SLOTS]! - 1;
    hot[sub + c.FREE_SLOTS] = left;
    hot[sub + c.FREE] = words[p >>> 2]!;
    if (left === 0) unlistFirst(row + c.CURRENT + n, hot[sub + c.NEXT]!);
    // Busy: the flag, and the checksum that follows it.
    words[at] = free ^ c.TOGGLE;
    const unused = (n << shift) - bytes;
    words[at + 1] = (c.SLOT | number | ((unused >>> 7) << 16) | ((unused & 0x7f) << 24)) ^ key1;
    return p;
  }

  /** No slot is left: the next subsegment of the size takes its place. */
  function unlistFirst(current: number, next: number): void {
    table[current] = next;
    table[c.SUBSEGMENTS + next * c.SUBSEGMENT_ROW + c.PREVIOUS] = 0;
  }

  /** A subsegment has its first free slot: it serves its size again. */
  function list(current: number, number: number, sub: number): void {
    const head = table[current]!;
    table[sub + c.NEXT] = head;
    table[sub + c.PREVIOUS] = 0;
    table[c.SUBSEGMENTS + head * c.SUBSEGMENT_ROW + c.PREVIOUS] = number;
    table[current] = number;
  }

  function free(handle: number, flags: number, address: number): number {
    const row = rowOf(handle);
    const distance = address - base;
    const p = distance | 0;
    if (row !== 0 && p === distance && p > 0 && p < limit && (p & alignMask) === 0 && giveSlot(row, p))
      return 1;
    return freeLong(handle, flags, address);
  }

  /** Gives a slot back; false when it is none, or when anything about it is unusual. */
  function giveSlot(row: number, p: number): boolean {
    const hot = table;
    const words = i32;
    const pages = access;
    if ((pages[(p - 8) >>> 12]! & pages[p >>> 12]! & 2) === 0) return false;
    const at = (p - 8) >>> 2;
    const key1 = hot[row + c.KEY1]!;
    const encoded = words[at]!;
    const word0 = encoded ^ hot[row + c.KEY0]!;
    const word1 = words[at + 1]! ^ key1;
    const n = word0 & 0xffff;
    // Busy, with the right checksum, and a slot.
    const busy = n | c.BUSY | (((n ^ (n >>> 8) ^ c.BUSY_FLAG) & 0xff) << 24);
    if (word0 !== busy || word1 >= 0) return false;
    const number = word1 & 0xffff;
    const sub = c.SUBSEGMENTS + number * c.SUBSEGMENT_ROW;
    const inside = p - hot[sub + c.FIRST]!;
    const slots = hot[sub + c.SLOTS]!;
    const slot = (inside * inverse[n]! + 0.5) | 0;
    if (hot[sub + c.GRANULES] !== n || hot[sub + c.OWNER] !== row || slot < 0 || slot >= slots) return false;
    if (slot * (n << shift) !== inside) return false;
    const freeSlots = hot[sub + c.FREE_SLOTS]! + 1;
    const current = row + c.CURRENT + n;
    // All slots free: the block goes back, unless it is the last one with free slots.
    if (freeSlots >= slots && (hot[sub + c.NEXT] !== 0 || hot[current] !== number)) return false;
    words[at] = encoded ^ c.TOGGLE;
    words[at + 1] = (c.SLOT | number) ^ key1;
    words[p >>> 2] = hot[sub + c.FREE]!;
    hot[sub + c.FREE] = p;
    hot[sub + c.FREE_SLOTS] = freeSlots;
    if (freeSlots === 1) list(current, number, sub);
    return true;
  }

  return { allocate, free };
}

/**
 * A copy of a self-contained function with type feedback of its own, and with
 * its constants written in; the function itself where code may not be made from
 * text (a page's content security policy).
 */
function ownCopy<F>(original: F): F {
  const text = String(original).replace(/\bc\.([A-Z][A-Z0-9_]*)\b/g, (whole, name: string) =>
    name in constants ? String(constants[name as keyof typeof constants]) : whole,
  );
  try {
    return new Function(`return ${text}`)() as F;
  } catch {
    return original;
  }
}

/** The short way of a process. Results are those of `parts.long`. */
export const shortPath = (parts: Omit<ShortPathParts, 'c'>): ShortPath =>
  ownCopy(makeShortPath)({ ...parts, c: constants });

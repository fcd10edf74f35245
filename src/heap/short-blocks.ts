/**
 * The short way of the back end: taking a block from the free lists and giving
 * one back where nothing about it is unusual. heap.ts does the same and
 * everything else: it grows the heap, gives pages back, makes pages ready, and
 * tells what is damaged.
 *
 * What is checked is what heap.ts checks: the headers of the block and of its
 * neighbours, both sides of each list that is cut or joined, and that each page
 * can be written before it is stored to. All of it comes before the first
 * store, so that the long way can begin anew where the short one gives up.
 *
 * `makeShortBlocks` uses nothing but its parameters, so that each region can have
 * a copy with its constants written in (machine/own-copy.ts): the typed arrays
 * are where V8 knows them to be, and one function does what would be twenty
 * calls (W4 of bench/micro.mjs: 1.6 times dlmalloc, 1.9 without).
 */
import type { Architecture } from '../contract/c-types.ts';
import { ownCopy } from '../machine/own-copy.ts';
import type { Region } from '../memory/region.ts';
import { ENTRY_BUSY, ENTRY_LAST } from './flags.ts';
import type { FreeIndex } from './free-index.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import { FREE_LISTS, HEADER_BYTES, layouts, MIN_GRANULES } from './layout.ts';

/** The short way of the back ends of one region. */
export interface ShortBlocks {
  /** Payload offset of a block of `n` granules for a request of `bytes`; 0, with nothing changed, when anything is unusual. */
  take(heap: HeapBlocks, n: number, bytes: number): number;
  /** Gives back a busy block whose header words were already checked; false, with nothing changed, when anything is unusual. */
  give(heap: HeapBlocks, p: number, word0: number, word1: number): boolean;
}

const constants = {
  BUSY: ENTRY_BUSY,
  BUSY_BIT: ENTRY_BUSY << 16,
  LAST_BIT: ENTRY_LAST << 16,
  LISTS: FREE_LISTS,
  LEAST: MIN_GRANULES,
  HEADER: HEADER_BYTES,
} as const;

/** Numbers that depend on the region. */
interface Place {
  /** log2 of a granule, and of a LIST_ENTRY. */
  readonly SHIFT: number;
  readonly HEAD_SHIFT: number;
  /** Words from Flink to Blink; 1 where links have an upper half, else 0. */
  readonly BLINK: number;
  readonly WIDE: number;
  /** Halves of the region's base: a link is an address. */
  readonly LOW: number;
  readonly HIGH: number;
}

type Constants = typeof constants & Place;

/** Makes the short way of one region. Self-contained: see the head of the file. */
function makeShortBlocks(c: Constants, words: Int32Array, access: Uint8Array): ShortBlocks {
  /** First header word with its checksum (block-header.ts). */
  function headerWord(n: number, flags: number): number {
    return n | (flags << 16) | (((n ^ (n >>> 8) ^ flags) & 0xff) << 24);
  }

  function isIntact(word: number): boolean {
    return ((word ^ (word >>> 8) ^ (word >>> 16)) & 0xff) === word >>> 24;
  }

  /** Whether header and links of a payload offset can be written. An offset that is none has no page. */
  function isReady(p: number): boolean {
    return (access[(p - c.HEADER) >>> 12]! & access[p >>> 12]! & 3) === 3;
  }

  function smallest(index: FreeIndex, n: number): number {
    const word = n >>> 5;
    const here = index.bits[word]! & (-1 << (n & 31));
    return here !== 0 ? (word << 5) + 31 - Math.clz32(here & -here) : index.atLeast(n);
  }

  /** Whether a free block of `n` granules can be cut out of its list: both neighbours name it, and what follows it is sound. */
  function isLinked(heap: HeapBlocks, p: number, n: number): boolean {
    const at = p >>> 2;
    const self = (p + c.LOW) | 0;
    const next = (words[at]! - c.LOW) | 0;
    const previous = (words[at + c.BLINK]! - c.LOW) | 0;
    if (
      ((next | previous) & 7) !== 0 ||
      (access[next >>> 12]! & access[previous >>> 12]! & 3) !== 3 ||
      words[(next >>> 2) + c.BLINK] !== self ||
      words[previous >>> 2] !== self
    )
      return false;
    if (c.WIDE && (words[at + 1] !== c.HIGH || words[at + 3] !== c.HIGH)) return false;
    if (n < c.LISTS || next === heap.heads) return true;
    return (
      (access[(next - c.HEADER) >>> 12]! & 1) !== 0 && isIntact(words[(next - c.HEADER) >>> 2]! ^ heap.key0)
    );
  }

  /** Cuts a block out of its list, for which `isLinked` was true. */
  function cut(heap: HeapBlocks, p: number, n: number): void {
    const at = p >>> 2;
    const nextLink = words[at]!;
    const previousLink = words[at + c.BLINK]!;
    const next = (nextLink - c.LOW) | 0;
    words[(next >>> 2) + c.BLINK] = previousLink;
    words[((previousLink - c.LOW) | 0) >>> 2] = nextLink;
    const { index } = heap;
    if (n < c.LISTS) {
      if (nextLink === previousLink) index.clear(n);
      return;
    }
    const { first } = index;
    if (first[n] !== p) return;
    if (next !== heap.heads && ((words[(next - c.HEADER) >>> 2]! ^ heap.key0) & 0xffff) === n) {
      first[n] = next;
      return;
    }
    first[n] = 0;
    index.clear(n);
  }

  /** Payload offset of what a block of `n` granules is listed in front of: a block of list 0 or the head of a list. */
  function placeOf(heap: HeapBlocks, n: number): number {
    if (n < c.LISTS) return (words[(heap.heads + (n << c.HEAD_SHIFT)) >>> 2]! - c.LOW) | 0;
    const { index } = heap;
    const above = smallest(index, n);
    return above === 0 ? heap.heads : index.first[above]!;
  }

  /** Whether something can be listed in front of that. */
  function isPlace(next: number): boolean {
    if ((access[next >>> 12]! & 3) !== 3) return false;
    const previous = (words[(next >>> 2) + c.BLINK]! - c.LOW) | 0;
    return (access[previous >>> 12]! & 3) === 3 && words[previous >>> 2] === ((next + c.LOW) | 0);
  }

  /** Lists a free block in front of another, or of a head, for which `isPlace` was true. */
  function list(heap: HeapBlocks, p: number, n: number, next: number): void {
    const { index } = heap;
    const at = p >>> 2;
    const self = (p + c.LOW) | 0;
    const nextBlink = (next >>> 2) + c.BLINK;
    const previousLink = words[nextBlink]!;
    words[at] = (next + c.LOW) | 0;
    if (c.WIDE) {
      words[at + 1] = c.HIGH;
      words[at + 3] = c.HIGH;
    }
    words[at + c.BLINK] = previousLink;
    words[nextBlink] = self;
    words[((previousLink - c.LOW) | 0) >>> 2] = self;
    index.set(n);
    if (n >= c.LISTS) index.first[n] = p;
  }

  function take(heap: HeapBlocks, n: number, bytes: number): number {
    const { index, key0 } = heap;
    const size = smallest(index, n);
    if (size === 0) return 0;
    const p =
      size < c.LISTS ? (words[(heap.heads + (size << c.HEAD_SHIFT)) >>> 2]! - c.LOW) | 0 : index.first[size]!;
    if (!isReady(p)) return 0;
    const at = (p - c.HEADER) >>> 2;
    const word0 = words[at]! ^ key0;
    if ((word0 & (0xffff | c.BUSY_BIT)) !== size || !isIntact(word0) || !isLinked(heap, p, size)) return 0;
    const word1 = words[at + 1]! ^ heap.key1;
    const last = word0 & c.LAST_BIT;
    const rest = size - n;
    if (rest < c.LEAST) {
      cut(heap, p, size);
      words[at] = headerWord(size, c.BUSY | (last >>> 16)) ^ key0;
      words[at + 1] = ((word1 & 0xff_ffff) | (((size << c.SHIFT) - bytes) << 24)) ^ heap.key1;
      heap.freeGranules -= size;
      return p;
    }
    const q = p + (n << c.SHIFT);
    const behind = q + (rest << c.SHIFT);
    const next = placeOf(heap, rest);
    if (!isReady(q) || (last === 0 && !isReady(behind)) || !isPlace(next)) return 0;
    cut(heap, p, size);
    words[at] = headerWord(n, c.BUSY) ^ key0;
    words[at + 1] = ((word1 & 0xff_ffff) | (((n << c.SHIFT) - bytes) << 24)) ^ heap.key1;
    heap.freeGranules -= n;
    const segment = (word1 >>> 16) & 0xff;
    putFree(heap, q, rest, last, n, segment);
    list(heap, q, rest, next === p ? placeOf(heap, rest) : next);
    return p;
  }

  /** Writes the header of a free block, and tells the block behind it its size. */
  function putFree(
    heap: HeapBlocks,
    p: number,
    n: number,
    last: number,
    previous: number,
    segment: number,
  ): void {
    const at = (p - c.HEADER) >>> 2;
    words[at] = headerWord(n, last >>> 16) ^ heap.key0;
    words[at + 1] = (previous | (segment << 16)) ^ heap.key1;
    if (last !== 0) {
      heap.noteLast(p, n, segment);
      return;
    }
    const behind = at + 1 + ((n << c.SHIFT) >>> 2);
    words[behind] = (((words[behind]! ^ heap.key1) & ~0xffff) | n) ^ heap.key1;
  }

  function give(heap: HeapBlocks, p: number, word0: number, word1: number): boolean {
    const { key0, key1 } = heap;
    const own = word0 & 0xffff;
    const most = heap.layout.maxGranules;
    let n = own;
    let last = word0 & c.LAST_BIT;
    let previous = word1 & 0xffff;
    let start = p;
    let joined = 0;
    let joinedSize = 0;
    if (!isReady(p)) return false;
    if (last === 0) {
      const q = p + (own << c.SHIFT);
      if (!isReady(q)) return false;
      const at = (q - c.HEADER) >>> 2;
      const next = words[at]! ^ key0;
      if (!isIntact(next) || ((words[at + 1]! ^ key1) & 0xffff) !== own) return false;
      const size = next & 0xffff;
      if ((next & c.BUSY_BIT) === 0 && n + size <= most) {
        if (!isLinked(heap, q, size)) return false;
        joined = q;
        joinedSize = size;
        n += size;
        last = next & c.LAST_BIT;
      }
    }
    const before = previous;
    if (before !== 0) {
      const q = p - (before << c.SHIFT);
      if (!isReady(q)) return false;
      const at = (q - c.HEADER) >>> 2;
      const word = words[at]! ^ key0;
      if (!isIntact(word) || (word & 0xffff) !== before) return false;
      if ((word & c.BUSY_BIT) === 0 && n + before <= most) {
        if (!isLinked(heap, q, before)) return false;
        start = q;
        n += before;
        previous = (words[at + 1]! ^ key1) & 0xffff;
      }
    }
    if (heap.givesBack(heap.freeGranules + own, n)) return false;
    const next = placeOf(heap, n);
    if (!isPlace(next) || next === joined || next === start) return false;
    if (last === 0 && joined !== 0 && !isReady(start + (n << c.SHIFT))) return false;
    if (joined !== 0) cut(heap, joined, joinedSize);
    if (start !== p) {
      cut(heap, start, before);
      // Marked free although it vanishes in the block in front: a second free is recognised.
      words[(p - c.HEADER) >>> 2] = headerWord(own, 0) ^ key0;
    }
    heap.freeGranules += own;
    putFree(heap, start, n, last, previous, (word1 >>> 16) & 0xff);
    list(heap, start, n, next);
    return true;
  }

  return { take, give };
}

const made = new WeakMap<Region, ShortBlocks>();

/** The short way of the back ends in a region, whose program is of that architecture. Made when it is first asked for. */
export function shortBlocksOf(region: Region, architecture: Architecture): ShortBlocks {
  let short = made.get(region);
  if (short === undefined) {
    const layout = layouts[architecture];
    const place: Constants = {
      ...constants,
      SHIFT: layout.shift,
      HEAD_SHIFT: layout.wide ? 4 : 3,
      BLINK: layout.blinkWords,
      WIDE: layout.wide ? 1 : 0,
      LOW: region.base | 0,
      HIGH: Math.floor(region.base / 2 ** 32) | 0,
    };
    short = ownCopy(makeShortBlocks, place)(place, region.i32, region.access);
    made.set(region, short);
  }
  return short;
}

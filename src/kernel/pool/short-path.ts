/**
 * The short way of the pool's routines: a block that is cut from the top of its
 * pool, and one that falls back to it (small-pool.ts). Everything that a check
 * finds unusual goes to the door and from there the long way (pool-calls.ts),
 * which does the same and everything else.
 *
 * What is checked here, on every call: the level, that nobody listens, watches
 * or stands in front; type, size and tag of a request; that the page can be
 * written; and every header that is read or changed against what the pool knows
 * beside memory. Only a top that reaches the end of its page is used: there is
 * no block behind it then, whose header would have to be checked and changed.
 *
 * As in src/heap/short-path.ts, `makeShortPath` uses nothing but its parameters,
 * so that each machine can have a copy with type feedback of its own and its
 * constants written in (`ownCopy`), and the functions are short in bytecode, so
 * that V8 compiles them into their callers: `take` and `give` give what they read
 * often a name of their own, and TOP, the first number of a pool, stands without
 * its name.
 */
import type { Architecture } from '../../contract/c-types.ts';
import { ownCopy } from '../../machine/own-copy.ts';
import type { Region } from '../../memory/region.ts';
import type { PoolCaller } from './allocation-stacks.ts';
import { BUSY, CHARGED, WHO_SHIFT } from './block-table.ts';
import {
  BARRIER,
  FREE_WORD,
  FREES,
  INDEX,
  LEVEL,
  LIVE_WORD,
  POOL_SHIFT,
  TOP_SIZE,
  TOP_WORD,
  WATCHED,
} from './hot-table.ts';
import { CACHE_TYPE, poolLayouts, SIZE_SHIFT } from './layout.ts';
import { SMALL } from './page-map.ts';
import { PLAIN_KIND, PLAIN_ZERO } from './pool-requests.ts';

/** A routine that allocates: by type or by flags. */
export type Allocate = (what: number | bigint, size: number | bigint, tag: number) => number;
/** ExFreePoolWithTag. */
export type Free = (address: number, tag: number) => void;

/**
 * The short way of the routines of one machine. The first two hand to `door` what they do not do themselves. The others
 * are for calls that came through the door already, or never do, and that nobody watches or listens to.
 */
export interface PoolShortPath {
  /** @param kinds by first argument: pool and zeroing of what may take the short way (pool-requests.ts) */
  allocate(caller: PoolCaller, kinds: Int8Array, door: Allocate): Allocate;
  free(caller: PoolCaller, door: Free): Free;
  /** Allocates whatever the level; address of the block, 0 when it is for the long way. */
  allocateWithin(
    caller: PoolCaller,
    kinds: Int8Array,
    what: number | bigint,
    size: number | bigint,
    tag: number,
  ): number;
  /** Frees whatever the level; false when it is for the long way. */
  freeWithin(caller: PoolCaller, address: number, tag: number): boolean;
  /**
   * Takes a block for the kernel; its address, 0 when it is for the long way.
   * @param plain pool and zeroing, as `kinds` above
   * @param who number of the stack that asks
   */
  cut(plain: number, bytes: number, tag: number, who: number): number;
  /** Takes over arrays that were replaced; null for none. */
  move(arrays: Moving | null): void;
}

const constants = {
  BUSY,
  /** The two highest bits of a word of the block table: busy, and charged to nobody. */
  BUSY_PLAIN: (BUSY >>> 30) & ~(CHARGED >>> 30),
  WHO_SHIFT,
  BARRIER,
  FREE_WORD,
  FREES,
  INDEX,
  LEVEL,
  LIVE_WORD,
  POOL_SHIFT,
  TOP_SIZE,
  TOP_WORD,
  WATCHED,
  SIZE_SHIFT,
  SMALL,
  PLAIN_KIND,
  PLAIN_ZERO,
  /** Words of a page, less one. */
  PAGE: 0x3ff,
} as const;

/** Numbers that depend on the machine. */
interface Place {
  /** Address of a payload whose header is the first word of the region; what is 0 in each header's offset. */
  readonly PAYLOAD: number;
  readonly GRANULE_MASK: number;
  /** log2 of the words of a granule, and those words. */
  readonly WORD_SHIFT: number;
  readonly WORDS: number;
  readonly SHIFT: number;
  readonly ROUND_UP: number;
  readonly MOST_BYTES: number;
  readonly SIZE_MASK: number;
  /** Bits of the header word of a live block that are compared. */
  readonly COMPARED: number;
}

type Constants = typeof constants & Place;

/** The arrays that change places as the pool grows, or when a snapshot is restored. */
export interface Moving {
  readonly codes: Uint8Array;
  readonly rowOf: Int32Array;
  readonly sizes: Uint16Array;
  readonly given: Int32Array;
  readonly freed: Int32Array;
}

/** Makes the short way of one machine. Self-contained: see the head of the file. */
function makeShortPath(
  c: Constants,
  words: Int32Array,
  access: Uint8Array,
  hot: Int32Array,
  tags: Int32Array,
  gate: { readonly level: number },
  calls: readonly string[],
  heldSpinLocks: { readonly length: number },
  watched: Int32Array,
  whoCalls: (caller: PoolCaller) => number,
  nothing: Moving,
): PoolShortPath {
  let { codes, rowOf, sizes, given, freed } = nothing;

  function move(arrays: Moving | null): void {
    ({ codes, rowOf, sizes, given, freed } = arrays ?? nothing);
  }

  /** Word index of the header of a block that is cut from the top at a level; 0 when anything about that is unusual. */
  function take(plain: number, bytes: number, tag: number, who: number, level: number): number {
    const table = hot;
    const memory = words;
    const pool = (plain & c.PLAIN_KIND) << c.POOL_SHIFT;
    const n = (bytes + c.ROUND_UP) >>> c.SHIFT;
    const h = table[pool]!;
    const topWord = table[pool | c.TOP_WORD]!;
    const rest = table[pool | c.TOP_SIZE]! - n;
    if (
      table[c.BARRIER] !== 0 ||
      level > table[pool | c.LEVEL]! ||
      rest < 2 ||
      ((table[pool + c.INDEX + (n >>> 5)]! >>> (n & 31)) & 1) !== 0 ||
      memory[h] !== topWord ||
      ((h + ((n + rest) << c.WORD_SHIFT)) & c.PAGE) !== 0 ||
      (access[h >>> 10]! & 2) === 0
    )
      return 0;
    const at = rowOf[h >>> 10]! + ((h & c.PAGE) >>> c.WORD_SHIFT);
    const next = h + (n << c.WORD_SHIFT);
    const word = n | table[pool | c.FREE_WORD]! | (rest << c.SIZE_SHIFT);
    memory[h] = (topWord & c.SIZE_MASK) | table[pool | c.LIVE_WORD]! | (n << c.SIZE_SHIFT);
    memory[h | 1] = tag;
    memory[next] = word;
    sizes[at] = n;
    given[at] = bytes | who;
    sizes[at + n] = rest;
    table[pool] = next;
    table[pool | c.TOP_SIZE] = rest;
    table[pool | c.TOP_WORD] = word;
    if ((plain & c.PLAIN_ZERO) !== 0) clear(h + c.WORDS, next);
    return h;
  }

  function clear(from: number, to: number): void {
    // A call of `fill` costs more than storing a few words.
    if (to - from > 32) words.fill(0, from, to);
    else for (let at = from; at < to; at++) words[at] = 0;
  }

  /** Lets the block with that header fall back to the top at a level; false when anything about that is unusual. */
  function give(h: number, tag: number, who: number, level: number): boolean {
    const table = hot;
    const memory = words;
    const granules = sizes;
    const requests = given;
    const code = codes[h >>> 10]!;
    if ((code & 15) !== c.SMALL || (access[h >>> 10]! & 2) === 0) return false;
    const pool = (code >>> 4) << c.POOL_SHIFT;
    const g = (h & c.PAGE) >>> c.WORD_SHIFT;
    const at = rowOf[h >>> 10]! + g;
    const block = requests[at]!;
    const n = granules[at]!;
    const top = table[pool]!;
    const word = memory[h]!;
    const previous = word & c.SIZE_MASK;
    const size = n + table[pool | c.TOP_SIZE]!;
    if (
      ((table[c.BARRIER]! | table[c.FREES]! | table[c.WATCHED]! | heldSpinLocks.length) !== 0 &&
        isClosed(h, top)) ||
      level > table[pool | c.LEVEL]! ||
      block >>> 30 !== c.BUSY_PLAIN ||
      top !== h + (n << c.WORD_SHIFT) ||
      memory[top] !== table[pool | c.TOP_WORD] ||
      // Also for a block at the end of its page, when the top is the whole of the next one.
      (h | c.PAGE) + 1 !== h + (size << c.WORD_SHIFT) ||
      ((word ^ (table[pool | c.LIVE_WORD]! | (n << c.SIZE_SHIFT))) & c.COMPARED) !== 0 ||
      (tag !== 0 && memory[h | 1] !== (tag | 0)) ||
      (previous === 0
        ? g
        : previous > g || granules[at - previous] !== previous || requests[at - previous]! >= 0)
    )
      return false;
    const merged = previous | table[pool | c.FREE_WORD]! | ((size & c.SIZE_MASK) << c.SIZE_SHIFT);
    requests[at] = block & ~c.BUSY;
    freed[at] = who;
    granules[at + n] = 0;
    granules[at] = size;
    memory[h] = merged;
    table[pool] = h;
    table[pool | c.TOP_SIZE] = size;
    table[pool | c.TOP_WORD] = merged;
    return true;
  }

  /** Whether somebody wants to hear of every free, or something in use lies between the two words of a block. */
  function isClosed(from: number, to: number): boolean {
    return (hot[c.BARRIER]! | hot[c.FREES]! | heldSpinLocks.length) !== 0 || isWatched(from, to);
  }

  /** Whether something in use lies between two words. */
  function isWatched(from: number, to: number): boolean {
    for (let at = 2 * hot[c.WATCHED]! - 2; at >= 0; at -= 2)
      if (watched[at]! < to && watched[at + 1]! > from) return true;
    return false;
  }

  function isPlainRequest(plain: number, size: number | bigint, tag: number): boolean {
    return (
      plain >= 0 &&
      typeof size === 'number' &&
      (size | 0) === size &&
      size > 0 &&
      size <= c.MOST_BYTES &&
      tags[(tag ^ (tag >>> 8) ^ (tag >>> 17) ^ (tag >>> 26)) & 63] === tag
    );
  }

  /** Whether `take` is worth a try: to find out who calls below other routines takes longer than these looks. */
  function mayTake(plain: number, bytes: number, level: number): boolean {
    const pool = (plain & c.PLAIN_KIND) << c.POOL_SHIFT;
    const n = (bytes + c.ROUND_UP) >>> c.SHIFT;
    return (
      hot[c.BARRIER] === 0 &&
      level <= hot[pool | c.LEVEL]! &&
      ((hot[pool + c.INDEX + (n >>> 5)]! >>> (n & 31)) & 1) === 0
    );
  }

  /** The same for `give`: only the block below the top falls back to it. */
  function mayGive(h: number, level: number): boolean {
    const code = codes[h >>> 10]!;
    if ((code & 15) !== c.SMALL || (hot[c.BARRIER]! | hot[c.FREES]!) !== 0) return false;
    const pool = (code >>> 4) << c.POOL_SHIFT;
    const n = sizes[rowOf[h >>> 10]! + ((h & c.PAGE) >>> c.WORD_SHIFT)]!;
    return level <= hot[pool | c.LEVEL]! && hot[pool] === h + (n << c.WORD_SHIFT);
  }

  /** Allocates below other routines: the stack has a number of its own. Address, or 0. */
  function takeBelow(
    caller: PoolCaller,
    plain: number,
    size: number | bigint,
    tag: number,
    level: number,
  ): number {
    if (!isPlainRequest(plain, size, tag) || !mayTake(plain, size as number, level)) return 0;
    const h = take(plain, size as number, tag, (whoCalls(caller) << c.WHO_SHIFT) | c.BUSY, level);
    return h === 0 ? 0 : h * 4 + c.PAYLOAD;
  }

  /** Frees below other routines. */
  function giveBelow(caller: PoolCaller, address: number, tag: number, level: number): boolean {
    const header = (address - c.PAYLOAD) >>> 0;
    return (
      header === address - c.PAYLOAD &&
      (header & c.GRANULE_MASK) === 0 &&
      mayGive(header >>> 2, level) &&
      give(header >>> 2, tag, whoCalls(caller) + 1, level)
    );
  }

  function allocate(caller: PoolCaller, kinds: Int8Array, door: Allocate): Allocate {
    const who = (caller.plain << c.WHO_SHIFT) | c.BUSY;
    const below: Allocate = (what, size, tag) => {
      const address =
        calls.length === 0 ? 0 : takeBelow(caller, kinds[what as number]!, size, tag, gate.level);
      return address === 0 ? door(what, size, tag) : address;
    };
    return (what, size, tag) => {
      const plain = kinds[what as number]!;
      if (calls.length === 0 && isPlainRequest(plain, size, tag)) {
        const h = take(plain, size as number, tag, who, gate.level);
        if (h !== 0) return h * 4 + c.PAYLOAD;
      }
      return below(what, size, tag);
    };
  }

  function free(caller: PoolCaller, door: Free): Free {
    const who = caller.plain + 1;
    const below: Free = (address, tag) => {
      if (calls.length === 0 || !giveBelow(caller, address, tag, gate.level)) door(address, tag);
    };
    return (address, tag) => {
      const distance = address - c.PAYLOAD;
      const header = distance >>> 0;
      if (
        calls.length !== 0 ||
        header !== distance ||
        (header & c.GRANULE_MASK) !== 0 ||
        !give(header >>> 2, tag, who, gate.level)
      )
        below(address, tag);
    };
  }

  function allocateWithin(
    caller: PoolCaller,
    kinds: Int8Array,
    what: number | bigint,
    size: number | bigint,
    tag: number,
  ): number {
    return takeBelow(caller, kinds[what as number]!, size, tag, 0);
  }

  function freeWithin(caller: PoolCaller, address: number, tag: number): boolean {
    return giveBelow(caller, address, tag, 0);
  }

  function cut(plain: number, bytes: number, tag: number, who: number): number {
    const isSmall = (bytes | 0) === bytes && bytes > 0 && bytes <= c.MOST_BYTES;
    const h = isSmall ? take(plain, bytes, tag, (who << c.WHO_SHIFT) | c.BUSY, 0) : 0;
    return h === 0 ? 0 : h * 4 + c.PAYLOAD;
  }

  return { allocate, free, allocateWithin, freeWithin, cut, move };
}

/** What the short way of a machine is made of. */
export interface ShortPathParts {
  readonly architecture: Architecture;
  readonly region: Region;
  /** hot-table.ts. */
  readonly hot: Int32Array;
  /** pool-tags.ts. */
  readonly tags: Int32Array;
  readonly gate: { readonly level: number };
  /** Routines that run, innermost last. */
  readonly calls: readonly string[];
  /** Spin locks that are held: a free must look at them. */
  readonly heldSpinLocks: { readonly length: number };
  /** Places of objects in use (watched-memory.ts). */
  readonly watched: Int32Array;
  /** Number of the stack that calls a routine, when there are any. */
  readonly whoCalls: (caller: PoolCaller) => number;
}

/** Arrays of a machine that has no pool yet. Nobody writes to them. */
const nothing: Moving = {
  codes: new Uint8Array(2 ** 20),
  rowOf: new Int32Array(1),
  sizes: new Uint16Array(1),
  given: new Int32Array(1),
  freed: new Int32Array(1),
};

/** The short way of a machine. */
export function makePoolShortPath(parts: ShortPathParts): PoolShortPath {
  const { architecture, region, hot, tags, gate, calls, heldSpinLocks, watched, whoCalls } = parts;
  const { granule, shift, mostBytes, sizeMask, typeShift } = poolLayouts[architecture];
  const place: Constants = {
    ...constants,
    PAYLOAD: region.base + granule,
    GRANULE_MASK: granule - 1,
    WORD_SHIFT: shift - 2,
    WORDS: granule / 4,
    SHIFT: shift,
    ROUND_UP: 2 * granule - 1,
    MOST_BYTES: mostBytes,
    SIZE_MASK: sizeMask,
    COMPARED: ~(sizeMask | (CACHE_TYPE << typeShift)),
  };
  const make = ownCopy(makeShortPath, place);
  return make(
    place,
    region.i32,
    region.access,
    hot,
    tags,
    gate,
    calls,
    heldSpinLocks,
    watched,
    whoCalls,
    nothing,
  );
}

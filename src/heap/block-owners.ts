/**
 * Who allocated the blocks of heaps, and who freed them last: numbers of call
 * stacks of C code, in tables by address. Nothing of it is simulated memory.
 * Only processes (and kernel-mode code) that C was loaded into have them:
 * programs in TypeScript pay nothing for it.
 *
 *     table of a region    by 64 KB: a chunk, or nothing where no block was noted
 *     chunk                by granule two numbers: allocated by, freed by
 *
 * What stands at the granule of a payload's first byte is about that block. 0
 * means that nothing was noted; else it is a stack's number and one more. A block
 * that is live has been allocated and not freed. Numbers of blocks that are gone
 * stay until another block begins at the same place.
 */
import type { Region } from '../memory/region.ts';

/** Call stacks of C code, by number: 0 is that of other code. */
export interface CodeStackNumbers {
  /** The stack of the code that runs. */
  stack(): number;
  /** The place that runs, as a stack of one frame: cheaper. */
  place(): number;
  /** The frames of a number, innermost first; none for 0. */
  frames(number: number): readonly string[];
}

/** What was noted of a block. */
export interface BlockHistory {
  /** Payload offset. */
  readonly p: number;
  /** Who allocated it, innermost first; empty for code that is no C. */
  readonly allocated: readonly string[];
  /** Who freed it; null while it is live. */
  readonly freed: readonly string[] | null;
}

/** What a snapshot keeps; null while nothing is noted. */
export type BlockOwnersImage =
  | readonly (readonly [Region, readonly (readonly [number, Int32Array])[]])[]
  | null;

type Table = (Int32Array | undefined)[];

/** log2 of the bytes that a chunk is about, and the part of an offset that is inside of it. */
export const CHUNK_SHIFT = 16;
export const CHUNK_MASK = 0xffff;
/** Chunks that are looked through for a block in front of an address. */
const NEAR_CHUNKS = 16;

/** What is known of the blocks of one process, or of those of kernel-mode code. */
export class BlockOwners {
  /** True once C code was loaded that may allocate here. */
  on = false;
  readonly #stacks: CodeStackNumbers;
  /** log2 of the least distance between two payloads. */
  readonly shift: number;
  readonly #tables = new Map<Region, Table>();
  #region: Region | null = null;
  #table: Table = [];

  constructor(stacks: CodeStackNumbers, architecture: 'x64' | 'x86') {
    this.#stacks = stacks;
    this.shift = architecture === 'x64' ? 4 : 3;
  }

  /** A block was allocated by the code that runs. */
  opened(region: Region, p: number): void {
    this.#open(region, p, this.#stacks.stack() + 1);
  }

  /** A block was freed by the code that runs. */
  closed(region: Region, p: number): void {
    this.#close(region, p, this.#stacks.place() + 1);
  }

  /** A block was resized and stands at `q` now: who allocated it stays the same. */
  moved(region: Region, p: number, q: number): void {
    const at = this.#index(p);
    const allocated = this.#chunk(region, p)[at]!;
    this.#open(region, q, allocated);
    this.closed(region, p);
  }

  /** Blocks of a range are gone without having been freed: their heap was destroyed. */
  forget(region: Region, start: number, end: number): void {
    const table = this.tableOf(region);
    for (let at = start; at < end; at = (at | CHUNK_MASK) + 1) {
      const last = Math.min(end - 1, at | CHUNK_MASK);
      table[at >>> CHUNK_SHIFT]?.fill(0, this.#index(at), this.#index(last) + 2);
    }
  }

  /** What was noted of a block that begins at an offset; null when nothing was. */
  at(region: Region, p: number): BlockHistory | null {
    if (!this.on || (p & ((1 << this.shift) - 1)) !== 0) return null;
    return this.#history(region, p);
  }

  /** What was noted of the block that begins next in front of an offset, or at it: the last live one, or any. */
  before(region: Region, offset: number, which: 'live' | 'any'): BlockHistory | null {
    if (!this.on) return null;
    const table = this.tableOf(region);
    const least = Math.max(0, (offset >>> CHUNK_SHIFT) - NEAR_CHUNKS);
    for (let number = offset >>> CHUNK_SHIFT; number >= least; number--) {
      const chunk = table[number];
      if (chunk === undefined) continue;
      const isFirst = number === offset >>> CHUNK_SHIFT;
      for (let at = isFirst ? this.#index(offset) : chunk.length - 2; at >= 0; at -= 2)
        if (chunk[at] !== 0 && (which === 'any' || chunk[at + 1] === 0))
          return this.#history(region, (number << CHUNK_SHIFT) + ((at >>> 1) << this.shift));
    }
    return null;
  }

  /** State for snapshots. The numbers keep their meaning as long as the machine lives. */
  save(): BlockOwnersImage {
    if (!this.on) return null;
    return [...this.#tables].map(([region, table]) => [
      region,
      table.flatMap((chunk, number) => (chunk === undefined ? [] : [[number, chunk.slice()] as const])),
    ]);
  }

  /** Restores what `save` gave. */
  load(image: BlockOwnersImage): void {
    this.on = image !== null;
    for (const table of this.#tables.values()) table.fill(undefined);
    for (const [region, chunks] of image ?? []) {
      const table = this.tableOf(region);
      for (const [number, chunk] of chunks) table[number] = chunk.slice();
    }
  }

  #history(region: Region, p: number): BlockHistory | null {
    const chunk = this.tableOf(region)[p >>> CHUNK_SHIFT];
    const at = this.#index(p);
    const allocated = chunk?.[at] ?? 0;
    const freed = chunk?.[at + 1] ?? 0;
    if (allocated === 0 && freed === 0) return null;
    return {
      p,
      allocated: allocated === 0 ? [] : this.#stacks.frames(allocated - 1),
      freed: freed === 0 ? null : this.#stacks.frames(freed - 1),
    };
  }

  #open(region: Region, p: number, number: number): void {
    const chunk = this.#chunk(region, p);
    const at = this.#index(p);
    chunk[at] = number;
    chunk[at + 1] = 0;
  }

  #close(region: Region, p: number, number: number): void {
    this.#chunk(region, p)[this.#index(p) + 1] = number;
  }

  #index(p: number): number {
    return ((p & CHUNK_MASK) >>> this.shift) << 1;
  }

  #chunk(region: Region, p: number): Int32Array {
    const table = region === this.#region ? this.#table : this.tableOf(region);
    const chunk = table[p >>> CHUNK_SHIFT];
    if (chunk !== undefined) return chunk;
    const made = new Int32Array((1 << (CHUNK_SHIFT - this.shift)) * 2);
    table[p >>> CHUNK_SHIFT] = made;
    return made;
  }

  /** The table of a region, which stays the same. Whoever stores into it does what `opened` and `closed` do. */
  tableOf(region: Region): Table {
    if (region === this.#region) return this.#table;
    let table = this.#tables.get(region);
    if (table === undefined) {
      // Filled at once: an array with holes would become a hash table for V8.
      table = new Array<Int32Array | undefined>(Math.ceil(region.bytes / 2 ** CHUNK_SHIFT)).fill(undefined);
      this.#tables.set(region, table);
    }
    this.#region = region;
    this.#table = table;
    return table;
  }
}

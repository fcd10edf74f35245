/**
 * A plain model of one debug heap: which blocks live, with how many bytes and
 * which content, and what must stand around them. Shares nothing with src/heap.
 */
import type { HeapPiece, UserProcess } from 'irqlab';
import { same } from '../same.ts';

/** A live block. */
export interface Block {
  readonly bytes: number;
  /** Every byte of it. */
  readonly fill: number;
  /** Made above the threshold; it stays so while it is resized in place. */
  readonly large: boolean;
}

/** What a setting puts around and into blocks. */
export interface Patterns {
  readonly alignment: number;
  /** Bytes behind a block. */
  readonly behind: (block: Block) => readonly number[];
  /** Byte `at` of a block that had `from` bytes before; undefined when nothing is promised. */
  readonly fresh: (at: number, from: number, block: Block) => number | undefined;
  /** What is wrong with the memory of a block that was freed just now, or null. */
  readonly freed: (address: number, block: Block) => string | null;
  /** What is wrong with a free block that a walk shows, or null. */
  readonly free: (piece: HeapPiece) => string | null;
}

const IN_PLACE = 0x10;
const ZERO = 0x8;

/** Drives a heap of a process and a plain Map side by side. */
export class DebugModel {
  readonly blocks = new Map<number, Block>();
  readonly patterns: Patterns;
  readonly #process: UserProcess;
  readonly #heap: number;
  readonly #threshold: number;

  constructor(process: UserProcess, heap: number, threshold: number, patterns: Patterns) {
    this.#process = process;
    this.#heap = heap;
    this.#threshold = threshold;
    this.patterns = patterns;
  }

  get liveBytes(): number {
    return [...this.blocks.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  allocate(bytes: number, fill: number, flags: number): void {
    const address = this.#process.RtlAllocateHeap(this.#heap, flags & ZERO, bytes);
    if (address === 0) return;
    same(this.blocks.has(address), false);
    const block = { bytes, fill, large: bytes > this.#threshold };
    this.#expectFresh(address, 0, block, flags);
    this.#adopt(address, block);
  }

  reallocate(index: number, bytes: number, fill: number, flags: number): void {
    const address = this.#pick(index);
    if (address === undefined) return;
    const old = this.blocks.get(address) as Block;
    const moved = this.#process.RtlReAllocateHeap(this.#heap, flags, address, bytes);
    if (moved === 0) {
      this.#expectContent(address, old);
      return;
    }
    if ((flags & IN_PLACE) !== 0) same(moved, address);
    const block = { bytes, fill, large: moved === address ? old.large : bytes > this.#threshold };
    this.#expectContent(moved, { ...old, bytes: Math.min(old.bytes, bytes) });
    if (bytes > old.bytes) this.#expectFresh(moved, old.bytes, block, flags);
    this.blocks.delete(address);
    if (moved !== address) same(this.patterns.freed(address, old), null);
    this.#adopt(moved, block);
  }

  free(index: number): void {
    const address = this.#pick(index);
    if (address === undefined) return;
    const block = this.blocks.get(address) as Block;
    this.#expectContent(address, block);
    same(this.#process.RtlFreeHeap(this.#heap, 0, address), 1);
    this.blocks.delete(address);
    same(this.patterns.freed(address, block), null);
  }

  /** Sizes, and what stands behind each block. */
  compare(): void {
    for (const [address, block] of this.blocks) {
      same(this.#process.RtlSizeHeap(this.#heap, 0, address), block.bytes);
      this.#expectBehind(address, block);
    }
  }

  compareContents(): void {
    for (const [address, block] of this.blocks) this.#expectContent(address, block);
  }

  #adopt(address: number, block: Block): void {
    same(address % this.patterns.alignment, 0);
    this.#expectBehind(address, block);
    this.#process.memory.fill(address, block.bytes, block.fill);
    this.blocks.set(address, block);
  }

  #pick(index: number): number | undefined {
    return this.blocks.size === 0 ? undefined : [...this.blocks.keys()][index % this.blocks.size];
  }

  #expectContent(address: number, { bytes, fill }: Block): void {
    this.#expectEach(address, 0, bytes, () => fill);
  }

  #expectFresh(address: number, from: number, block: Block, flags: number): void {
    const zero = (flags & ZERO) !== 0;
    this.#expectEach(address, from, block.bytes, (at) => (zero ? 0 : this.patterns.fresh(at, from, block)));
  }

  #expectBehind(address: number, block: Block): void {
    const behind = this.patterns.behind(block);
    this.#expectEach(address + block.bytes, 0, behind.length, (at) => behind[at]);
  }

  #expectEach(address: number, from: number, to: number, wanted: (at: number) => number | undefined): void {
    if (to <= from) return;
    const found = this.#process.memory.readBytes(address + from, to - from);
    for (let at = from; at < to; at++) {
      const value = wanted(at);
      if (value !== undefined && found[at - from] !== value)
        throw new Error(`byte ${at} at ${address.toString(16)} is ${found[at - from]}, not ${value}`);
    }
  }
}

/** A plain model of one heap: which blocks live, with how many bytes and which content. Shares nothing with src/heap. */

import type { UserProcess } from 'irqlab';
import { same } from '../same.ts';

interface Block {
  readonly bytes: number;
  readonly fill: number;
}

/** Drives a heap of a process and a plain Map side by side and compares after every step. */
export class HeapModel {
  readonly blocks = new Map<number, Block>();
  failures = 0;
  readonly #process: UserProcess;
  readonly #heap: number;
  readonly #alignment: number;
  readonly #check: () => void;

  constructor(process: UserProcess, heap: number, alignment: number, check: () => void) {
    this.#process = process;
    this.#heap = heap;
    this.#alignment = alignment;
    this.#check = check;
  }

  allocate(bytes: number, fill: number, flags = 0): void {
    const address = this.#process.RtlAllocateHeap(this.#heap, flags, bytes);
    if (address === 0) {
      this.failures += 1;
      return;
    }
    same(address % this.#alignment, 0);
    same(this.blocks.has(address), false);
    if ((flags & 8) !== 0) this.#expectBytes(address, 0, bytes, 0);
    this.#adopt(address, bytes, fill);
  }

  reallocate(index: number, bytes: number, fill: number, flags = 0): void {
    const address = this.#pick(index);
    if (address === undefined) return;
    const old = this.blocks.get(address) as Block;
    const moved = this.#process.RtlReAllocateHeap(this.#heap, flags, address, bytes);
    if (moved === 0) {
      this.failures += 1;
      this.#expectBytes(address, 0, old.bytes, old.fill);
      return;
    }
    if ((flags & 0x10) !== 0) same(moved, address);
    this.#expectBytes(moved, 0, Math.min(old.bytes, bytes), old.fill);
    if ((flags & 8) !== 0 && bytes > old.bytes) this.#expectBytes(moved, old.bytes, bytes - old.bytes, 0);
    this.blocks.delete(address);
    this.#adopt(moved, bytes, fill);
  }

  free(index: number): void {
    const address = this.#pick(index);
    if (address === undefined) return;
    const { bytes, fill } = this.blocks.get(address) as Block;
    this.#expectBytes(address, 0, bytes, fill);
    same(this.#process.RtlFreeHeap(this.#heap, 0, address), 1);
    this.blocks.delete(address);
  }

  /** Sizes, contents and the sum of all blocks agree with the heap. */
  compare(): void {
    this.#check();
    for (const [address, { bytes }] of this.blocks)
      same(this.#process.RtlSizeHeap(this.#heap, 0, address), bytes);
  }

  /** Every block still holds what was written to it. */
  compareContents(): void {
    for (const [address, { bytes, fill }] of this.blocks) this.#expectBytes(address, 0, bytes, fill);
  }

  #adopt(address: number, bytes: number, fill: number): void {
    this.#process.memory.fill(address, bytes, fill);
    this.blocks.set(address, { bytes, fill });
  }

  #pick(index: number): number | undefined {
    return this.blocks.size === 0 ? undefined : [...this.blocks.keys()][index % this.blocks.size];
  }

  #expectBytes(address: number, from: number, length: number, value: number): void {
    const bytes = this.#process.memory.readBytes(address + from, length);
    const wrong = bytes.findIndex((byte) => byte !== value);
    if (wrong >= 0) throw new Error(`byte ${from + wrong} of the block is ${bytes[wrong]}, not ${value}`);
  }
}

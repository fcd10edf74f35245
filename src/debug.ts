/** A look into the machine without side effects: what a debugger shows. */

import { busyBlock, bytesOf } from './heap/busy-block.ts';
import { allocationStack } from './heap/extra-record.ts';
import type { Heap } from './heap/heap.ts';
import { heapRegions } from './heap/heap-life-table.ts';
import type { HeapPiece, WalkFinding } from './heap/heap-piece.ts';
import type { HeapStatistics } from './heap/heap-statistics.ts';
import { type HeapSizes, heapSizes, heapStatistics } from './heap/heap-statistics.ts';
import { validateHeap, walkHeap } from './heap/heap-walk.ts';
import type { Failure } from './kernel/kernel-host.ts';
import type { Machine } from './kernel/machine.ts';
import { PoolDebug } from './kernel/pool/pool-debug.ts';
import type { Process } from './kernel/records.ts';
import { formatAddress } from './machine/addresses.ts';
import { DebugMemory } from './memory/debug-memory.ts';

/** Names a process: what `startProcess` gave, or null for kernel-mode code in the current process. */
export interface ProcessRef {
  /** Identifier of the process. */
  readonly id: number;
}

/** Where a heap is in its life (docs/diagrams/heap.md). */
export interface HeapLifeView {
  /** Whether a thread holds the lock. */
  readonly lock: 'free' | 'held';
  /** Whether guest code runs inside of a call: a commit routine, or a filter for an access of the call. */
  readonly calls: 'outside' | 'inside';
  /** Whether a call has found damage and nothing stopped. */
  readonly bytes: 'sound' | 'damaged';
  /** Thread that holds the lock, 0 when none does. */
  readonly owner: number;
  /** How often it has taken the lock. */
  readonly depth: number;
  /** The damage that was found first, or null. */
  readonly damage: { readonly finding: WalkFinding['finding']; readonly address: number } | null;
}

/** Looks into one machine. */
export class Debug {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Memory without faults, in the address space of the current process. */
  get memory(): DebugMemory {
    const { process, inKernelMode, pointers } = this.#machine;
    return new DebugMemory(inKernelMode ? process.space : process.programSpace, pointers);
  }

  /** Memory of a process without faults. */
  memoryOf(process: ProcessRef): DebugMemory {
    return new DebugMemory(this.#process(process).programSpace, this.#machine.pointers);
  }

  /** Why the last call failed: its documented status; null when none did (*ours*). */
  get lastFailure(): Failure | null {
    return this.#machine.lastFailure;
  }

  /** Bytes of physical memory in use, and of all. */
  get physicalMemory(): { readonly usedBytes: number; readonly totalBytes: number } {
    const { usedBytes, totalBytes } = this.#machine.memory.physical;
    return { usedBytes, totalBytes };
  }

  /** Sizes and counts of a heap; walks it. Cost O(blocks). Throws TypeError when the handle is not that of a heap. */
  heap(process: ProcessRef | null, handle: number): HeapStatistics {
    return heapStatistics(this.#heap(process, handle));
  }

  /** The sizes of a heap that need no walk. Cost O(1). */
  heapSizes(process: ProcessRef | null, handle: number): HeapSizes {
    return heapSizes(this.#heap(process, handle));
  }

  /** Every block and uncommitted range of a heap, segment by segment in address order, then the large blocks. */
  heapBlocks(process: ProcessRef | null, handle: number): readonly HeapPiece[] {
    const pieces: HeapPiece[] = [];
    walkHeap(this.#heap(process, handle), (piece) => pieces.push(piece));
    return pieces;
  }

  /** What is wrong with a heap and where; null when it is sound. Never stops anything. */
  heapFinding(
    process: ProcessRef | null,
    handle: number,
  ): { readonly finding: WalkFinding['finding']; readonly address: number } | null {
    const heap = this.#heap(process, handle);
    const found = validateHeap(heap);
    return found === null ? null : { finding: found.finding, address: heap.region.base + found.at };
  }

  /**
   * Who allocated a block of a heap, innermost first: frames of C code with their lines. On a heap with stack traces
   * (gflags `ust`) also those of a TypeScript program, as its JavaScript engine prints them. Empty for an address that
   * names no busy block, and where nobody noted it.
   */
  allocationStack(process: ProcessRef | null, handle: number, address: number): readonly string[] {
    const block = busyBlock(this.#heap(process, handle), address);
    return typeof block === 'string' ? [] : allocationStack(block, bytesOf(block));
  }

  /** Where a heap is in its life: who holds its lock, whether guest code runs inside of a call, what was found damaged. */
  heapLife(process: ProcessRef | null, handle: number): HeapLifeView {
    const { life } = this.#heap(process, handle);
    const named = heapRegions.map(({ region, bit, clear, set }) => [
      region,
      (life.state & bit) === 0 ? clear : set,
    ]);
    const { owner, count, damage } = life;
    return { ...Object.fromEntries(named), owner, depth: count, damage } as HeapLifeView;
  }

  /** The pool: live blocks with who allocated them, totals by tag, damage. */
  get pool(): PoolDebug {
    return new PoolDebug(this.#machine.subsystems.pool);
  }

  /** An address as WinDbg prints it. */
  formatAddress(address: number): string {
    return formatAddress(this.#machine.architecture, address, this.#machine.pointers);
  }

  /** `module!Function+0x1c` for an instruction address, or undefined. */
  symbolOf(address: number): string | undefined {
    return this.#machine.symbols.describe(address);
  }

  /** Fingerprint of every part of the machine's state; equal exactly when the states are. */
  fingerprints(): Readonly<Record<string, string>> {
    return this.#machine.parts.fingerprints();
  }

  #process(ref: ProcessRef): Process {
    const found = this.#machine.processes.find((process) => process.id === ref.id);
    if (found === undefined) throw new TypeError(`there is no process ${ref.id} on this machine`);
    return found;
  }

  #heap(ref: ProcessRef | null, handle: number): Heap {
    const heaps = ref === null ? this.#machine.process.kernelHeaps : this.#process(ref).heaps;
    const heap = heaps.find(handle);
    if (heap === undefined) throw new TypeError(`${this.formatAddress(handle)} is not the handle of a heap`);
    return heap;
  }
}

/**
 * Quota: which process is charged for which block (F-019, F-020, F-029).
 *
 * A charged block carries a pointer to its process, on x64 in its header, on
 * x86 in its last four bytes (*ours* for Windows 10; the place that F-030 gives
 * for older ones). What is charged to whom is kept beside it; the pointer in
 * memory is looked at when the block is freed (0xC2/0x0B to 0x0D). Blocks of
 * whole pages are not charged (F-029).
 */
import type { PoolKind } from './kinds.ts';
import { PAGED_POOL } from './kinds.ts';

/** What a process is charged. */
export interface PoolCharge {
  /** Bytes of its charged blocks of paged pool, headers included. */
  readonly pagedBytes: number;
  /** The same of nonpaged pool. */
  readonly nonpagedBytes: number;
  /** Live charged blocks: each holds a reference to the process. */
  readonly references: number;
}

/** A charged block. */
interface Charged {
  readonly process: number;
  readonly kind: PoolKind;
  readonly bytes: number;
}

/** State for snapshots. */
export interface PoolChargesImage {
  readonly processes: readonly (readonly [number, PoolCharge])[];
  readonly blocks: readonly (readonly [number, Charged])[];
  readonly pointers: readonly (readonly [number, number])[];
}

const NOTHING: PoolCharge = { pagedBytes: 0, nonpagedBytes: 0, references: 0 };

/** The charges of one machine. Processes are named by their identifier, blocks by their offset. */
export class PoolCharges {
  readonly #processes = new Map<number, PoolCharge>();
  readonly #blocks = new Map<number, Charged>();
  /** Address that stands for a process. */
  readonly #pointers = new Map<number, number>();

  /** What a process is charged now. */
  of(process: number): PoolCharge {
    return this.#processes.get(process) ?? NOTHING;
  }

  /** Charges a block to a process. */
  add(p: number, process: number, kind: PoolKind, bytes: number): void {
    this.#blocks.set(p, { process, kind, bytes });
    this.#change(process, kind, bytes, 1);
  }

  /** Takes the charge of a block back. */
  remove(p: number): void {
    const block = this.#blocks.get(p);
    if (block === undefined) return;
    this.#blocks.delete(p);
    this.#change(block.process, block.kind, -block.bytes, -1);
  }

  /** Process that a live block is charged to; undefined for none. */
  processOf(p: number): number | undefined {
    return this.#blocks.get(p)?.process;
  }

  /** Address that stands for a process, or undefined. */
  pointerOf(process: number): number | undefined {
    return this.#pointers.get(process);
  }

  /** Sets the address that stands for a process. */
  setPointer(process: number, address: number): void {
    this.#pointers.set(process, address);
  }

  save(): PoolChargesImage {
    return {
      processes: [...this.#processes],
      blocks: [...this.#blocks],
      pointers: [...this.#pointers],
    };
  }

  load({ processes, blocks, pointers }: PoolChargesImage): void {
    this.#processes.clear();
    this.#blocks.clear();
    this.#pointers.clear();
    for (const [process, charge] of processes) this.#processes.set(process, charge);
    for (const [p, block] of blocks) this.#blocks.set(p, block);
    for (const [process, address] of pointers) this.#pointers.set(process, address);
  }

  #change(process: number, kind: PoolKind, bytes: number, references: number): void {
    const { pagedBytes, nonpagedBytes, references: before } = this.of(process);
    this.#processes.set(process, {
      pagedBytes: pagedBytes + (kind === PAGED_POOL ? bytes : 0),
      nonpagedBytes: nonpagedBytes + (kind === PAGED_POOL ? 0 : bytes),
      references: before + references,
    });
  }
}

/**
 * Memory that is contiguous for devices too, and memory that is not cached:
 * whole resident pages of the kernel range that begin at a page boundary.
 *
 * Physical addresses mean something to devices only, and there are none. So just
 * this memory has them (*ours*, docs/decisions/0043-contiguous-memory.md): as
 * many as the machine has bytes of memory, but for the first megabyte; the
 * lowest that fit a request are taken. Which ones are taken is kept here.
 */

import { pointerSized } from '../../machine/addresses.ts';
import type { Part } from '../../machine/snapshot.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER } from '../../status/common.ts';
import type { KernelHost } from '../kernel-host.ts';
import { FRESH_WORD } from '../pool/small-pool.ts';

/** What this memory needs from the machine. */
export type ContiguousMemoryHost = Pick<
  KernelHost,
  'architecture' | 'memory' | 'settings' | 'violation' | 'notModelled' | 'setLastStatus' | 'kernelMemory'
>;

/** Where memory may lie for a device. */
interface PhysicalRange {
  readonly lowest: bigint;
  readonly highest: bigint;
  /** Power of two that the memory must not cross a multiple of; 0 for none. */
  readonly boundary: bigint;
}

/** A request. Physical addresses and sizes as the caller gave them. */
export interface ContiguousRequest extends PhysicalRange {
  readonly bytes: number | bigint;
  /** PAGE_* value of the memory. */
  readonly protection: number;
}

/** What a block was allocated with: a free must say the same. */
interface Block {
  readonly address: number;
  /** First physical address; null for memory that only is not cached. */
  readonly physical: number | null;
  /** Bytes asked for, and those of its pages. */
  readonly bytes: number;
  readonly size: number;
}

/** Physical addresses below are never given out (*ours*). */
const FIRST_PHYSICAL = 0x10_0000;
/** Bytes of a new block that are filled with what stands in unused pool. */
const MOST_FILLED = 0x10_0000;

/** The contiguous and the noncached memory of a machine. */
export class ContiguousMemory implements Part {
  readonly name = 'contiguous memory';
  readonly #host: ContiguousMemoryHost;
  readonly #region: Region;
  readonly #blocks = new Map<number, Block>();

  constructor(host: ContiguousMemoryHost) {
    this.#host = host;
    this.#region = host.memory.kernelRegion;
  }

  /** Takes contiguous memory; its address, or 0. */
  allocate(request: ContiguousRequest, routine: string): number {
    const bytes = this.#sizeOf(request.bytes, 'NumberOfBytes');
    const lowest = unsigned(request.lowest);
    const highest = unsigned(request.highest);
    const boundary = unsigned(request.boundary);
    if (bytes <= 0 || (boundary & (boundary - 1n)) !== 0n)
      return this.#fail(STATUS_INVALID_PARAMETER, routine);
    const physical = this.#findPhysical({ lowest, highest, boundary }, pagesOf(bytes));
    if (physical === null) return this.#fail(STATUS_INSUFFICIENT_RESOURCES, routine);
    return this.#take(bytes, physical, request.protection, routine);
  }

  /** Takes memory that is not cached; its address, or 0. */
  allocateNonCached(size: number | bigint, protection: number, routine: string): number {
    const bytes = this.#sizeOf(size, 'NumberOfBytes');
    if (bytes <= 0) return this.#fail(STATUS_INVALID_PARAMETER, routine);
    return this.#take(bytes, null, protection, routine);
  }

  /**
   * Gives memory back that one of the two gave.
   * @param size bytes that the caller says it has; null when he says nothing
   */
  free(
    address: number,
    kind: 'contiguous' | 'noncached',
    size: number | bigint | null,
    routine: string,
  ): void {
    const block = this.#blocks.get(address);
    if (block === undefined || (block.physical === null) !== (kind === 'noncached')) {
      this.#host.violation({ rule: 'contiguous-free', routine, values: [address] });
      return;
    }
    const bytes = size === null ? block.bytes : this.#sizeOf(size, 'NumberOfBytes');
    if (bytes !== block.bytes)
      this.#host.violation({ rule: 'contiguous-free-size', routine, values: [address, block.bytes, bytes] });
    this.#blocks.delete(address);
    this.#region.release(address);
  }

  /** Physical address of a byte of contiguous memory; 0 where no memory is. Of other memory it is not modelled. */
  physicalOf(address: number): bigint {
    for (const { address: start, size, physical } of this.#blocks.values())
      if (physical !== null && address >= start && address < start + size)
        return BigInt(physical + address - start);
    const fault = this.#host.kernelMemory.probe(address, 1, 'read');
    if (fault === null || fault.reason === 'paged')
      return this.#host.notModelled('MmGetPhysicalAddress of memory that is not contiguous');
    return 0n;
  }

  save(): readonly Block[] {
    return [...this.#blocks.values()];
  }

  load(saved: unknown): void {
    this.#blocks.clear();
    for (const block of saved as readonly Block[]) this.#blocks.set(block.address, block);
  }

  fingerprint(): string {
    return JSON.stringify(this.save());
  }

  /** The lowest free physical range for a request, or null. */
  #findPhysical({ lowest, highest, boundary }: PhysicalRange, size: number): number | null {
    const taken = this.save()
      .flatMap(({ physical, size: length }) =>
        physical === null ? [] : [{ from: physical, to: physical + length }],
      )
      .sort((a, b) => a.from - b.from);
    const end = Math.min(Number(highest + 1n), this.#host.settings.physicalMemory);
    let from = fit(Math.max(Number(lowest), FIRST_PHYSICAL), size, Number(boundary));
    for (const range of taken) {
      if (range.to <= from) continue;
      if (from + size <= range.from) break;
      from = fit(range.to, size, Number(boundary));
    }
    return from !== Number.POSITIVE_INFINITY && from + size <= end ? from : null;
  }

  #take(bytes: number, physical: number | null, protection: number, routine: string): number {
    const region = this.#region;
    const size = pagesOf(bytes);
    const address = region.reserve(size, protection, { paged: false });
    if (address === null) return this.#fail(STATUS_INSUFFICIENT_RESOURCES, routine);
    if (region.commit(address, size, protection) !== 0) {
      region.release(address);
      return this.#fail(STATUS_INSUFFICIENT_RESOURCES, routine);
    }
    const start = address - region.base;
    const filled = Math.min(bytes, MOST_FILLED);
    for (let page = start; page < start + filled; page += PAGE_BYTES) region.prepareWrite(page / PAGE_BYTES);
    region.fill(FRESH_WORD & 0xff, start, start + filled);
    this.#blocks.set(address, { address, physical, bytes, size });
    return address;
  }

  #sizeOf(size: number | bigint, what: string): number {
    return pointerSized(this.#host.architecture, size, what);
  }

  #fail(status: number, routine: string): 0 {
    this.#host.setLastStatus(status, routine);
    return 0;
  }
}

const pagesOf = (bytes: number): number => Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;

/** A PHYSICAL_ADDRESS is signed in C, but an address is not: -1 is the highest one, as drivers say "anywhere". */
const unsigned = (address: bigint): bigint => BigInt.asUintN(64, address);

/** The lowest page at or above an address from which `size` bytes do not cross a multiple of `boundary`. */
function fit(address: number, size: number, boundary: number): number {
  const from = pagesOf(address);
  if (boundary === 0 || Math.floor(from / boundary) === Math.floor((from + size - 1) / boundary)) return from;
  return size > boundary ? Number.POSITIVE_INFINITY : Math.ceil(from / boundary) * boundary;
}

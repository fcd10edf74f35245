/**
 * The header of a sequenced singly linked list (SLIST) in simulated memory.
 *
 *     x64, 16 bytes, aligned to 16          x86, 8 bytes
 *      0  Depth     16 bits                  0  Next      address of the first entry
 *      2  Sequence  48 bits                  4  Depth     16 bits
 *      8  Reserved   4 bits, NextEntry 60    6  Sequence  16 bits (CpuId in the header)
 *
 * NextEntry holds an address without its lowest 4 bits: that is why entries are
 * aligned to 16. Offsets: structs.json. *Ours*, docs/decisions/0025-inline-routines-and-lists.md:
 * Reserved stays 0, Sequence counts pushes, and a misaligned header or entry is
 * STATUS_DATATYPE_MISALIGNMENT.
 */
import type { Architecture } from '../../contract/c-types.ts';
import type { MachinePorts } from '../../machine/ports.ts';
import type { Memory } from '../../memory/memory.ts';
import { EXCEPTION_NONCONTINUABLE } from '../../seh/exception-constants.ts';
import { STATUS_DATATYPE_MISALIGNMENT } from '../../status/common.ts';

/** What the routines on these lists need. */
export interface SListServices extends Pick<MachinePorts, 'raise'> {
  readonly architecture: Architecture;
  /** Memory as the one who runs the code sees it: the kernel for a driver, the program itself. */
  readonly memory: Memory;
}

/** Bits of NextEntry's quadword that hold no address. */
const RESERVED = 16;
const SEQUENCE_MASK = (1n << 48n) - 1n;

/** The headers of one architecture. */
export class SListHeaders {
  readonly #services: SListServices;
  readonly #wide: boolean;

  constructor(services: SListServices) {
    this.#services = services;
    this.#wide = services.architecture === 'x64';
  }

  /** Makes a list empty. */
  clear(header: number): void {
    this.#checkAlignment(header);
    this.#services.memory.writeBigInt64(header, 0n);
    if (this.#wide) this.#services.memory.writeBigInt64(header + 8, 0n);
  }

  /** Address of the first entry, or 0. */
  first(header: number): number {
    const { memory } = this.#services;
    if (!this.#wide) return memory.readUint32(header);
    const next = memory.readPointer(header + 8);
    return next - (((next % RESERVED) + RESERVED) % RESERVED);
  }

  /** Number of entries as the header has it: 16 bits. */
  depth(header: number): number {
    return this.#services.memory.readUint16(header + (this.#wide ? 0 : 4));
  }

  /** Puts a chain of entries before the first one; gives the one that was first. */
  push(header: number, first: number, last: number, count: number): number {
    const { memory } = this.#services;
    this.#checkAlignment(header);
    this.#checkAlignment(first);
    const before = this.first(header);
    memory.writePointer(last, before);
    this.#store(header, first, this.depth(header) + count, 1n);
    return before;
  }

  /** Takes the first entry out; gives its address, or 0. */
  pop(header: number): number {
    this.#checkAlignment(header);
    const entry = this.first(header);
    if (entry !== 0)
      this.#store(header, this.#services.memory.readPointer(entry), this.depth(header) - 1, 0n);
    return entry;
  }

  /** Takes all entries out; gives the address of the first, or 0. */
  flush(header: number): number {
    this.#checkAlignment(header);
    const entry = this.first(header);
    if (entry !== 0) this.#store(header, 0, 0, 0n);
    return entry;
  }

  /** Stores the whole header at once, as the interlocked instruction does. */
  #store(header: number, first: number, depth: number, step: bigint): void {
    const { memory } = this.#services;
    memory.claimWrite(header, this.#wide ? 16 : 8);
    if (!this.#wide) {
      memory.writeUint32(header, first);
      memory.writeUint16(header + 4, depth);
      memory.writeUint16(header + 6, memory.readUint16(header + 6) + Number(step));
      return;
    }
    const sequence = ((memory.readBigUint64(header) >> 16n) + step) & SEQUENCE_MASK;
    memory.writeBigUint64(header, (sequence << 16n) | BigInt.asUintN(16, BigInt(depth)));
    memory.writePointer(header + 8, first);
  }

  #checkAlignment(address: number): void {
    if (this.#wide && address % RESERVED !== 0)
      this.#services.raise({ code: STATUS_DATATYPE_MISALIGNMENT, flags: EXCEPTION_NONCONTINUABLE });
  }
}

import { FIRST_INTERNED, formatAddress, type PointerTable } from '../machine/addresses.ts';
import type { AddressSpace } from './address-space.ts';
import { readAnsi, readUtf16, writeAnsi, writeUtf16 } from './memory-text.ts';
import { PAGE_BYTES } from './page-access.ts';
import { PRESENT } from './page-history.ts';

/**
 * Simulated memory as a debugger sees it: no faults, no guard is cleared, levels
 * and protections do not matter. Only committed pages can be seen: a read of
 * anything else gives `undefined`, a write throws RangeError.
 */
export class DebugMemory {
  /** Address space that is looked at. */
  space: AddressSpace;
  readonly #pointers: PointerTable;

  constructor(space: AddressSpace, pointers: PointerTable) {
    this.space = space;
    this.#pointers = pointers;
  }

  /** True when every byte of a range is committed. */
  isCommitted(address: number, bytes: number): boolean {
    const region = this.space.regionOf(address);
    if (region === null || address + bytes > region.base + region.bytes) return false;
    const end = Math.ceil((address - region.base + bytes) / PAGE_BYTES);
    for (let page = Math.floor((address - region.base) / PAGE_BYTES); page < end; page++) {
      if (region.protection[page] === 0) return false;
    }
    return true;
  }

  /** A copy of `length` bytes, or undefined when one of them is not committed. */
  readBytes(address: number, length: number): Uint8Array | undefined {
    const region = this.space.regionOf(address);
    if (region === null || !this.isCommitted(address, length)) return undefined;
    const offset = address - region.base;
    const end = Math.ceil((offset + length) / PAGE_BYTES);
    // Bytes that are at another address of the page come over: no program can tell.
    for (let page = Math.floor(offset / PAGE_BYTES); page < end; page++)
      if (region.aliases?.isAway(region, page) === true) region.prepareUnchecked(page);
    const bytes = region.u8.slice(offset, offset + length);
    for (let at = 0; at < length; ) {
      const page = Math.floor((offset + at) / PAGE_BYTES);
      const next = Math.min((page + 1) * PAGE_BYTES - offset, length);
      // A page nobody touched reads as zero, whatever an earlier use left there.
      if ((region.flags[page]! & PRESENT) === 0) bytes.fill(0, at, next);
      at = next;
    }
    return bytes;
  }

  /** Reads an unsigned 8-bit integer. */
  readUint8(address: number): number | undefined {
    return this.#view(address, 1)?.getUint8(0);
  }

  /** Reads an unsigned 16-bit integer. */
  readUint16(address: number): number | undefined {
    return this.#view(address, 2)?.getUint16(0, true);
  }

  /** Reads an unsigned 32-bit integer. */
  readUint32(address: number): number | undefined {
    return this.#view(address, 4)?.getUint32(0, true);
  }

  /** Reads a signed 32-bit integer. */
  readInt32(address: number): number | undefined {
    return this.#view(address, 4)?.getInt32(0, true);
  }

  /** Reads an unsigned 64-bit integer. */
  readBigUint64(address: number): bigint | undefined {
    return this.#view(address, 8)?.getBigUint64(0, true);
  }

  /** Reads a pointer of the architecture. */
  readPointer(address: number): number | undefined {
    if (this.space.architecture === 'x86') return this.readUint32(address);
    const value = this.readBigUint64(address);
    return value === undefined ? undefined : this.#pointers.intern(value);
  }

  /** Reads an 8-bit string up to its NUL; what lies beyond committed memory is left out. */
  readAnsiString(address: number, maxBytes?: number): string | undefined {
    return this.isCommitted(address, 1) ? readAnsi(this.#lenient(), address, maxBytes) : undefined;
  }

  /** Reads a 16-bit string up to its NUL; what lies beyond committed memory is left out. */
  readUtf16String(address: number, maxBytes?: number): string | undefined {
    return this.isCommitted(address, 2) ? readUtf16(this.#lenient(), address, maxBytes) : undefined;
  }

  /** Stores bytes, whatever the protection. Throws RangeError unless all of them are committed. */
  writeBytes(address: number, bytes: ArrayLike<number>): void {
    const region = this.space.regionOf(address);
    if (region === null || !this.isCommitted(address, bytes.length)) {
      const where = formatAddress(this.space.architecture, address, this.#pointers);
      throw new RangeError(
        `cannot write ${bytes.length} bytes at ${where}: not committed. Look with nt.debug, or commit first`,
      );
    }
    const offset = address - region.base;
    const end = Math.ceil((offset + bytes.length) / PAGE_BYTES);
    for (let page = Math.floor(offset / PAGE_BYTES); page < end; page++) region.prepareUnchecked(page);
    region.u8.set(bytes, offset);
  }

  /** Writes the low 8 bits of a number. */
  writeUint8(address: number, value: number): void {
    this.writeBytes(address, [value]);
  }

  /** Writes the low 16 bits of a number. */
  writeUint16(address: number, value: number): void {
    this.writeBytes(address, littleEndian(BigInt(value), 2));
  }

  /** Writes the low 32 bits of a number. */
  writeUint32(address: number, value: number): void {
    this.writeBytes(address, littleEndian(BigInt(value), 4));
  }

  /** Writes the low 64 bits of a bigint. */
  writeBigUint64(address: number, value: bigint): void {
    this.writeBytes(address, littleEndian(value, 8));
  }

  /** Writes a pointer of the architecture. */
  writePointer(address: number, value: number): void {
    if (this.space.architecture === 'x86') this.writeUint32(address, value);
    else this.writeBigUint64(address, value >= FIRST_INTERNED ? this.#pointers.exact(value) : BigInt(value));
  }

  /** Writes an 8-bit string and its NUL. Returns the bytes written. */
  writeAnsiString(address: number, text: string): number {
    return writeAnsi(this.#lenient(), address, text);
  }

  /** Writes a 16-bit string and its NUL. Returns the bytes written. */
  writeUtf16String(address: number, text: string): number {
    return writeUtf16(this.#lenient(), address, text);
  }

  #view(address: number, bytes: number): DataView | undefined {
    const copy = this.readBytes(address, bytes);
    return copy === undefined ? undefined : new DataView(copy.buffer);
  }

  /** What strings are read through: a NUL stands where memory ends. */
  #lenient() {
    return {
      readBytes: (address: number, length: number) => this.readBytes(address, length) ?? new Uint8Array(1),
      readUint16: (address: number) => this.readUint16(address) ?? 0,
      writeBytes: (address: number, bytes: ArrayLike<number>) => this.writeBytes(address, bytes),
    };
  }
}

function littleEndian(value: bigint, bytes: number): Uint8Array {
  const made = new DataView(new ArrayBuffer(8));
  made.setBigUint64(0, BigInt.asUintN(64, value), true);
  return new Uint8Array(made.buffer, 0, bytes);
}

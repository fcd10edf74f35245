import { FIRST_INTERNED } from '../machine/addresses.ts';
import { MemoryAccess } from './memory-access.ts';
import { readAnsi, readUtf16, writeAnsi, writeUtf16 } from './memory-text.ts';
import { PAGE_BYTES, READABLE, WRITABLE } from './page-access.ts';

const TWO_32 = 2 ** 32;
const PAGE_MASK = PAGE_BYTES - 1;
/** Up to so many bytes a loop copies faster than views of both ends are made. */
const SHORT_COPY_BYTES = 128;

/**
 * Simulated memory as one accessor sees it: typed, little-endian, and checked
 * page by page at every access.
 *
 * The integer accessors open-code the check, because V8 inlines only what is
 * small. `at === offset` says at once that the address lies in the 4 GiB above
 * the region's base and is a whole number; the attribute byte says the rest,
 * for pages beyond the region have none of its bits. What fails the check
 * (unaligned, first touch, a fault) takes the slow way through `reach`.
 */
export class Memory extends MemoryAccess {
  /** Reads an unsigned 8-bit integer. */
  readUint8(address: number): number {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (region.access[at >>> 12]! & this.readMask) === READABLE) return region.u8[at]!;
    return this.#view(address, 1, 'read').getUint8(this.#at);
  }

  /** Reads an unsigned 16-bit integer; any alignment. */
  readUint16(address: number): number {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 1) === 0 && (region.access[at >>> 12]! & this.readMask) === READABLE) {
      return region.u16[at >>> 1]!;
    }
    return this.#view(address, 2, 'read').getUint16(this.#at, true);
  }

  /** Reads an unsigned 32-bit integer; any alignment. */
  readUint32(address: number): number {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 3) === 0 && (region.access[at >>> 12]! & this.readMask) === READABLE) {
      return region.u32[at >>> 2]!;
    }
    return this.#view(address, 4, 'read').getUint32(this.#at, true);
  }

  /** Reads a signed 32-bit integer; any alignment. */
  readInt32(address: number): number {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 3) === 0 && (region.access[at >>> 12]! & this.readMask) === READABLE) {
      return region.i32[at >>> 2]!;
    }
    return this.#view(address, 4, 'read').getInt32(this.#at, true);
  }

  /** Reads a signed 8-bit integer. */
  readInt8(address: number): number {
    return (this.readUint8(address) << 24) >> 24;
  }

  /** Reads a signed 16-bit integer; any alignment. */
  readInt16(address: number): number {
    return (this.readUint16(address) << 16) >> 16;
  }

  /** Reads a signed 64-bit integer; any alignment. */
  readBigInt64(address: number): bigint {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 7) === 0 && (region.access[at >>> 12]! & this.readMask) === READABLE) {
      return region.big[at >>> 3]!;
    }
    return this.#view(address, 8, 'read').getBigInt64(this.#at, true);
  }

  /** Reads an unsigned 64-bit integer; any alignment. */
  readBigUint64(address: number): bigint {
    return BigInt.asUintN(64, this.readBigInt64(address));
  }

  /** Reads a 32-bit float; any alignment. */
  readFloat32(address: number): number {
    return this.#view(address, 4, 'read').getFloat32(this.#at, true);
  }

  /** Reads a 64-bit float; any alignment. */
  readFloat64(address: number): number {
    return this.#view(address, 8, 'read').getFloat64(this.#at, true);
  }

  /**
   * Reads a pointer of the architecture.
   * @returns a signed canonical number on x64, an unsigned one on x86; a value
   *   that is not canonical comes back interned (machine/addresses.ts)
   */
  readPointer(address: number): number {
    if (!this.wide) return this.readUint32(address);
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 7) === 0 && (region.access[at >>> 12]! & this.readMask) === READABLE) {
      const high = region.i32[(at >>> 2) + 1]!;
      if ((high << 16) >> 16 === high) return high * TWO_32 + region.u32[at >>> 2]!;
    }
    return this.pointers.intern(this.readBigInt64(address));
  }

  /** Writes the low 8 bits of a number. */
  writeUint8(address: number, value: number): void {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (region.access[at >>> 12]! & this.writeMask) === WRITABLE) region.u8[at] = value;
    else this.#view(address, 1, 'write').setUint8(this.#at, value);
  }

  /** Writes the low 16 bits of a number; any alignment. */
  writeUint16(address: number, value: number): void {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 1) === 0 && (region.access[at >>> 12]! & this.writeMask) === WRITABLE) {
      region.u16[at >>> 1] = value;
    } else {
      this.#view(address, 2, 'write').setUint16(this.#at, value, true);
    }
  }

  /** Writes the low 32 bits of a number; any alignment. */
  writeInt32(address: number, value: number): void {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 3) === 0 && (region.access[at >>> 12]! & this.writeMask) === WRITABLE) {
      region.i32[at >>> 2] = value;
    } else {
      this.#view(address, 4, 'write').setInt32(this.#at, value, true);
    }
  }

  /** Writes the low 32 bits of a number; any alignment. */
  writeUint32(address: number, value: number): void {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 3) === 0 && (region.access[at >>> 12]! & this.writeMask) === WRITABLE) {
      region.u32[at >>> 2] = value;
    } else {
      this.#view(address, 4, 'write').setUint32(this.#at, value, true);
    }
  }

  /** Writes the low 8 bits of a number. */
  writeInt8(address: number, value: number): void {
    this.writeUint8(address, value);
  }

  /** Writes the low 16 bits of a number; any alignment. */
  writeInt16(address: number, value: number): void {
    this.writeUint16(address, value);
  }

  /** Writes the low 64 bits of a bigint; any alignment. */
  writeBigInt64(address: number, value: bigint): void {
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (at === offset && (at & 7) === 0 && (region.access[at >>> 12]! & this.writeMask) === WRITABLE) {
      region.big[at >>> 3] = value;
    } else {
      this.#view(address, 8, 'write').setBigInt64(this.#at, value, true);
    }
  }

  /** Writes the low 64 bits of a bigint; any alignment. */
  writeBigUint64(address: number, value: bigint): void {
    this.writeBigInt64(address, value);
  }

  /** Writes a 32-bit float; any alignment. */
  writeFloat32(address: number, value: number): void {
    this.#view(address, 4, 'write').setFloat32(this.#at, value, true);
  }

  /** Writes a 64-bit float; any alignment. */
  writeFloat64(address: number, value: number): void {
    this.#view(address, 8, 'write').setFloat64(this.#at, value, true);
  }

  /** Writes a pointer of the architecture, an interned one with its exact value. */
  writePointer(address: number, value: number): void {
    if (!this.wide) {
      this.writeUint32(address, value);
      return;
    }
    const region = address < this.split ? this.low : this.high;
    const offset = address - region.base;
    const at = offset >>> 0;
    if (
      value < FIRST_INTERNED &&
      at === offset &&
      (at & 7) === 0 &&
      (region.access[at >>> 12]! & this.writeMask) === WRITABLE
    ) {
      region.u32[at >>> 2] = value;
      region.i32[(at >>> 2) + 1] = Math.floor(value / TWO_32);
    } else {
      this.writeBigInt64(address, this.pointers.exact(value));
    }
  }

  /** A copy of `length` bytes. */
  readBytes(address: number, length: number): Uint8Array {
    const region = this.reach(address, length, 'read');
    const offset = address - region.base;
    return length === 0 ? new Uint8Array(0) : region.u8.slice(offset, offset + length);
  }

  /** Stores bytes; nothing is stored when one of them cannot be. */
  writeBytes(address: number, bytes: ArrayLike<number>): void {
    const region = this.reach(address, bytes.length, 'write');
    if (bytes.length > 0) region.u8.set(bytes, address - region.base);
  }

  /** Stores the same byte `length` times. */
  fill(address: number, length: number, byte: number): void {
    const region = this.reach(address, length, 'write');
    const offset = address - region.base;
    if (length > 0) region.fill(byte, offset, offset + length);
  }

  /** Copies bytes; the ranges may overlap (memmove). */
  copy(to: number, from: number, length: number): void {
    this.reachBoth(to, from, length);
    if (length === 0) return;
    const source = this.regionAt(from);
    const target = this.regionAt(to);
    const start = from - source.base;
    if (length <= SHORT_COPY_BYTES && source !== target) {
      const { u8: taken } = source;
      const { u8: given } = target;
      const end = to - target.base;
      for (let at = 0; at < length; at++) given[end + at] = taken[start + at]!;
    } else target.u8.set(source.u8.subarray(start, start + length), to - target.base);
  }

  /** Reads an 8-bit string up to its NUL, or `maxBytes` bytes. Each byte is one character (Latin-1). */
  readAnsiString(address: number, maxBytes?: number): string {
    return readAnsi(this, address, maxBytes);
  }

  /** Reads a 16-bit string up to its NUL, or `maxBytes` bytes. */
  readUtf16String(address: number, maxBytes?: number): string {
    return readUtf16(this, address, maxBytes);
  }

  /** Writes an 8-bit string and its NUL; a character above U+00FF becomes `?`. Returns the bytes written. */
  writeAnsiString(address: number, text: string): number {
    return writeAnsi(this, address, text);
  }

  /** Writes a 16-bit string and its NUL. Returns the bytes written. */
  writeUtf16String(address: number, text: string): number {
    return writeUtf16(this, address, text);
  }

  /** Offset that the last `#view` made accessible. */
  #at = 0;

  /** The slower way of a typed access: a view in which the bytes from `#at` can be accessed. */
  #view(address: number, bytes: number, access: 'read' | 'write'): DataView {
    let region = this.regionAt(address);
    const offset = address - region.base;
    const at = offset >>> 0;
    const mask = access === 'read' ? this.readMask : this.writeMask;
    const wanted = access === 'read' ? READABLE : WRITABLE;
    // Another region than the fast one is watched over.
    const isFast = region === (address < this.split ? this.low : this.high);
    const good = isFast && at === offset && (region.access[at >>> 12]! & mask) === wanted;
    // Unaligned but within one good page, or else the slow way.
    if (!good || (at & PAGE_MASK) + bytes > PAGE_BYTES) region = this.reachValue(address, bytes, access);
    // Only now: a filter that ran because of a fault may have made accesses of its own.
    this.#at = address - region.base;
    return region.view;
  }
}

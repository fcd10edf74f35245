/** Integers that one instruction reads and writes, by width, in C's signedness. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Memory } from '../../memory/memory.ts';

/** How one width is read and written. */
export interface Width<T> {
  readonly bytes: number;
  read(memory: Memory, address: number): T;
  /** Stores the low bits of a value. */
  write(memory: Memory, address: number, value: T): void;
  /** The value that the low bits have: what a `read` after a `write` gives. */
  wrap(value: T): T;
}

/** Signed 8-bit integer. */
export const byte: Width<number> = {
  bytes: 1,
  read: (memory, address) => memory.readInt8(address),
  write: (memory, address, value) => memory.writeInt8(address, value),
  wrap: (value) => (value << 24) >> 24,
};

/** Signed 16-bit integer. */
export const word: Width<number> = {
  bytes: 2,
  read: (memory, address) => memory.readInt16(address),
  write: (memory, address, value) => memory.writeInt16(address, value),
  wrap: (value) => (value << 16) >> 16,
};

/** Signed 32-bit integer. */
export const long: Width<number> = {
  bytes: 4,
  read: (memory, address) => memory.readInt32(address),
  write: (memory, address, value) => memory.writeInt32(address, value),
  wrap: (value) => value | 0,
};

/** Signed 64-bit integer. */
export const quad: Width<bigint> = {
  bytes: 8,
  read: (memory, address) => memory.readBigInt64(address),
  write: (memory, address, value) => memory.writeBigInt64(address, value),
  wrap: (value) => BigInt.asIntN(64, value),
};

/** A pointer-sized integer of x86 as a bigint. */
const longAsBigInt: Width<bigint> = {
  bytes: 4,
  read: (memory, address) => BigInt(memory.readInt32(address)),
  write: (memory, address, value) => memory.writeInt32(address, Number(BigInt.asIntN(32, value))),
  wrap: (value) => BigInt.asIntN(32, value),
};

/** Signed pointer-sized integer. */
export const pointerSize = (architecture: Architecture): Width<bigint> =>
  architecture === 'x64' ? quad : longAsBigInt;

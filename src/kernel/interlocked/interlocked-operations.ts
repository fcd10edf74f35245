/**
 * What the interlocked operations do, by operation and width. The routines
 * themselves are generated (interlocked-*.generated.ts): they differ in the
 * ordering of accesses, and irqlab runs one processor at a time, where every
 * ordering holds.
 *
 * Each is one instruction with a lock prefix: it claims the variable for a write
 * first, so an address that is not there is a fault of a write, also where only
 * a comparison comes of it. A misaligned variable works, as it does on these
 * processors, but for 128 bits (*ours*, docs/decisions/0025-inline-routines-and-lists.md).
 */
import type { Architecture, PVOID, SIZE_T, UCHAR } from '../../contract/c-types.ts';
import { pointerSized } from '../../machine/addresses.ts';
import type { Memory } from '../../memory/memory.ts';
import { byte, long, pointerSize, quad, type Width, word } from './widths.ts';

/** What the interlocked operations need. */
export interface InterlockedServices {
  readonly architecture: Architecture;
  /** Memory as the caller sees it: these are instructions in its code. */
  readonly memory: Memory;
  /** A general protection fault: what a misaligned 128-bit operand gets, each time a filter continues it. */
  generalProtection(): never;
}

/** Replaces a value by what `change` makes of it and gives the old one. */
function replace<T>(memory: Memory, width: Width<T>, address: number, change: (old: T) => T): T {
  memory.claimWrite(address, width.bytes);
  const old = width.read(memory, address);
  width.write(memory, address, change(old));
  return old;
}

/** No operand; the new value is the result. */
const stepped =
  <T>(width: Width<T>, change: (old: T) => T) =>
  ({ memory }: InterlockedServices) =>
  (address: PVOID): T =>
    width.wrap(change(replace(memory, width, address, change)));

/** One operand; the old value is the result. */
const combined =
  <T>(width: Width<T>, change: (old: T, operand: T) => T) =>
  ({ memory }: InterlockedServices) =>
  (address: PVOID, operand: T): T =>
    replace(memory, width, address, (old) => change(old, operand));

/** One operand; the new value is the result. */
const combinedNew =
  <T>(width: Width<T>, change: (old: T, operand: T) => T) =>
  ({ memory }: InterlockedServices) =>
  (address: PVOID, operand: T): T =>
    width.wrap(
      change(
        replace(memory, width, address, (old) => change(old, operand)),
        operand,
      ),
    );

const compared =
  <T>(width: Width<T>) =>
  ({ memory }: InterlockedServices) =>
  (address: PVOID, value: T, expected: T): T =>
    replace(memory, width, address, (old) => (old === width.wrap(expected) ? value : old));

/** A bit of the bit string that begins at the variable: the instruction takes any offset, of either sign (*ours*). */
const testedBit =
  (set: boolean) =>
  ({ memory }: InterlockedServices) =>
  (base: PVOID, offset: number): UCHAR => {
    const mask = 1 << (offset & 31);
    const old = replace(memory, long, base + 4 * (offset >> 5), (was) => (set ? was | mask : was & ~mask));
    return (old & mask) === 0 ? 0 : 1;
  };

const testedBit64 =
  (set: boolean) =>
  ({ memory }: InterlockedServices) =>
  (base: PVOID, offset: bigint): UCHAR => {
    const mask = 1n << (offset & 63n);
    const at = memory.displaced(base, 8n * (offset >> 6n));
    const old = replace(memory, quad, at, (was) => (set ? was | mask : was & ~mask));
    return (old & mask) === 0n ? 0 : 1;
  };

/** Adds to a SIZE_T. */
function addToSize(services: InterlockedServices, address: number, value: bigint): bigint {
  return replace(services.memory, pointerSize(services.architecture), address, (old) => old + value);
}

const steppedSize =
  (step: bigint) =>
  (services: InterlockedServices) =>
  (a: PVOID): SIZE_T =>
    Number(pointerSize(services.architecture).wrap(addToSize(services, a, step) + step));

/** Replaces a pointer; one that is not canonical stays exact. */
function replacePointer(memory: Memory, address: number, change: (old: number) => number): PVOID {
  memory.claimWrite(address, memory.architecture === 'x64' ? 8 : 4);
  const old = memory.readPointer(address);
  memory.writePointer(address, change(old));
  return old;
}

const add32 = (old: number, value: number) => old + value;
const add64 = (old: bigint, value: bigint) => old + value;

/** InterlockedAdd: the new value comes back. */
export const add = { bits32: combinedNew(long, add32), bits64: combinedNew(quad, add64) };

/** InterlockedAnd. */
export const and = {
  bits8: combined(byte, (old, mask) => old & mask),
  bits16: combined(word, (old, mask) => old & mask),
  bits32: combined(long, (old, mask) => old & mask),
  bits64: combined(quad, (old, mask) => old & mask),
};

/** InterlockedOr. */
export const or = {
  bits8: combined(byte, (old, mask) => old | mask),
  bits16: combined(word, (old, mask) => old | mask),
  bits32: combined(long, (old, mask) => old | mask),
  bits64: combined(quad, (old, mask) => old | mask),
};

/** InterlockedXor. */
export const xor = {
  bits8: combined(byte, (old, mask) => old ^ mask),
  bits16: combined(word, (old, mask) => old ^ mask),
  bits32: combined(long, (old, mask) => old ^ mask),
  bits64: combined(quad, (old, mask) => old ^ mask),
};

/** InterlockedIncrement: the new value comes back. */
export const increment = {
  bits16: stepped(word, (old) => old + 1),
  bits32: stepped(long, (old) => old + 1),
  bits64: stepped(quad, (old) => old + 1n),
  sizeT: steppedSize(1n),
};

/** InterlockedDecrement: the new value comes back. */
export const decrement = {
  bits16: stepped(word, (old) => old - 1),
  bits32: stepped(long, (old) => old - 1),
  bits64: stepped(quad, (old) => old - 1n),
  sizeT: steppedSize(-1n),
};

/** InterlockedBitTestAndSet: the old bit comes back. */
export const bitTestAndSet = { bits32: testedBit(true), bits64: testedBit64(true) };

/** InterlockedBitTestAndReset: the old bit comes back. */
export const bitTestAndReset = { bits32: testedBit(false), bits64: testedBit64(false) };

/** InterlockedExchange: the old value comes back. */
export const exchange = {
  bits8: combined(byte, (_, value) => value),
  bits16: combined(word, (_, value) => value),
  bits32: combined(long, (_, value) => value),
  bits64: combined(quad, (_, value) => value),
  pointer:
    ({ memory }: InterlockedServices) =>
    (address: PVOID, value: PVOID): PVOID =>
      replacePointer(memory, address, () => value),
};

/** InterlockedExchangeAdd: the old value comes back. */
export const exchangeAdd = {
  bits8: combined(byte, add32),
  bits32: combined(long, add32),
  bits64: combined(quad, add64),
  sizeT:
    (services: InterlockedServices) =>
    (a: PVOID, b: SIZE_T | bigint): SIZE_T =>
      Number(addToSize(services, a, BigInt(pointerSized(services.architecture, b, 'b')))),
};

/** InterlockedCompareExchange: the old value comes back. */
export const compareExchange = {
  bits16: compared(word),
  bits32: compared(long),
  bits64: compared(quad),
  pointer:
    ({ memory }: InterlockedServices) =>
    (address: PVOID, value: PVOID, expected: PVOID): PVOID =>
      replacePointer(memory, address, (old) => (old === expected ? value : old)),
  bits128: compareExchange128,
};

/** InterlockedCompareExchange128: whether the values were exchanged comes back, the old value goes to `expected`. */
function compareExchange128({ memory, generalProtection }: InterlockedServices) {
  return (address: PVOID, valueHigh: bigint, valueLow: bigint, expected: PVOID): UCHAR => {
    const expectedLow = memory.readBigInt64(expected);
    const expectedHigh = memory.readBigInt64(expected + 8);
    if (address % 16 !== 0) generalProtection();
    memory.claimWrite(address, 16);
    const low = memory.readBigInt64(address);
    const high = memory.readBigInt64(address + 8);
    const equal = low === expectedLow && high === expectedHigh;
    memory.writeBigInt64(address, equal ? valueLow : low);
    memory.writeBigInt64(address + 8, equal ? valueHigh : high);
    memory.writeBigInt64(expected, low);
    memory.writeBigInt64(expected + 8, high);
    return equal ? 1 : 0;
  };
}

/**
 * What the emitted JavaScript of a program can reach: `$`. Nothing else is in its scope. The typed arrays and the
 * attribute bytes are those of the region that the program mostly uses (emit/memory-text.ts); all other accesses,
 * and all that may fault, come through the functions here, which know the place.
 */
import type { ThreadWork } from '../../kernel/threads/thread-body.ts';
import type { Memory } from '../../memory/memory.ts';
import type { Region } from '../../memory/region.ts';
import type { Seh } from '../../seh/seh.ts';
import { conversions, divisions, type Traps } from './arithmetic.ts';
import { type FloatHost, floatOperations } from './float-operations.ts';

/** What the environment needs of the program that it belongs to. */
export interface EnvironmentHost extends Traps {
  readonly memory: Memory;
  readonly region: Region;
  readonly seh: Seh;
  /** Floating-point operations that may raise. */
  readonly float: FloatHost;
  /** Notes the place of what may fault, and where the stack of its function ends. */
  begins(site: number, sp: number): void;
  /** It is over. */
  ends(): void;
  pointer(exact: bigint): number;
  exact(pointer: number): bigint;
  /** Guarded regions: program-exceptions.ts. */
  readonly exceptions: Readonly<Record<string, (...args: never[]) => unknown>>;
  functionAt(pointer: number, signature: number, site: number, sp: number): (...args: unknown[]) => unknown;
  /** The same in code that can stop. */
  stepsAt(pointer: number, signature: number, site: number, sp: number): (...args: unknown[]) => ThreadWork;
  /** A time slice is over: gives the turns of the next one. */
  moreSteps(site: number, sp: number): number;
  /** The same in code that can stop. */
  nextSlice(site: number, sp: number): ThreadWork;
  stackOverflow(sp: number, site: number): void;
  /** A function begins whose code is not always there. */
  enterSection(address: number): void;
}

const UNSET = BigInt.asIntN(64, 0xcccc_cccc_cccc_ccccn);
const FIRST_INTERNED = 2 ** 52;

/** Makes the environment. */
export function environment(host: EnvironmentHost): Record<string, unknown> {
  const { region, memory } = host;
  return {
    I8: region.i8,
    U8: region.u8,
    I16: region.i16,
    U16: region.u16,
    I32: region.i32,
    U32: region.u32,
    I64: region.big,
    U64: region.bigUnsigned,
    F32: region.f32,
    F64: region.f64,
    AC: region.access,
    BASE: region.base,
    M: memory,
    UNSET: memory.architecture === 'x64' ? host.pointer(UNSET) : 0xcccc_cccc,
    ...accesses(host),
    ...divisions(host),
    ...conversions,
    ...floatOperations(host.float),
    ...pointers(host),
    ...host.exceptions,
    seh: host.seh,
    functionAt: (pointer: number, signature: number, site: number, sp: number) =>
      host.functionAt(pointer, signature, site, sp),
    stepsAt: (pointer: number, signature: number, site: number, sp: number) =>
      host.stepsAt(pointer, signature, site, sp),
    moreSteps: (site: number, sp: number) => host.moreSteps(site, sp),
    nextSlice: (site: number, sp: number) => host.nextSlice(site, sp),
    stackOverflow: (sp: number, site: number) => host.stackOverflow(sp, site),
    enterSection(address: number, site: number, sp: number): void {
      host.begins(site, sp);
      host.enterSection(address);
      host.ends();
    },
  };
}

/** Loads, stores and copies that know their place. */
function accesses(host: EnvironmentHost): Record<string, unknown> {
  const { memory } = host;
  const read =
    <T>(access: (address: number) => T) =>
    (address: number, site: number, sp: number): T => {
      host.begins(site, sp);
      const value = access(address);
      host.ends();
      return value;
    };
  const write =
    <T>(access: (address: number, value: T) => void) =>
    (address: number, value: T, site: number, sp: number): void => {
      host.begins(site, sp);
      access(address, value);
      host.ends();
    };
  return {
    ldi8: read((a) => memory.readInt8(a)),
    ldu8: read((a) => memory.readUint8(a)),
    ldi16: read((a) => memory.readInt16(a)),
    ldu16: read((a) => memory.readUint16(a)),
    ldi32: read((a) => memory.readInt32(a)),
    ldu32: read((a) => memory.readUint32(a)),
    ldi64: read((a) => memory.readBigInt64(a)),
    ldu64: read((a) => memory.readBigUint64(a)),
    ldf32: read((a) => memory.readFloat32(a)),
    ldf64: read((a) => memory.readFloat64(a)),
    ldptr: read((a) => memory.readPointer(a)),
    sti8: write((a, v: number) => memory.writeUint8(a, v)),
    stu8: write((a, v: number) => memory.writeUint8(a, v)),
    sti16: write((a, v: number) => memory.writeUint16(a, v)),
    stu16: write((a, v: number) => memory.writeUint16(a, v)),
    sti32: write((a, v: number) => memory.writeInt32(a, v)),
    stu32: write((a, v: number) => memory.writeUint32(a, v)),
    sti64: write((a, v: bigint) => memory.writeBigInt64(a, v)),
    stu64: write((a, v: bigint) => memory.writeBigUint64(a, v)),
    stf32: write((a, v: number) => memory.writeFloat32(a, v)),
    stf64: write((a, v: number) => memory.writeFloat64(a, v)),
    stptr: write((a, v: number) => memory.writePointer(a, v)),
    copy(to: number, from: number, bytes: number, site: number, sp: number): number {
      host.begins(site, sp);
      memory.copy(to, from, bytes);
      host.ends();
      return to;
    },
    zero: (at: number, bytes: number): void => memory.fill(at, bytes, 0),
    // A LARGE_INTEGER by value, on its way to a routine or back: the call has noted its place already.
    quad: (at: number): bigint => memory.readBigInt64(at),
    setQuad: (at: number, value: bigint): void => memory.writeBigInt64(at, value),
    ...slots(memory),
  };
}

/** Arguments that stand for `...`: each fills whole slots of the caller's frame. */
function slots(memory: Memory): Record<string, unknown> {
  const wide = memory.architecture === 'x64';
  const narrow = (at: number, value: number): void =>
    wide ? memory.writeBigInt64(at, BigInt(value)) : memory.writeUint32(at, value);
  const big = (at: number, value: bigint): void => memory.writeBigInt64(at, value);
  return {
    sloti32: narrow,
    slotu32: narrow,
    sloti64: big,
    slotu64: big,
    slotf64: (at: number, value: number): void => memory.writeFloat64(at, value),
    slotptr: (at: number, value: number): void => memory.writePointer(at, value),
    slotRecord: (at: number, from: number, bytes: number): void => memory.copy(at, from, bytes),
  };
}

/** Pointers and integers into each other. */
function pointers(host: EnvironmentHost): Record<string, unknown> {
  const wide = host.memory.architecture === 'x64';
  const exact = (pointer: number): bigint =>
    pointer < FIRST_INTERNED ? BigInt(pointer) : host.exact(pointer);
  return {
    pointer: (value: bigint): number => host.pointer(value),
    signedOf: (pointer: number): bigint => BigInt.asIntN(64, exact(pointer)),
    unsignedOf: (pointer: number): bigint => BigInt.asUintN(64, exact(pointer)),
    lowOf: (pointer: number): number =>
      pointer < FIRST_INTERNED ? pointer : Number(BigInt.asIntN(32, host.exact(pointer))),
    addressOfInteger: (value: bigint): number =>
      wide ? host.pointer(BigInt.asIntN(64, value)) : Number(BigInt.asUintN(32, value)),
    // What arrives from native code in two halves (emit/native/crossing.ts).
    halvesOfPointer: (low: number, high: number): number =>
      (high << 16) >> 16 === high
        ? high * 0x1_0000_0000 + (low >>> 0)
        : host.pointer(BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low >>> 0))),
    halvesOfInt64: (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low >>> 0),
    halvesOfUint64: (low: number, high: number): bigint =>
      high === 0 ? BigInt(low >>> 0) : (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0),
    /** For those who take a number where it is exact. */
    halvesOfSize: (low: number, high: number): number | bigint =>
      high >= 0 && high < 0x20_0000
        ? high * 0x1_0000_0000 + (low >>> 0)
        : (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0),
    /** `a < b` as unsigned addresses. */
    below(a: number, b: number): boolean {
      if (a < FIRST_INTERNED && b < FIRST_INTERNED) return a < 0 === b < 0 ? a < b : b < 0;
      return BigInt.asUintN(64, exact(a)) < BigInt.asUintN(64, exact(b));
    },
    difference(a: number, b: number, elementBytes: number): bigint {
      if (a < FIRST_INTERNED && b < FIRST_INTERNED) return BigInt(Math.trunc((a - b) / elementBytes));
      return BigInt.asIntN(64, exact(a) - exact(b)) / BigInt(elementBytes);
    },
  };
}

/** Counted strings of 8 and 16 bits, as Rtl routines read and write them. */
import type { Architecture, NTSTATUS } from '../../contract/c-types.ts';
import type { Memory } from '../../memory/memory.ts';
import {
  STATUS_BUFFER_OVERFLOW,
  STATUS_INVALID_PARAMETER_2,
  STATUS_NO_MEMORY,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { DriverData } from '../driver-data.ts';
import type { KernelHost } from '../kernel-host.ts';
import { PAGED_POOL } from '../pool/kinds.ts';
import type { Pool } from '../pool/pool.ts';
import { free } from '../pool/pool-calls.ts';
import { readUnicodeHeader, type UnicodeString, writeUnicodeHeader } from '../unicode-string.ts';
import { upcase, upcaseByte } from './letters.ts';

/** What strings need of the machine. */
export type StringsHost = Pick<
  KernelHost,
  'architecture' | 'kernelMemory' | 'driverMemory' | 'setLastStatus'
>;

/** 'Strg': tag of buffers that the routines allocate (*ours*). */
const STRING_TAG = 0x6772_7453;

/** Most bytes of a counted string: its lengths are 16-bit numbers. */
export const MOST_BYTES = 0xffff;

/** Services of the routines of strings. */
export class Strings {
  readonly host: StringsHost;
  readonly memory: Memory;
  readonly architecture: Architecture;
  readonly #pool: Pool;
  readonly #data: DriverData;

  constructor(host: StringsHost, pool: Pool, data: DriverData) {
    this.#data = data;
    this.host = host;
    this.memory = host.kernelMemory;
    this.architecture = host.architecture;
    this.#pool = pool;
  }

  /** Address of text of 16-bit characters. Text of TypeScript is a literal of the driver: it gets a place in its data. */
  literal(text: number | string): number {
    if (typeof text === 'number') return text;
    const address = this.#data.variable(2 * text.length + 2);
    this.memory.writeUtf16String(address, text);
    return address;
  }

  /** Characters of text that ends with a NUL, or of a text of TypeScript; none for NULL. */
  unitsOfText(text: number | string): number[] {
    const characters = typeof text === 'string' ? text : text === 0 ? '' : this.memory.readUtf16String(text);
    return Array.from({ length: characters.length }, (_, at) => characters.charCodeAt(at));
  }

  /** The header of a counted string: STRING and UNICODE_STRING have the same. */
  header(address: number): UnicodeString {
    return readUnicodeHeader(this.memory, this.architecture, address);
  }

  setHeader(address: number, header: UnicodeString): void {
    writeUnicodeHeader(this.memory, this.architecture, address, header);
  }

  /** Sets the length alone. */
  setLength(address: number, length: number): void {
    this.memory.writeUint16(address, length);
  }

  /** Characters of a counted string, as numbers. */
  units(address: number, wide: boolean): number[] {
    const { length, buffer } = this.header(address);
    return this.unitsAt(buffer, length, wide);
  }

  /** Characters in a buffer. */
  unitsAt(buffer: number, bytes: number, wide: boolean): number[] {
    const raw = this.memory.readBytes(buffer, wide ? bytes - (bytes % 2) : bytes);
    if (!wide) return [...raw];
    return Array.from(
      { length: raw.length / 2 },
      (_, at) => (raw[2 * at] ?? 0) | ((raw[2 * at + 1] ?? 0) << 8),
    );
  }

  /** Stores characters. */
  store(buffer: number, units: readonly number[], wide: boolean): void {
    this.memory.writeBytes(buffer, wide ? units.flatMap((unit) => [unit & 0xff, unit >> 8]) : units);
  }

  /** Fills a counted string in from text that ends with a NUL; NULL makes an empty one. */
  initialize(target: number, source: number, wide: boolean): void {
    if (source === 0) {
      this.setHeader(target, { length: 0, maximumLength: 0, buffer: 0 });
      return;
    }
    const text = wide ? this.memory.readUtf16String(source) : this.memory.readAnsiString(source);
    const width = wide ? 2 : 1;
    // The NUL counts in MaximumLength, so the longest string is one character shorter (*ours*).
    const most = wide ? 0xfffc : 0xfffe;
    const length = Math.min(width * text.length, most);
    this.setHeader(target, { length, maximumLength: length + width, buffer: source });
  }

  /** As `initialize` for 8-bit text, which is not cut: false when it is too long, and the string stays as it is. */
  initializeWhole(target: number, source: number): boolean {
    if (source !== 0 && this.memory.readAnsiString(source).length > MOST_BYTES - 1) return false;
    this.initialize(target, source, false);
    return true;
  }

  /** Compares as RtlCompareUnicodeString does: the difference of the first characters that differ, else of the lengths. */
  compare(one: number, other: number, how: { readonly wide: boolean; readonly ignoreCase: boolean }): number {
    const { wide, ignoreCase } = how;
    const fold = ignoreCase ? (wide ? upcase : upcaseByte) : (unit: number) => unit;
    const left = this.units(one, wide);
    const right = this.units(other, wide);
    for (let at = 0; at < Math.min(left.length, right.length); at++) {
      const difference = fold(left[at] ?? 0) - fold(right[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return (left.length - right.length) * (wide ? 2 : 1);
  }

  /** True when the first string is how the second begins. */
  isPrefix(
    one: number,
    other: number,
    how: { readonly wide: boolean; readonly ignoreCase: boolean },
  ): boolean {
    const { wide, ignoreCase } = how;
    const fold = ignoreCase ? (wide ? upcase : upcaseByte) : (unit: number) => unit;
    const left = this.units(one, wide);
    const right = this.units(other, wide);
    return left.length <= right.length && left.every((unit, at) => fold(unit) === fold(right[at] ?? 0));
  }

  /** Copies as much of a string as fits; a NUL follows where there is room. */
  copy(target: number, source: number, wide: boolean): void {
    if (source === 0) {
      this.setLength(target, 0);
      return;
    }
    const { maximumLength, buffer } = this.header(target);
    const width = wide ? 2 : 1;
    const from = this.header(source);
    const length = Math.min(from.length, maximumLength - (maximumLength % width));
    this.memory.copy(buffer, from.buffer, length);
    this.setLength(target, length);
    if (wide && length + 2 <= maximumLength) this.memory.writeUint16(buffer + length, 0);
  }

  /**
   * Stores characters in a string, and a NUL behind them: in its buffer, or in a new one of pool. A status.
   * @param allocate whether the string gets a new buffer
   */
  give(
    target: number,
    units: readonly number[],
    about: { readonly wide: boolean; readonly allocate: boolean; readonly routine: string },
  ): NTSTATUS {
    const { wide, allocate, routine } = about;
    const width = wide ? 2 : 1;
    const length = units.length * width;
    const bytes = length + width;
    if (bytes > MOST_BYTES) return STATUS_INVALID_PARAMETER_2;
    if (allocate) {
      const buffer = this.#allocate(bytes, routine);
      if (buffer === 0) return STATUS_NO_MEMORY;
      this.store(buffer, [...units, 0], wide);
      this.setHeader(target, { length, maximumLength: bytes, buffer });
      return STATUS_SUCCESS;
    }
    const { maximumLength, buffer } = this.header(target);
    if (length > maximumLength) return STATUS_BUFFER_OVERFLOW;
    this.store(buffer, bytes <= maximumLength ? [...units, 0] : units, wide);
    this.setLength(target, length);
    return STATUS_SUCCESS;
  }

  /** Gives back the buffer of a string that a routine allocated; the string is empty afterwards. */
  free(target: number, routine: string): void {
    const { buffer } = this.header(target);
    if (buffer === 0) return;
    free(this.#pool, this.#pool.callerOf(routine), buffer, 0);
    this.setHeader(target, { length: 0, maximumLength: 0, buffer: 0 });
  }

  /** Pool for a buffer, which counts as the caller's. */
  #allocate(bytes: number, routine: string): number {
    const wish = {
      kind: PAGED_POOL,
      zero: false,
      aligned: false,
      raise: false,
      quota: false,
      session: false,
    } as const;
    return this.#pool.allocate(this.#pool.callerOf(routine), { ...wish, special: 'none' }, bytes, STRING_TAG);
  }
}

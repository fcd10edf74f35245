/**
 * The three standard streams. A FILE is a pointer-sized object of the program, as in the universal C runtime; what
 * goes on behind it is ours. Output is not buffered: it stands there when a program fails.
 */
import { pointerBytes } from '../../contract/c-types.ts';
import { ErrorNumber, errnoOf } from './error-number.ts';
import { cellAddress } from './program-state.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Number of a standard stream. */
export type StreamIndex = 0 | 1 | 2;

/** What functions of 8-bit characters give at the end. */
export const EOF = -1;
/** What functions of 16-bit characters give at the end. */
export const WEOF = 0xffff;

const FLAGS = 3 * 8;
const AT_END = 1;
const ERROR = 2;
const CARRIAGE_RETURN = 0x0d;
const LINE_FEED = 0x0a;

/** Characters of standard input that were read but not taken, one object for each program. */
const pending = new WeakMap<RuntimeHost, number[]>();

/** The streams of one program. */
export class Streams {
  readonly #host: RuntimeHost;
  readonly #base: number;
  readonly #setErrno: (code: number) => void;
  readonly #input: number[];

  constructor(host: RuntimeHost) {
    this.#host = host;
    this.#base = cellAddress(host, 'streams');
    this.#setErrno = errnoOf(host);
    this.#input = pending.get(host) ?? [];
    pending.set(host, this.#input);
  }

  /** Address of the FILE of a stream. */
  file(index: number): number {
    return this.#base + pointerBytes(this.#host.architecture) * index;
  }

  /** The stream of a FILE. A pointer of garbage faults; one that is no FILE has none. */
  indexOf(file: number): StreamIndex | null {
    for (const index of [0, 1, 2] as const) if (file === this.file(index)) return index;
    if (file !== 0) this.#host.memory.readPointer(file);
    return null;
  }

  /** Writes to stdout or stderr; false, and errno, for another stream. */
  write(index: StreamIndex | null, bytes: Uint8Array): boolean {
    if (index !== 1 && index !== 2) {
      if (index === 0) this.#mark(index, ERROR);
      this.#setErrno(ErrorNumber.EBADF);
      return false;
    }
    if (bytes.length > 0) this.#host.write(index === 1 ? 'stdout' : 'stderr', bytes);
    return true;
  }

  /** Writes 16-bit characters, each as one byte; stops with EILSEQ at one that has none. */
  writeWide(index: StreamIndex | null, units: ArrayLike<number>): boolean {
    const all = Array.from(units);
    const bad = all.findIndex((unit) => unit > 0xff);
    if (!this.write(index, Uint8Array.from(bad < 0 ? all : all.slice(0, bad)))) return false;
    if (bad >= 0) this.#setErrno(ErrorNumber.EILSEQ);
    return bad < 0;
  }

  /** The character so many places ahead on standard input, without taking it; EOF at its end. */
  peek(ahead: number): number {
    while (this.#input.length <= ahead) {
      const line = this.#host.readLine();
      if (line === null) return EOF;
      // Standard input is a text stream: its lines end with a line feed alone.
      line.forEach((byte, at) => {
        if (byte !== CARRIAGE_RETURN || line[at + 1] !== LINE_FEED) this.#input.push(byte);
      });
    }
    return this.#input[ahead] ?? EOF;
  }

  /** Takes the next character of a stream, or EOF and its mark. Only stdin has any. */
  read(index: StreamIndex | null): number {
    if (index !== 0) {
      if (index !== null) this.#mark(index, ERROR);
      this.#setErrno(ErrorNumber.EBADF);
      return EOF;
    }
    const next = this.peek(0);
    if (next === EOF) this.#mark(0, AT_END);
    else this.#input.shift();
    return next;
  }

  /** Takes characters that were looked at. */
  skip(count: number): void {
    this.#input.splice(0, count);
  }

  /** Puts a character back, to be read next. */
  unread(character: number): void {
    this.#input.unshift(character & 0xff);
    this.clear(0);
  }

  /** Whether reading met the end. */
  isAtEnd(index: StreamIndex): boolean {
    return (this.#flags(index) & AT_END) !== 0;
  }

  /** Whether something failed. */
  hasError(index: StreamIndex): boolean {
    return (this.#flags(index) & ERROR) !== 0;
  }

  /** Forgets both. */
  clear(index: StreamIndex): void {
    this.#host.memory.writeUint32(this.#base + FLAGS + 4 * index, 0);
  }

  /** Marks standard input as read to its end. */
  markEnd(): void {
    this.#mark(0, AT_END);
  }

  #flags(index: StreamIndex): number {
    return this.#host.memory.readUint32(this.#base + FLAGS + 4 * index);
  }

  #mark(index: StreamIndex, flag: number): void {
    this.#host.memory.writeUint32(this.#base + FLAGS + 4 * index, this.#flags(index) | flag);
  }
}

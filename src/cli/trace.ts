/**
 * The allocation trace format, parsed into typed arrays. Runs without Node.
 *
 *     # NAME SOURCE OPERATIONS PEAKLIVEBYTES     first line, optional
 *     a ID SIZE                                  allocate; ids count up from 0
 *     r ID SIZE                                  resize the live block ID
 *     f ID                                       free the live block ID
 *
 * More than the format asks for is accepted where nothing can be misread: blank
 * lines, `#` comments on any line, CRLF, tabs, a missing last line end (*ours*).
 */
import { diagnoseLine, type TraceProblem } from './trace-problem.ts';

/** Operation code: allocate a new block. */
export const ALLOCATE = 0;
/** Operation code: resize a live block. */
export const RESIZE = 1;
/** Operation code: free a live block. */
export const FREE = 2;

/** A trace without errors in it. */
export interface Trace {
  /** From the first line, or the base name of the file. */
  readonly name: string;
  /** Operation codes, in order. */
  readonly operations: Uint8Array;
  /** Block of each operation. */
  readonly ids: Int32Array;
  /** Requested bytes of each operation; 0 for a free. */
  readonly sizes: Float64Array;
  /** Number of allocations; every id is below it. */
  readonly allocations: number;
  /** Number of resizes. */
  readonly resizes: number;
  /** Number of frees. */
  readonly frees: number;
  /** Most requested bytes live at one time. */
  readonly peakLiveBytes: number;
  /** Index of the operation after which they were live. */
  readonly peakOperation: number;
  /** Oddities that do not stop a replay, one line each. */
  readonly notes: readonly string[];
}

/** What `parseTrace` gives: a trace, or the first thing wrong with it. */
export type ParsedTrace =
  | { readonly ok: true; readonly trace: Trace }
  | { readonly ok: false; readonly problem: TraceProblem };

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const HASH = 0x23;
const FREED = -1;

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09;

/**
 * Parses a trace.
 *
 * @param bytes ASCII text of the trace, not compressed
 * @param file name for messages and, without a first line, for the trace
 * @param largestBytes largest size that the heap can be asked for: 2^32 - 1 for a 32-bit process
 * @remarks Time O(bytes), about 30 ns a line.
 */
export function parseTrace(
  bytes: Uint8Array,
  file: string,
  largestBytes: number = Number.MAX_SAFE_INTEGER,
): ParsedTrace {
  return new TraceParser(bytes, file, largestBytes).parse();
}

/** Base name of a file without `.trace`, `.gz` and folders. */
export function traceNameOf(file: string): string {
  const base = file.split(/[\\/]/).at(-1) ?? file;
  return base.replace(/\.gz$/i, '').replace(/\.trace$/i, '') || file;
}

function countLines(bytes: Uint8Array): number {
  let lines = 1;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

class TraceParser {
  readonly #bytes: Uint8Array;
  readonly #file: string;
  readonly #largestBytes: number;
  readonly #operations: Uint8Array;
  readonly #ids: Int32Array;
  readonly #sizes: Float64Array;
  /** Requested bytes of each live block, FREED for the others. */
  readonly #live: Float64Array;
  readonly #counts: [allocations: number, resizes: number, frees: number] = [0, 0, 0];
  #at = 0;
  #lineEnd = 0;
  #count = 0;
  #liveBytes = 0;
  #peakLiveBytes = 0;
  #peakOperation = 0;

  constructor(bytes: Uint8Array, file: string, largestBytes: number) {
    const lines = countLines(bytes);
    this.#bytes = bytes;
    this.#file = file;
    this.#largestBytes = largestBytes;
    this.#operations = new Uint8Array(lines);
    this.#ids = new Int32Array(lines);
    this.#sizes = new Float64Array(lines);
    this.#live = new Float64Array(lines);
  }

  parse(): ParsedTrace {
    const bytes = this.#bytes;
    let lineStart = 0;
    for (let line = 1; lineStart < bytes.length; line++) {
      const newline = bytes.indexOf(NEWLINE, lineStart);
      const next = newline === -1 ? bytes.length : newline;
      this.#at = lineStart;
      this.#lineEnd = next > lineStart && bytes[next - 1] === RETURN ? next - 1 : next;
      const what = this.#line();
      if (what !== null) return this.#problem(line, what, this.#text(lineStart));
      lineStart = next + 1;
    }
    if (this.#count === 0) return this.#problem(1, 'the trace holds no heap call', this.#firstLine());
    return { ok: true, trace: this.#finish() };
  }

  #problem(line: number, what: string, text: string): ParsedTrace {
    return { ok: false, problem: { file: this.#file, line, what, text } };
  }

  /** Reads one line; the answer is what is wrong with it, or null. */
  #line(): string | null {
    this.#skipBlanks();
    const start = this.#at;
    if (start === this.#lineEnd) return null;
    const letter = this.#bytes[start] as number;
    if (letter === HASH) return null;
    const operation = letter === 0x61 ? ALLOCATE : letter === 0x72 ? RESIZE : letter === 0x66 ? FREE : -1;
    this.#at += 1;
    const id = this.#number();
    const size = operation === FREE ? 0 : this.#number();
    this.#skipBlanks();
    const whole = operation !== -1 && id >= 0 && size >= 0 && this.#at === this.#lineEnd;
    if (!whole || size > this.#largestBytes) return diagnoseLine(this.#text(start), this.#largestBytes);
    return this.#apply(operation, id, size);
  }

  /** Checks an operation against the live blocks and notes it; the answer is what is wrong, or null. */
  #apply(operation: number, id: number, size: number): string | null {
    const known = this.#counts[ALLOCATE];
    if (operation === ALLOCATE) {
      if (id < known) return `id ${id} is used again: every allocation has a new id`;
      if (id > known) return `id ${id} is out of order: ids count up from 0 and the next is ${known}`;
    } else {
      const verb = operation === RESIZE ? 'resize' : 'free';
      if (id >= known) return `${verb} of id ${id}, which was never allocated`;
      if (this.#live[id] === FREED) return `${verb} of id ${id}, which was freed before`;
    }
    const before = operation === ALLOCATE ? 0 : (this.#live[id] as number);
    this.#live[id] = operation === FREE ? FREED : size;
    this.#liveBytes += size - before;
    this.#operations[this.#count] = operation;
    this.#ids[this.#count] = id;
    this.#sizes[this.#count] = size;
    this.#counts[operation as 0 | 1 | 2] += 1;
    if (this.#liveBytes > this.#peakLiveBytes) {
      this.#peakLiveBytes = this.#liveBytes;
      this.#peakOperation = this.#count;
    }
    this.#count += 1;
    return null;
  }

  #skipBlanks(): void {
    while (this.#at < this.#lineEnd && isBlank(this.#bytes[this.#at] as number)) this.#at += 1;
  }

  /** The whole number that is the next word of the line, or -1 when the next word is something else. */
  #number(): number {
    const before = this.#at;
    this.#skipBlanks();
    if (this.#at === before || this.#at === this.#lineEnd) return -1;
    let value = 0;
    while (this.#at < this.#lineEnd) {
      const byte = this.#bytes[this.#at] as number;
      if (isBlank(byte)) break;
      if (byte < 0x30 || byte > 0x39) return -1;
      value = value * 10 + (byte - 0x30);
      this.#at += 1;
    }
    return value <= Number.MAX_SAFE_INTEGER ? value : -1;
  }

  #text(start: number): string {
    const line = this.#bytes.subarray(start, Math.min(this.#lineEnd, start + 200));
    return String.fromCharCode(...line);
  }

  #firstLine(): string {
    const newline = this.#bytes.indexOf(NEWLINE);
    this.#lineEnd = newline === -1 ? this.#bytes.length : newline;
    return this.#text(0).trimEnd();
  }

  #finish(): Trace {
    const [allocations, resizes, frees] = this.#counts;
    const { name, notes } = this.#header();
    return {
      name,
      operations: this.#operations.subarray(0, this.#count),
      ids: this.#ids.subarray(0, this.#count),
      sizes: this.#sizes.subarray(0, this.#count),
      allocations,
      resizes,
      frees,
      peakLiveBytes: this.#peakLiveBytes,
      peakOperation: this.#peakOperation,
      notes,
    };
  }

  /** What the first line promises. A broken promise is a note: the calls themselves are whole. */
  #header(): { name: string; notes: string[] } {
    const [mark, name, ...rest] = this.#firstLine().split(/\s+/);
    if (mark !== '#' || !name) return { name: traceNameOf(this.#file), notes: [] };
    const notes: string[] = [];
    if (rest.length === 3 && rest.slice(1).every((word) => /^\d+$/.test(word))) {
      const [promised, peak] = rest.slice(1).map(Number);
      if (promised !== this.#count) {
        notes.push(
          `${this.#file}:1: the first line promises ${promised} operations, the trace has ${this.#count}`,
        );
      }
      if (peak !== this.#peakLiveBytes) {
        notes.push(
          `${this.#file}:1: the first line promises ${peak} peak live bytes, the trace has ${this.#peakLiveBytes}`,
        );
      }
    }
    return { name: name.replace(/[^\x21-\x7e]/g, '?'), notes };
  }
}

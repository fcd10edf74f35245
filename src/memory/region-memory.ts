/**
 * The bytes behind a region.
 *
 * C programs may run as WebAssembly, whose code reaches one memory: so what it needs lies in one, behind each other:
 * the bytes of the region, the attribute bytes of its pages, and spare bytes that programs take (stack pointer, places
 * of calls), and the heaps of the process. Where there is no WebAssembly, or no address space for such a memory, the region has a buffer of its own
 * and programs run as JavaScript; so it is in a page that forbids to compile.
 */

/** What is used of a WebAssembly.Memory. */
export interface NativeMemory {
  readonly buffer: ArrayBufferLike;
}

interface WebAssemblyHost {
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: boolean;
  }) => NativeMemory;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly m: { readonly memory: NativeMemory } },
  ) => { readonly exports: BulkOperations };
}

/** Writing many bytes at once, at offsets in the buffer. */
export interface BulkOperations {
  /** Sets `bytes` bytes from `at` on to a value. */
  fill(at: number, value: number, bytes: number): void;
  /** Copies bytes that may overlap. */
  copy(to: number, from: number, bytes: number): void;
  /** 1 when all bytes from `at` on are a value, else 0. `bytes` is a multiple of 16. */
  holds(at: number, value: number, bytes: number): number;
}

/** Unit that memories are made in. */
const NATIVE_PAGE_BYTES = 0x1_0000;
/** Most that an index of 32 bits reaches. */
const MOST_BYTES = 2 ** 32;
/**
 * Enough for the table of a process's heaps (heap/hot-table.ts) and the places of calls of a program with the stacks
 * of 256 threads, and of several small ones.
 */
const SPARE_BYTES = 81 * 2 ** 20;

/** Bytes of a cache line: what two owners have in one would be slower for both. */
const LINE_BYTES = 64;

/** Bytes of a memory that nobody owns yet. */
export class SpareBytes {
  readonly memory: NativeMemory;
  /** Size of the whole memory in units of 64 KB. */
  readonly pages: number;
  readonly #bulk: BulkOperations;
  /** Free runs, in order. */
  #free: { readonly at: number; readonly bytes: number }[];

  constructor(memory: NativeMemory, at: number, bulk: BulkOperations) {
    this.memory = memory;
    this.#bulk = bulk;
    this.pages = memory.buffer.byteLength / NATIVE_PAGE_BYTES;
    this.#free = [{ at, bytes: memory.buffer.byteLength - at }];
  }

  /** Takes bytes, zeroed, at the beginning of a cache line; null when there are no more. */
  take(bytes: number): number | null {
    const size = Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
    const index = this.#free.findIndex((run) => run.bytes >= size);
    const run = this.#free[index];
    if (run === undefined) return null;
    const rest = { at: run.at + size, bytes: run.bytes - size };
    this.#free.splice(index, 1, ...(rest.bytes > 0 ? [rest] : []));
    return run.at;
  }

  /** Gives bytes back that `take` gave. */
  giveBack(at: number, bytes: number): void {
    const size = Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
    this.#bulk.fill(at, 0, size);
    const runs = [...this.#free, { at, bytes: size }].sort((a, b) => a.at - b.at);
    const merged: { at: number; bytes: number }[] = [];
    for (const run of runs) {
      const last = merged[merged.length - 1];
      if (last !== undefined && last.at + last.bytes === run.at) last.bytes += run.bytes;
      else merged.push({ ...run });
    }
    this.#free = merged;
  }
}

/** Where the parts of a region lie. */
export interface RegionMemory {
  readonly buffer: ArrayBufferLike;
  /** Attribute bytes of the pages, one for each page of 4 GiB. */
  readonly access: Uint8Array;
  readonly bulk: BulkOperations;
  /** What native programs need; null where they cannot run. */
  readonly spare: SpareBytes | null;
}

/**
 * Makes the bytes of a region.
 *
 * The memory is a shared one where there are such, although nobody shares it: V8 counts the bytes of every other kind
 * as if all were in use, and a gigabyte that a process reserves then costs ten milliseconds of garbage collection.
 * Typed arrays fill and copy shared bytes one by one, so WebAssembly does that.
 * @param bytes a multiple of 64 KB
 * @param isNative true where programs may run in it
 */
export function regionMemory(bytes: number, accessBytes: number, isNative: boolean): RegionMemory {
  const whole = bytes + accessBytes + (isNative ? SPARE_BYTES : 0);
  const memory = bytes === 0 ? null : nativeMemory(whole);
  if (memory === null) {
    const buffer = new ArrayBuffer(bytes);
    return { buffer, access: new Uint8Array(accessBytes), bulk: plainBulk(buffer), spare: null };
  }
  const { buffer } = memory;
  const bulk = isShared(memory) ? nativeBulk(memory) : plainBulk(buffer);
  return {
    buffer,
    access: new Uint8Array(buffer, bytes, accessBytes),
    bulk,
    spare: isNative ? new SpareBytes(memory, bytes + accessBytes, bulk) : null,
  };
}

/** True for a memory that a module must be told is shared. */
export const isShared = ({ buffer }: NativeMemory): boolean => !(buffer instanceof ArrayBuffer);

const host = (): WebAssemblyHost | undefined =>
  (globalThis as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;

function nativeMemory(bytes: number): NativeMemory | null {
  const engine = host();
  if (engine === undefined || bytes > MOST_BYTES || compiledBulk(engine) === null) return null;
  const pages = bytes / NATIVE_PAGE_BYTES;
  for (const shared of [true, false]) {
    try {
      return new engine.Memory({ initial: pages, maximum: pages, shared });
    } catch {
      // There are no shared memories, or no more addresses: each memory takes more of them than it has bytes.
    }
  }
  return null;
}

function plainBulk(buffer: ArrayBufferLike): BulkOperations {
  const bytes = new Uint8Array(buffer);
  return {
    fill: (at, value, count) => bytes.fill(value, at, at + count),
    copy: (to, from, count) => bytes.copyWithin(to, from, from + count),
    holds: (at, value, count) => Number(bytes.subarray(at, at + count).every((byte) => byte === value)),
  };
}

/**
 * A module with the functions of `BulkOperations` for a shared memory of any size: types, import, functions, exports,
 * and their code (Core Specification 2.0, chapter 5). The first two are memory.fill and memory.copy. The third
 * compares 16 bytes a time, from the end:
 *
 *     wanted = i64(value) * 0x0101010101010101
 *     loop
 *       if bytes == 0: return 1
 *       bytes -= 16
 *       if (i64[at + bytes] ^ wanted) | (i64[at + bytes + 8] ^ wanted) == 0: repeat
 *     return 0
 */
// biome-ignore format: each line is a section
const BULK_MODULE = new Uint8Array([
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 14, 2, 0x60, 3, 0x7f, 0x7f, 0x7f, 0, 0x60, 3, 0x7f, 0x7f, 0x7f, 1, 0x7f,
  2, 16, 1, 1, 0x6d, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 3, 1, 0x80, 0x80, 4,
  3, 4, 3, 0, 0, 1,
  7, 23, 3, 4, 0x66, 0x69, 0x6c, 0x6c, 0, 0, 4, 0x63, 0x6f, 0x70, 0x79, 0, 1, 5, 0x68, 0x6f, 0x6c, 0x64, 0x73, 0, 2,
  10, 94, 3, 11, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0xfc, 0x0b, 0, 0x0b,
  12, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0xfc, 0x0a, 0, 0, 0x0b,
  67, 1, 1, 0x7e,
  0x20, 1, 0xad, 0x42, 0x81, 0x82, 0x84, 0x88, 0x90, 0xa0, 0xc0, 0x80, 1, 0x7e, 0x21, 3,
  3, 0x40,
  0x20, 2, 0x45, 4, 0x40, 0x41, 1, 15, 11,
  0x20, 2, 0x41, 0x10, 0x6b, 0x21, 2,
  0x20, 0, 0x20, 2, 0x6a, 0x29, 3, 0, 0x20, 3, 0x85,
  0x20, 0, 0x20, 2, 0x6a, 0x29, 3, 8, 0x20, 3, 0x85,
  0x84, 0x50, 13, 0,
  11,
  0x41, 0, 11,
]);

let bulkModule: object | null = null;

/** The module, compiled once; null where a page forbids that (its policy lacks 'wasm-unsafe-eval'). */
function compiledBulk(engine: WebAssemblyHost): object | null {
  try {
    bulkModule ??= new engine.Module(BULK_MODULE);
  } catch {
    return null;
  }
  return bulkModule;
}

function nativeBulk(memory: NativeMemory): BulkOperations {
  const engine = host();
  const module = engine === undefined ? null : compiledBulk(engine);
  if (engine === undefined || module === null) return plainBulk(memory.buffer);
  return new engine.Instance(module, { m: { memory } }).exports;
}

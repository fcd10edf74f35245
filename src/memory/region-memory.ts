/**
 * The bytes behind a region.
 *
 * C programs may run as WebAssembly, whose code reaches one memory: so what it needs lies in one, behind each other:
 * the bytes of the region, the attribute bytes of its pages, and spare bytes that programs take (stack pointer, places
 * of calls). Where there is no WebAssembly, or no address space for such a memory, the region has a buffer of its own
 * and programs run as JavaScript.
 */

/** What is used of a WebAssembly.Memory. */
export interface NativeMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssemblyHost {
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => NativeMemory;
}

/** Unit that memories are made in. */
const NATIVE_PAGE_BYTES = 0x1_0000;
/** Most that an index of 32 bits reaches. */
const MOST_BYTES = 2 ** 32;
/** Enough for the places of calls of a program with the stacks of 256 threads, and of several small ones. */
const SPARE_BYTES = 72 * 2 ** 20;

/** Bytes of a memory that nobody owns yet. */
export class SpareBytes {
  readonly memory: NativeMemory;
  /** Size of the whole memory in units of 64 KB. */
  readonly pages: number;
  /** Free runs, in order. */
  #free: { readonly at: number; readonly bytes: number }[];

  constructor(memory: NativeMemory, at: number) {
    this.memory = memory;
    this.pages = memory.buffer.byteLength / NATIVE_PAGE_BYTES;
    this.#free = [{ at, bytes: memory.buffer.byteLength - at }];
  }

  /** Takes bytes, zeroed, at a multiple of 8; null when there are no more. */
  take(bytes: number): number | null {
    const size = Math.ceil(bytes / 8) * 8;
    const index = this.#free.findIndex((run) => run.bytes >= size);
    const run = this.#free[index];
    if (run === undefined) return null;
    const rest = { at: run.at + size, bytes: run.bytes - size };
    this.#free.splice(index, 1, ...(rest.bytes > 0 ? [rest] : []));
    return run.at;
  }

  /** Gives bytes back that `take` gave. */
  giveBack(at: number, bytes: number): void {
    const size = Math.ceil(bytes / 8) * 8;
    new Uint8Array(this.memory.buffer, at, size).fill(0);
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
  readonly buffer: ArrayBuffer;
  /** Attribute bytes of the pages, one for each page of 4 GiB. */
  readonly access: Uint8Array;
  /** What native programs need; null where they cannot run. */
  readonly spare: SpareBytes | null;
}

/**
 * Makes the bytes of a region.
 * @param bytes a multiple of 64 KB
 * @param isNative true where programs may run in it
 */
export function regionMemory(bytes: number, accessBytes: number, isNative: boolean): RegionMemory {
  const memory = isNative ? nativeMemory(bytes + accessBytes + SPARE_BYTES) : null;
  if (memory === null)
    return { buffer: new ArrayBuffer(bytes), access: new Uint8Array(accessBytes), spare: null };
  const { buffer } = memory;
  return {
    buffer,
    access: new Uint8Array(buffer, bytes, accessBytes),
    spare: new SpareBytes(memory, bytes + accessBytes),
  };
}

function nativeMemory(bytes: number): NativeMemory | null {
  const { WebAssembly } = globalThis as { readonly WebAssembly?: WebAssemblyHost };
  if (WebAssembly === undefined || bytes > MOST_BYTES) return null;
  const pages = bytes / NATIVE_PAGE_BYTES;
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    // Each memory takes more addresses than bytes: an engine that has no more of them says so in this way.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

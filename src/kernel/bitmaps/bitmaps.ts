/** Bits of an RTL_BITMAP in simulated memory: the lowest bit of the first byte is number 0. */
import type { Architecture, PointerTo, ULONG } from '../../contract/c-types.ts';
import { structure } from '../../contract/structure.ts';
import type { PointerTable } from '../../machine/addresses.ts';
import { isOut } from '../../machine/out.ts';
import type { Memory } from '../../memory/memory.ts';

/** What the routines need of the machine. */
export interface BitmapServices {
  readonly architecture: Architecture;
  readonly kernelMemory: Memory;
  readonly pointers: PointerTable;
}

/** What a search that finds nothing gives. */
export const NO_BITS = 0xffff_ffff;

/** Bits in a row. */
export interface Run {
  /** Number of the first one. */
  readonly start: number;
  /** How many. */
  readonly length: number;
}

/** Gives the place and the length of a run; those of no run are 0 bits where the search began (*ours*). */
export function giveRun({ kernelMemory }: BitmapServices, target: PointerTo<ULONG>, run: Run): number {
  if (isOut(target)) target.value = run.start;
  else kernelMemory.writeUint32(target, run.start);
  return run.length;
}

/** A bitmap. */
export class Bitmap {
  readonly size: number;
  readonly #buffer: number;
  readonly #memory: Memory;

  constructor({ architecture, kernelMemory: memory }: BitmapServices, header: number) {
    const { at } = structure(architecture, 'RTL_BITMAP');
    this.#memory = memory;
    this.size = memory.readUint32(header + at.SizeOfBitMap);
    this.#buffer = memory.readPointer(header + at.Buffer);
  }

  /** Whether a bit is set. */
  test(bit: number): boolean {
    return ((this.#memory.readUint8(this.#buffer + (bit >>> 3)) >> (bit & 7)) & 1) !== 0;
  }

  /** Sets or clears bits; only those that the bitmap has. */
  fill(from: number, count: number, set: boolean): void {
    const end = Math.min(from + count, this.size);
    for (let bit = from; bit < end; ) {
      const address = this.#buffer + (bit >>> 3);
      const stop = Math.min(end, (bit & ~7) + 8);
      const mask = ((1 << (stop - (bit & ~7))) - 1) & ~((1 << (bit & 7)) - 1);
      const byte = this.#memory.readUint8(address);
      this.#memory.writeUint8(address, set ? byte | mask : byte & ~mask);
      bit = stop;
    }
  }

  /** Whether so many bits are all set, or all clear. None, and bits behind the end, are neither. */
  are(from: number, count: number, set: boolean): boolean {
    if (count === 0 || from + count > this.size) return false;
    for (let bit = from; bit < from + count; bit++) if (this.test(bit) !== set) return false;
    return true;
  }

  /** How many bits are set. */
  count(): number {
    let found = 0;
    for (let bit = 0; bit < this.size; bit++) if (this.test(bit)) found++;
    return found;
  }

  /**
   * The first of so many bits in a row, from a bit on, then from the beginning; NO_BITS when there are none.
   * @param count 0 gives the bit itself, rounded down to a multiple of 8 (*ours*)
   */
  find(count: number, from: number, set: boolean): number {
    const start = from < this.size ? from : 0;
    if (count === 0) return start & ~7;
    const found = this.#search(count, start, this.size, set);
    return found === NO_BITS && start > 0
      ? this.#search(count, 0, Math.min(this.size, start + count - 1), set)
      : found;
  }

  /** The first run of clear bits from a bit on. One that begins before it begins there. No bits when there is none. */
  clearRunFrom(from: number): Run {
    let start = from;
    while (start < this.size && this.test(start)) start++;
    if (start >= this.size) return { start: from, length: 0 };
    let end = start;
    while (end < this.size && !this.test(end)) end++;
    return { start, length: end - start };
  }

  /** The last run of clear bits up to a bit, which it ends with at most. No bits when there is none. */
  clearRunUpTo(from: number): Run {
    let last = Math.min(from, this.size - 1);
    while (last >= 0 && this.test(last)) last--;
    if (last < 0) return { start: from, length: 0 };
    let start = last;
    while (start > 0 && !this.test(start - 1)) start--;
    return { start, length: last + 1 - start };
  }

  /** Every run of clear bits, in order; ends where the caller stops asking. */
  *clearRuns(): Generator<Run, void> {
    for (let at = 0; at < this.size; ) {
      const run = this.clearRunFrom(at);
      if (run.length === 0) return;
      yield run;
      at = run.start + run.length;
    }
  }

  /** So many runs of clear bits: the longest first, the earlier first of two as long (*ours*). */
  longestClearRuns(count: number): readonly Run[] {
    return [...this.clearRuns()].sort((one, other) => other.length - one.length).slice(0, count);
  }

  #search(count: number, from: number, end: number, set: boolean): number {
    for (let bit = from, run = 0; bit < end; bit++) {
      run = this.test(bit) === set ? run + 1 : 0;
      if (run === count) return bit - count + 1;
    }
    return NO_BITS;
  }
}

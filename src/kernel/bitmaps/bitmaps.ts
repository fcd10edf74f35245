/** Bits of an RTL_BITMAP in simulated memory: the lowest bit of the first byte is number 0. */
import type { Architecture } from '../../contract/c-types.ts';
import { structure } from '../../contract/structure.ts';
import type { Memory } from '../../memory/memory.ts';

/** What the routines need of the machine. */
export interface BitmapServices {
  readonly architecture: Architecture;
  readonly kernelMemory: Memory;
}

/** What a search that finds nothing gives. */
export const NO_BITS = 0xffff_ffff;

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

  #search(count: number, from: number, end: number, set: boolean): number {
    for (let bit = from, run = 0; bit < end; bit++) {
      run = this.test(bit) === set ? run + 1 : 0;
      if (run === count) return bit - count + 1;
    }
    return NO_BITS;
  }
}

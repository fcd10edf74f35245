import { PAGE_BYTES } from './page-access.ts';

/** Number of the first page frame that a program gets (*ours*). */
const FIRST_FRAME = 0x1000;

/**
 * The memory of one machine, shared by all its regions. Every committed page is
 * charged here, so "out of memory" is real: a commit fails when nothing is left.
 * There is no paging file (*ours*, docs/decisions/0004-memory.md).
 */
export class PhysicalMemory {
  /** Bytes the machine has, a multiple of the page size. */
  readonly totalBytes: number;
  #usedPages = 0;
  #peakPages = 0;
  /** Number of the next page frame that a program gets. */
  #nextFrame = FIRST_FRAME;

  /** @throws RangeError unless `totalBytes` is a positive multiple of 4096. */
  constructor(totalBytes: number) {
    if (!Number.isInteger(totalBytes / PAGE_BYTES) || totalBytes <= 0) {
      throw new RangeError(
        `physical memory of ${totalBytes} bytes: give a positive multiple of ${PAGE_BYTES}`,
      );
    }
    this.totalBytes = totalBytes;
  }

  /** Bytes committed now. */
  get usedBytes(): number {
    return this.#usedPages * PAGE_BYTES;
  }

  /** Most bytes that were ever committed at once. */
  get peakBytes(): number {
    return this.#peakPages * PAGE_BYTES;
  }

  /** Takes pages; false, with nothing taken, when there are not so many left. */
  charge(pages: number): boolean {
    const used = this.#usedPages + pages;
    if (used * PAGE_BYTES > this.totalBytes) return false;
    this.#usedPages = used;
    if (used > this.#peakPages) this.#peakPages = used;
    return true;
  }

  /** Gives pages back. */
  release(pages: number): void {
    this.#usedPages -= pages;
    if (this.#usedPages < 0) throw new RangeError('more physical pages were released than charged');
  }

  /** A number for a page frame that a program gets; no two frames of a machine ever have the same. */
  newFrame(): number {
    this.#nextFrame += 1;
    return this.#nextFrame - 1;
  }

  /** What a snapshot keeps. */
  save(): PhysicalMemoryImage {
    return { usedPages: this.#usedPages, peakPages: this.#peakPages, nextFrame: this.#nextFrame };
  }

  /** Restores what `save` gave. */
  load(image: PhysicalMemoryImage): void {
    this.#usedPages = image.usedPages;
    this.#peakPages = image.peakPages;
    this.#nextFrame = image.nextFrame;
  }
}

/** Saved counters of a `PhysicalMemory`. */
export interface PhysicalMemoryImage {
  readonly usedPages: number;
  readonly peakPages: number;
  readonly nextFrame: number;
}

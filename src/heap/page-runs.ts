/** Runs of pages for full page heap, in the reservations of one heap. Offsets of the region's buffer. */
import { FreeUnits } from '../memory/free-units.ts';
import { PAGE_BYTES } from './layout.ts';

interface Arena {
  readonly start: number;
  readonly end: number;
  readonly free: FreeUnits;
}

/** Which pages are free. */
export class PageRuns {
  readonly #arenas: Arena[] = [];

  /** Adds the pages of a reservation, all free. */
  add(start: number, end: number): void {
    const pages = (end - start) / PAGE_BYTES;
    const free = new FreeUnits(pages);
    free.mark(0, pages, true);
    this.#arenas.push({ start, end, free });
  }

  /** Takes the lowest run of so many pages. Its first offset, 0 when there is none. */
  take(pages: number): number {
    for (const { start, free } of this.#arenas) {
      const first = free.lowest(pages);
      if (first < 0) continue;
      free.mark(first, first + pages, false);
      return start + first * PAGE_BYTES;
    }
    return 0;
  }

  /** Marks a run free or used. */
  mark(from: number, pages: number, free: boolean): void {
    const arena = this.#arenas.find(({ start, end }) => from >= start && from < end);
    const first = (from - (arena?.start ?? 0)) / PAGE_BYTES;
    arena?.free.mark(first, first + pages, free);
  }

  /** Forgets every reservation. */
  clear(): void {
    this.#arenas.length = 0;
  }
}

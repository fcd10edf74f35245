/**
 * Where in pool objects lie that are in use (live-objects.ts): a block that holds
 * one is freed the long way, all others need not care. The places are words of
 * the region, in an array that the short way looks through (short-path.ts).
 */
import { FREES, MOST_WATCHED, WATCHED } from './hot-table.ts';

/** The places, each with how often it was added. */
export class WatchedMemory {
  /** First word of each place, and the word behind it. */
  readonly places: Int32Array<ArrayBuffer> = new Int32Array(2 * MOST_WATCHED);
  readonly #hot: Int32Array;

  /** @param hot where the number of places is, and what closes the short way when there is no room for more */
  constructor(hot: Int32Array) {
    this.#hot = hot;
  }

  /** Adds the place of an object: offset in the region, and bytes. */
  add(offset: number, bytes: number): void {
    const count = this.#hot[WATCHED]!;
    if (count === MOST_WATCHED) {
      this.#hot[FREES]! += 1;
      return;
    }
    this.places[2 * count] = offset >>> 2;
    this.places[2 * count + 1] = endOf(offset, bytes);
    this.#hot[WATCHED] = count + 1;
  }

  /** Takes back an `add` of the same place. */
  remove(offset: number, bytes: number): void {
    const { places } = this;
    const last = this.#hot[WATCHED]! - 1;
    for (let at = 0; at <= last; at++) {
      if (places[2 * at] !== offset >>> 2 || places[2 * at + 1] !== endOf(offset, bytes)) continue;
      places.copyWithin(2 * at, 2 * last, 2 * last + 2);
      this.#hot[WATCHED] = last;
      return;
    }
    this.#hot[FREES]! -= 1;
  }
}

/** The word behind a place. */
const endOf = (offset: number, bytes: number): number => Math.ceil((offset + bytes) / 4);

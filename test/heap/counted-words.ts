/** Counts how many words of simulated memory the heap engine reads, without a line of it in the engine. */
import type { Region } from '../../src/memory/region.ts';

/** What was read since it was last set to 0: 32-bit words. A block header is two. Reading more than `most` is an error. */
export const counted = { words: 0, most: Number.POSITIVE_INFINITY };

/**
 * Puts a proxy in the place of the words of a region: the engine reads headers and links through them alone. Use it
 * on a region before anybody has seen it: `vi.mock` of src/memory/address-space.ts.
 */
export function countWords(region: Region): Region {
  const words = region.i32;
  const value = new Proxy(words, {
    get(target, key) {
      const read: unknown = Reflect.get(target, key, target);
      if (typeof read === 'function') return read.bind(target) as unknown;
      if (typeof key === 'string' && key !== 'length') counted.words += 1;
      if (counted.words > counted.most) throw new RangeError(`the engine read ${counted.words} words`);
      return read;
    },
    set: (target, key, written) => Reflect.set(target, key, written),
  });
  Object.defineProperty(region, 'i32', { value });
  return region;
}

/** Which damage the header of a small block shows, from its first word and what that word must be. */
import type { DamageName } from './damage.ts';
import { CACHE_TYPE, type PoolLayout, SIZE_SHIFT } from './layout.ts';

/** Whether the free block was about to be given out, or to be merged with a neighbour that is freed. */
export type FreePhase = 'allocate' | 'merge';

const sizeOf = (layout: PoolLayout, word: number): number => (word >>> SIZE_SHIFT) & layout.sizeMask;
const typeOf = (layout: PoolLayout, word: number): number => (word >>> layout.typeShift) & ~CACHE_TYPE;
const indexOf = (layout: PoolLayout, word: number): number =>
  (word & 0xffff & ~layout.sizeMask) >>> layout.indexShift;

/**
 * Damage of a live block's header, sizes first: they are what an overrun meets.
 *
 * @param wanted the word as the pool wrote it, without PreviousSize
 * @param granule where the header stands in its page
 * @param previousSound whether PreviousSize is right
 */
export function liveHeaderDamage(
  layout: PoolLayout,
  word: number,
  wanted: number,
  granule: number,
  previousSound: boolean,
): DamageName {
  const size = sizeOf(layout, word);
  if (size === 0) return 'size-zero';
  if (granule + size > layout.pageGranules) return 'size-too-large';
  if ((word & layout.sizeMask) > granule) return 'previous-too-large';
  if (!previousSound) return 'neighbours';
  if (size !== sizeOf(layout, wanted)) return 'size-changed';
  if (indexOf(layout, word) !== indexOf(layout, wanted)) return 'index-changed';
  return typeOf(layout, word) === 0 ? 'type-free' : 'type-changed';
}

/** As `liveHeaderDamage`, for a free block: its header was right when it was freed (F-038). */
export function freeHeaderDamage(
  layout: PoolLayout,
  word: number,
  wanted: number,
  previousSound: boolean,
  phase: FreePhase,
): DamageName {
  if (!previousSound) return `free-previous-on-${phase}`;
  return sizeOf(layout, word) === sizeOf(layout, wanted) ? `free-type-on-${phase}` : `free-size-on-${phase}`;
}

/** RtlAllocateHeap and RtlFreeHeap of one process, as the door calls them. */
import { allocate } from './allocate.ts';
import { free } from './free.ts';
import type { Heaps } from './heaps.ts';
import { layouts } from './layout.ts';
import { type ShortPath, shortPath } from './short-path.ts';

/** The two calls: the short way in front of the long one where there is one. */
export function heapCalls(heaps: Heaps): ShortPath {
  const long: ShortPath = {
    allocate: (handle, flags, size) => allocate(heaps, handle, flags, size),
    free: (handle, flags, address) => free(heaps, handle, flags, address),
  };
  const region = heaps.platform.pages.userRegion;
  if (heaps.hot === null || region === null) return long;
  const layout = layouts[heaps.platform.architecture];
  return shortPath({ region, table: heaps.hot.ints, layout, inverse: heaps.inverse, long });
}

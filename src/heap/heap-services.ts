/** What the declared heap routines are bound to. */

import type { Memory } from '../memory/memory.ts';
import type { Heaps } from './heaps.ts';
import type { ShortPath } from './short-path.ts';

/** Services of the heap routines of one process, or of kernel-mode code. */
export interface HeapServices {
  /** Read it at each call: for kernel-mode code it is that of the process that is current then. */
  readonly heaps: Heaps;
  /** The short way of the hot calls, null where there is none. */
  readonly short: ShortPath | null;
  /** Memory of the caller: as the process sees it, or as the kernel reads it for a driver. */
  readonly memory: Memory;
}

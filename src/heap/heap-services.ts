/** What the declared heap routines are bound to. */
import type { Heaps } from './heaps.ts';
import type { ParameterMemory } from './heap-parameters.ts';

/** Services of the heap routines of one process, or of kernel-mode code. */
export interface HeapServices {
  readonly heaps: Heaps;
  /** Memory as the kernel reads it for its caller. */
  readonly memory: ParameterMemory;
}

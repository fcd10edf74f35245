import type { PointerTo, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HeapServices } from './heap-services.ts';
import { storeProcessHeaps } from './process-heaps.ts';

/** See the call signature. */
export interface RtlGetProcessHeaps {
  /**
   * Tells how many heaps the process has, and which. User mode only.
   *
   * The heap that the process started with comes first, the others in order of their creation (B-037).
   *
   * @param NumberOfHeaps elements that ProcessHeaps has
   * @param ProcessHeaps array that receives as many handles as fit; not touched when NumberOfHeaps is 0
   * @returns number of heaps, which may be more than fit
   */
  (NumberOfHeaps: ULONG, ProcessHeaps: PointerTo<PVOID>): ULONG;
}

/** Declaration of RtlGetProcessHeaps. Source: phnt signature; B-037, B-038. */
export const RtlGetProcessHeaps: Routine<HeapServices, RtlGetProcessHeaps> = routine<RtlGetProcessHeaps>()(
  {
    name: 'RtlGetProcessHeaps',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Tells the heaps of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'NumberOfHeaps', type: 'ULONG', direction: 'in' },
      { name: 'ProcessHeaps', type: 'PVOID *', direction: 'out', optional: true },
    ],
    returns: 'ULONG',
    returnText: 'Number of heaps of the process.',
    codes: [],
    seeAlso: ['RtlEnumProcessHeaps', 'RtlWalkHeap'],
    since: '0.1.0',
  },
  (services: HeapServices) => (NumberOfHeaps, ProcessHeaps) =>
    storeProcessHeaps(services, NumberOfHeaps, ProcessHeaps),
);

import type { ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeGetCurrentProcessorIndex`. */
export interface KeGetCurrentProcessorIndex {
  /**
   * Gives the index of the current processor over all groups. Callable at any level.
   * @returns index, from 0
   */
  (): ULONG;
}

/** Declaration of `KeGetCurrentProcessorIndex`. */
export const KeGetCurrentProcessorIndex = routine<KeGetCurrentProcessorIndex>()(
  {
    name: 'KeGetCurrentProcessorIndex',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Gives the index of the current processor over all groups.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [],
    returns: 'ULONG',
    seeAlso: ['KeGetCurrentProcessorNumberEx'],
    since: '0.1.0',
  },
  ({ host }: ProcessorQueries) =>
    () =>
      host.processor.number,
);

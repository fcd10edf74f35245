import type { ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ProcessorQueries } from './processor-numbers.ts';

/** Type of `KeGetCurrentProcessorNumber`. */
export interface KeGetCurrentProcessorNumber {
  /**
   * Gives the number of the current processor. Callable at any level; below DISPATCH_LEVEL the thread may move afterwards.
   * @returns number, from 0
   */
  (): ULONG;
}

/** Declaration of `KeGetCurrentProcessorNumber`. */
export const KeGetCurrentProcessorNumber = routine<KeGetCurrentProcessorNumber>()(
  {
    name: 'KeGetCurrentProcessorNumber',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-kegetcurrentprocessornumber',
    summary: 'Gives the number of the current processor.',
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

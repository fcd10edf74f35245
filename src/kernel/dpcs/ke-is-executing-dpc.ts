import type { LOGICAL } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dpcs } from './dpcs.ts';

/** Type of `KeIsExecutingDpc`. */
export interface KeIsExecutingDpc {
  /**
   * Says whether the processor runs a DPC routine. IRQL = DISPATCH_LEVEL.
   * @returns 1 (TRUE) in a DPC, else 0 (FALSE)
   */
  (): LOGICAL;
}

/** Declaration of `KeIsExecutingDpc`. */
export const KeIsExecutingDpc = routine<KeIsExecutingDpc>()(
  {
    name: 'KeIsExecutingDpc',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 1803',
    page: 'wdm/nf-wdm-keisexecutingdpc',
    summary: 'Says whether the processor runs a DPC routine.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [],
    returns: 'LOGICAL',
    returnText: '1 (TRUE) in a DPC, else 0 (FALSE).',
    remarks: ['Below DISPATCH_LEVEL, where no DPC runs, it gives 0 (FALSE).'],
    seeAlso: ['KeInsertQueueDpc'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) => () => (dpcs.isExecuting ? 1 : 0),
);

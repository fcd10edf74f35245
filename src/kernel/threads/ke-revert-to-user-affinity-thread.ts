import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `KeRevertToUserAffinityThread`. */
export interface KeRevertToUserAffinityThread {
  /**
   * Lets the calling thread run on all its processors again. IRQL <= DISPATCH_LEVEL.
   */
  (): void;
}

/** Declaration of `KeRevertToUserAffinityThread`. */
export const KeRevertToUserAffinityThread = routine<KeRevertToUserAffinityThread>()(
  {
    name: 'KeRevertToUserAffinityThread',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Lets the calling thread run on all its processors again.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [],
    returns: 'void',
    seeAlso: ['KeSetSystemAffinityThread'],
    since: '0.1.0',
  },
  ({ scheduler }: Threads) =>
    () =>
      scheduler.setAffinity(null),
);

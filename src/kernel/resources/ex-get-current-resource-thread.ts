import { routine } from '../../contract/contract.ts';
import type { ERESOURCE_THREAD } from '../../contract/kernel-types.ts';
import type { Resources } from './resources.ts';

/** Gives what identifies the calling thread as the owner of an ERESOURCE. */
export interface ExGetCurrentResourceThread {
  /**
   * Gives what identifies the calling thread as an owner. Callable at any level.
   * @returns address of the thread object
   */
  (): ERESOURCE_THREAD;
}

/** Declaration of `ExGetCurrentResourceThread`. */
export const ExGetCurrentResourceThread = routine<ExGetCurrentResourceThread>()(
  {
    name: 'ExGetCurrentResourceThread',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Gives what identifies the calling thread as the owner of an ERESOURCE.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [],
    returns: 'ERESOURCE_THREAD',
    returnText: 'Address of the thread object.',
    seeAlso: ['ExReleaseResourceForThreadLite'],
    since: '0.1.0',
  },
  (resources: Resources) => () => resources.currentOwner,
);

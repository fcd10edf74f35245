import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import type { Resources } from './resources.ts';

/** Acquires an ERESOURCE exclusively. */
export interface ExAcquireResourceExclusiveLite {
  /**
   * Acquires an ERESOURCE for the calling thread alone; its exclusive owner gets it again. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @param Wait 1 (TRUE) to wait, 0 (FALSE) to be refused where the thread would have to wait
   * @returns 1 (TRUE) when the caller holds the resource now, else 0 (FALSE)
   */
  (Resource: PVOID, Wait: BOOLEAN): BOOLEAN;
}

/** Declaration of `ExAcquireResourceExclusiveLite`. */
export const ExAcquireResourceExclusiveLite = blockingRoutine<ExAcquireResourceExclusiveLite>()(
  {
    name: 'ExAcquireResourceExclusiveLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-exacquireresourceexclusivelite',
    summary: 'Acquires an ERESOURCE exclusively.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'IRQL <= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'Resource', type: 'PERESOURCE', direction: 'inout' },
      { name: 'Wait', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    returnText: '1 (TRUE) when the caller holds the resource now, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_LOCK_NOT_GRANTED',
        when: 'somebody else holds the resource and Wait is FALSE: the result is FALSE',
        modelled: 'produced',
      },
    ],
    blocks: true,
    remarks: [
      'The caller is in a critical or guarded region, or at APC_LEVEL.',
      'A thread that shares the resource waits for itself.',
    ],
    seeAlso: ['ExReleaseResourceLite', 'ExAcquireResourceSharedLite'],
    since: '0.1.0',
  },
  (resources: Resources) =>
    function* (Resource, Wait) {
      return yield* resources.acquire(Resource, 'exclusive', Wait !== 0, 'ExAcquireResourceExclusiveLite');
    },
  { possible: (_, [, wait]) => wait === 0, failures: { STATUS_LOCK_NOT_GRANTED: () => 0 } },
);

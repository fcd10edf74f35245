import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import type { Resources } from './resources.ts';

/** Acquires an ERESOURCE together with others. */
export interface ExAcquireResourceSharedLite {
  /**
   * Acquires an ERESOURCE that others may share. Who holds it in either way gets it again. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @param Wait 1 (TRUE) to wait, 0 (FALSE) to be refused where the thread would have to wait
   * @returns 1 (TRUE) when the caller holds the resource now, else 0 (FALSE)
   */
  (Resource: PVOID, Wait: BOOLEAN): BOOLEAN;
}

/** Declaration of `ExAcquireResourceSharedLite`. */
export const ExAcquireResourceSharedLite = blockingRoutine<ExAcquireResourceSharedLite>()(
  {
    name: 'ExAcquireResourceSharedLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exacquireresourcesharedlite',
    summary: 'Acquires an ERESOURCE together with others.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
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
      'While somebody waits to have it exclusively, only those who hold it get it.',
    ],
    seeAlso: ['ExReleaseResourceLite', 'ExAcquireSharedStarveExclusive', 'ExAcquireSharedWaitForExclusive'],
    since: '0.1.0',
  },
  (resources: Resources) =>
    function* (Resource, Wait) {
      return yield* resources.acquire(Resource, 'shared', Wait !== 0, 'ExAcquireResourceSharedLite');
    },
  { possible: (_, [, wait]) => wait === 0, failures: { STATUS_LOCK_NOT_GRANTED: () => 0 } },
);

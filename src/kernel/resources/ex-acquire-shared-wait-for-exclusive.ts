import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import type { Resources } from './resources.ts';

/** Acquires an ERESOURCE after those who want it exclusively. */
export interface ExAcquireSharedWaitForExclusive {
  /**
   * Acquires an ERESOURCE that others may share, after all who wait to have it exclusively. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @param Wait 1 (TRUE) to wait, 0 (FALSE) to be refused where the thread would have to wait
   * @returns 1 (TRUE) when the caller holds the resource now, else 0 (FALSE)
   */
  (Resource: PVOID, Wait: BOOLEAN): BOOLEAN;
}

/** Declaration of `ExAcquireSharedWaitForExclusive`. */
export const ExAcquireSharedWaitForExclusive = blockingRoutine<ExAcquireSharedWaitForExclusive>()(
  {
    name: 'ExAcquireSharedWaitForExclusive',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exacquiresharedwaitforexclusive',
    summary: 'Acquires an ERESOURCE after those who want it exclusively.',
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
      'A thread that shares the resource already waits too, and so for itself.',
    ],
    seeAlso: ['ExAcquireResourceSharedLite'],
    since: '0.1.0',
  },
  (resources: Resources) =>
    function* (Resource, Wait) {
      return yield* resources.acquire(
        Resource,
        'wait-for-exclusive',
        Wait !== 0,
        'ExAcquireSharedWaitForExclusive',
      );
    },
  { possible: (_, [, wait]) => wait === 0, failures: { STATUS_LOCK_NOT_GRANTED: () => 0 } },
);

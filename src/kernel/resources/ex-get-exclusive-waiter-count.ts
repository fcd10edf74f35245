/** How many threads wait. */
import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Resources } from './resources.ts';

/** Counts the threads that wait for an ERESOURCE exclusively. */
export interface ExGetExclusiveWaiterCount {
  /**
   * Counts the threads that wait to have an ERESOURCE exclusively. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns their number
   */
  (Resource: PVOID): ULONG;
}

/** Declaration of `ExGetExclusiveWaiterCount`. */
export const ExGetExclusiveWaiterCount = routine<ExGetExclusiveWaiterCount>()(
  {
    name: 'ExGetExclusiveWaiterCount',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exgetexclusivewaitercount',
    summary: 'Counts the threads that wait for an ERESOURCE exclusively.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'in' }],
    returns: 'ULONG',
    returnText: 'Their number.',
    seeAlso: ['ExGetSharedWaiterCount'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => resources.waiterCount(Resource, true, 'ExGetExclusiveWaiterCount'),
);

/** Counts the threads that wait to share an ERESOURCE. */
export interface ExGetSharedWaiterCount {
  /**
   * Counts the threads that wait to share an ERESOURCE. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns their number
   */
  (Resource: PVOID): ULONG;
}

/** Declaration of `ExGetSharedWaiterCount`. */
export const ExGetSharedWaiterCount = routine<ExGetSharedWaiterCount>()(
  {
    name: 'ExGetSharedWaiterCount',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exgetsharedwaitercount',
    summary: 'Counts the threads that wait to share an ERESOURCE.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'in' }],
    returns: 'ULONG',
    returnText: 'Their number.',
    seeAlso: ['ExGetExclusiveWaiterCount'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => resources.waiterCount(Resource, false, 'ExGetSharedWaiterCount'),
);

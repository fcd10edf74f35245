/** What the current thread holds. */
import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Resources } from './resources.ts';

/** Says whether the calling thread holds an ERESOURCE exclusively. */
export interface ExIsResourceAcquiredExclusiveLite {
  /**
   * Says whether the calling thread holds an ERESOURCE exclusively. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns 1 (TRUE) when it does, else 0 (FALSE)
   */
  (Resource: PVOID): BOOLEAN;
}

/** Declaration of `ExIsResourceAcquiredExclusiveLite`. */
export const ExIsResourceAcquiredExclusiveLite = routine<ExIsResourceAcquiredExclusiveLite>()(
  {
    name: 'ExIsResourceAcquiredExclusiveLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exisresourceacquiredexclusivelite',
    summary: 'Says whether the calling thread holds an ERESOURCE exclusively.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'in' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it does, else 0 (FALSE).',
    seeAlso: ['ExIsResourceAcquiredSharedLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) =>
    resources.isExclusive(Resource, 'ExIsResourceAcquiredExclusiveLite'),
);

/** Says how often the calling thread holds an ERESOURCE. */
export interface ExIsResourceAcquiredSharedLite {
  /**
   * Says how often the calling thread holds an ERESOURCE, in either way. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns number of acquires that were not released
   */
  (Resource: PVOID): ULONG;
}

/** Declaration of `ExIsResourceAcquiredSharedLite`. */
export const ExIsResourceAcquiredSharedLite = routine<ExIsResourceAcquiredSharedLite>()(
  {
    name: 'ExIsResourceAcquiredSharedLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exisresourceacquiredsharedlite',
    summary: 'Says how often the calling thread holds an ERESOURCE.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'in' }],
    returns: 'ULONG',
    returnText: 'Number of acquires that were not released.',
    seeAlso: ['ExIsResourceAcquiredExclusiveLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => resources.countOf(Resource, 'ExIsResourceAcquiredSharedLite'),
);

/** Says how often the calling thread holds an ERESOURCE. */
export interface ExIsResourceAcquiredLite {
  /**
   * Another name of ExIsResourceAcquiredSharedLite. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns number of acquires that were not released
   */
  (Resource: PVOID): ULONG;
}

/** Declaration of `ExIsResourceAcquiredLite`. */
export const ExIsResourceAcquiredLite = routine<ExIsResourceAcquiredLite>()(
  {
    name: 'ExIsResourceAcquiredLite',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Says how often the calling thread holds an ERESOURCE.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
    returns: 'ULONG',
    returnText: 'Number of acquires that were not released.',
    seeAlso: ['ExIsResourceAcquiredSharedLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => resources.countOf(Resource, 'ExIsResourceAcquiredLite'),
);

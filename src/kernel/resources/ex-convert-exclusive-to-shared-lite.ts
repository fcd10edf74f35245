import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Resources } from './resources.ts';

/** Makes an exclusive owner one that shares. */
export interface ExConvertExclusiveToSharedLite {
  /**
   * Lets others share an ERESOURCE that the calling thread holds exclusively. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   */
  (Resource: PVOID): void;
}

/** Declaration of `ExConvertExclusiveToSharedLite`. */
export const ExConvertExclusiveToSharedLite = routine<ExConvertExclusiveToSharedLite>()(
  {
    name: 'ExConvertExclusiveToSharedLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exconvertexclusivetosharedlite',
    summary: 'Makes an exclusive owner one that shares.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExAcquireResourceExclusiveLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => {
    resources.convertToShared(Resource, 'ExConvertExclusiveToSharedLite');
    resources.finish();
  },
);

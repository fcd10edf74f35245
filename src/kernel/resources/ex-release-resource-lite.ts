import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Resources } from './resources.ts';

/** Releases an ERESOURCE. */
export interface ExReleaseResourceLite {
  /**
   * Gives back one acquire of the calling thread. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   */
  (Resource: PVOID): void;
}

/** Declaration of `ExReleaseResourceLite`. */
export const ExReleaseResourceLite = routine<ExReleaseResourceLite>()(
  {
    name: 'ExReleaseResourceLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exreleaseresourcelite',
    summary: 'Releases an ERESOURCE.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExAcquireResourceExclusiveLite', 'ExAcquireResourceSharedLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => {
    resources.release(Resource, resources.currentOwner, 'ExReleaseResourceLite');
    resources.finish();
  },
);

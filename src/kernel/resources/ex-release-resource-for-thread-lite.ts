import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ERESOURCE_THREAD } from '../../contract/kernel-types.ts';
import { pointerSized } from '../../machine/addresses.ts';
import type { Resources } from './resources.ts';

/** Releases an ERESOURCE for another owner. */
export interface ExReleaseResourceForThreadLite {
  /**
   * Gives back one acquire of a thread, or of an owner pointer. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @param ResourceThreadId what ExGetCurrentResourceThread gave, or an owner pointer
   */
  (Resource: PVOID, ResourceThreadId: ERESOURCE_THREAD | bigint): void;
}

/** Declaration of `ExReleaseResourceForThreadLite`. */
export const ExReleaseResourceForThreadLite = routine<ExReleaseResourceForThreadLite>()(
  {
    name: 'ExReleaseResourceForThreadLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exreleaseresourceforthreadlite',
    summary: 'Releases an ERESOURCE for another owner.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Resource', type: 'PERESOURCE', direction: 'inout' },
      { name: 'ResourceThreadId', type: 'ERESOURCE_THREAD', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExGetCurrentResourceThread', 'ExSetResourceOwnerPointer'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource, ResourceThreadId) => {
    const owner = pointerSized(resources.architecture, ResourceThreadId, 'an owner');
    resources.release(Resource, owner, 'ExReleaseResourceForThreadLite');
    resources.finish();
  },
);

/** Owners that are no threads. */
import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Resources } from './resources.ts';

/** Makes a pointer the owner of an ERESOURCE. */
export interface ExSetResourceOwnerPointer {
  /**
   * Makes a pointer the owner of what the calling thread holds, so that any thread can release it. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @param OwnerPointer address of system memory, its two lowest bits set
   */
  (Resource: PVOID, OwnerPointer: PVOID): void;
}

/** Declaration of `ExSetResourceOwnerPointer`. */
export const ExSetResourceOwnerPointer = routine<ExSetResourceOwnerPointer>()(
  {
    name: 'ExSetResourceOwnerPointer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exsetresourceownerpointer',
    summary: 'Makes a pointer the owner of an ERESOURCE.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Resource', type: 'PERESOURCE', direction: 'inout' },
      { name: 'OwnerPointer', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExReleaseResourceForThreadLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource, OwnerPointer) =>
    resources.setOwner(Resource, OwnerPointer, false, 'ExSetResourceOwnerPointer'),
);

/** Makes a pointer or a thread the owner of an ERESOURCE. */
export interface ExSetResourceOwnerPointerEx {
  /**
   * As ExSetResourceOwnerPointer; the owner may be a thread object. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @param OwnerPointer owner pointer, or address of a thread object
   * @param Flags 1 (FLAG_OWNER_POINTER_IS_THREAD) for a thread object, else 0
   */
  (Resource: PVOID, OwnerPointer: PVOID, Flags: ULONG): void;
}

/** Declaration of `ExSetResourceOwnerPointerEx`. */
export const ExSetResourceOwnerPointerEx = routine<ExSetResourceOwnerPointerEx>()(
  {
    name: 'ExSetResourceOwnerPointerEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-exsetresourceownerpointerex',
    summary: 'Makes a pointer or a thread the owner of an ERESOURCE.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Resource', type: 'PERESOURCE', direction: 'inout' },
      { name: 'OwnerPointer', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExSetResourceOwnerPointer'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource, OwnerPointer, Flags) =>
    resources.setOwner(Resource, OwnerPointer, resources.isThreadFlag(Flags), 'ExSetResourceOwnerPointerEx'),
);

/** The life of an ERESOURCE. */
import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { Resources } from './resources.ts';

/** Makes an ERESOURCE. */
export interface ExInitializeResourceLite {
  /**
   * Makes an ERESOURCE that nobody holds. IRQL <= DISPATCH_LEVEL.
   * @param Resource memory of an ERESOURCE: resident, aligned, and it stays until ExDeleteResourceLite
   * @returns STATUS_SUCCESS
   */
  (Resource: PVOID): NTSTATUS;
}

/** Declaration of `ExInitializeResourceLite`. */
export const ExInitializeResourceLite = routine<ExInitializeResourceLite>()(
  {
    name: 'ExInitializeResourceLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinitializeresourcelite',
    summary: 'Makes an ERESOURCE.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'out' }],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS.',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    seeAlso: ['ExDeleteResourceLite', 'ExReinitializeResourceLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => {
    resources.initialize(Resource, 'ExInitializeResourceLite');
    return STATUS_SUCCESS;
  },
);

/** Makes an ERESOURCE ready for another use. */
export interface ExReinitializeResourceLite {
  /**
   * Makes an ERESOURCE that is initialised, and that nobody holds, a fresh one. IRQL <= DISPATCH_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns STATUS_SUCCESS
   */
  (Resource: PVOID): NTSTATUS;
}

/** Declaration of `ExReinitializeResourceLite`. */
export const ExReinitializeResourceLite = routine<ExReinitializeResourceLite>()(
  {
    name: 'ExReinitializeResourceLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exreinitializeresourcelite',
    summary: 'Makes an ERESOURCE ready for another use.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS.',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    seeAlso: ['ExInitializeResourceLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => {
    resources.reinitialize(Resource, 'ExReinitializeResourceLite');
    return STATUS_SUCCESS;
  },
);

/** Deletes an ERESOURCE, before its memory is freed. */
export interface ExDeleteResourceLite {
  /**
   * Deletes an ERESOURCE that nobody holds. Its memory may be freed then, and not before. IRQL <= APC_LEVEL.
   * @param Resource address of the ERESOURCE, resident, that ExInitializeResourceLite made
   * @returns STATUS_SUCCESS
   */
  (Resource: PVOID): NTSTATUS;
}

/** Declaration of `ExDeleteResourceLite`. */
export const ExDeleteResourceLite = routine<ExDeleteResourceLite>()(
  {
    name: 'ExDeleteResourceLite',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exdeleteresourcelite',
    summary: 'Deletes an ERESOURCE, before its memory is freed.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Resource', type: 'PERESOURCE', direction: 'inout' }],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS.',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    seeAlso: ['ExInitializeResourceLite'],
    since: '0.1.0',
  },
  (resources: Resources) => (Resource) => {
    resources.delete(Resource, 'ExDeleteResourceLite');
    return STATUS_SUCCESS;
  },
);

import type { PVOID, USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { SListHeaders, type SListServices } from './slist-header.ts';

/** Gives the number of entries of a sequenced singly linked list. */
export interface ExQueryDepthSList {
  /**
   * Gives the number of entries of a sequenced singly linked list. IRQL <= DISPATCH_LEVEL.
   * @param SListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @returns number of entries, 16 bits
   */
  (SListHead: PVOID): USHORT;
}

/** Exported: the accesses are those of the kernel, or of the program. */
export const ExQueryDepthSList = routine<ExQueryDepthSList>()(
  {
    name: 'ExQueryDepthSList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exquerydepthslist',
    summary: 'Gives the number of entries of a sequenced singly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SListHead', type: 'PSLIST_HEADER', direction: 'in' }],
    returns: 'USHORT',
    seeAlso: ['FirstEntrySList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (SListHead) => lists.depth(SListHead);
  },
);

/** Gives the number of entries of a sequenced singly linked list. */
export interface QueryDepthSList {
  /**
   * Gives the number of entries of a sequenced singly linked list: a macro for ExQueryDepthSList in kernel
   * mode. IRQL <= DISPATCH_LEVEL.
   * @param Head address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @returns number of entries, 16 bits
   */
  (Head: PVOID): USHORT;
}

/** As ExQueryDepthSList, for which it stands: hence its limit. */
export const QueryDepthSList = routine<QueryDepthSList>()(
  {
    name: 'QueryDepthSList',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Gives the number of entries of a sequenced singly linked list.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'Head', type: 'PSLIST_HEADER', direction: 'in' }],
    returns: 'USHORT',
    seeAlso: ['ExQueryDepthSList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (Head) => lists.depth(Head);
  },
);

/** Gives the first entry of a sequenced singly linked list without removing it. */
export interface FirstEntrySList {
  /**
   * Gives the first entry of a sequenced singly linked list without removing it; another processor may do
   * that at any moment. Any IRQL, as long as list and entries are resident there.
   * @param SListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @returns address of the first entry, or NULL when the list is empty
   */
  (SListHead: PVOID): PVOID;
}

/** Exported: the accesses are those of the kernel, or of the program. */
export const FirstEntrySList = routine<FirstEntrySList>()(
  {
    name: 'FirstEntrySList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntifs.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-firstentryslist',
    summary: 'Gives the first entry of a sequenced singly linked list without removing it.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'SListHead', type: 'PSLIST_HEADER', direction: 'in' }],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['ExQueryDepthSList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (SListHead) => lists.first(SListHead);
  },
);

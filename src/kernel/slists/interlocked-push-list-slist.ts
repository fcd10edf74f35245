import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { SListHeaders, type SListServices } from './slist-header.ts';

/** Inserts a chain of entries at the head of a sequenced singly linked list, atomically. */
export interface InterlockedPushListSList {
  /**
   * Inserts a chain of entries at the head of a sequenced singly linked list, atomically. Any IRQL, as long
   * as list and entries are resident there.
   * @param ListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @param List address of the first entry of the chain, aligned to 16 bytes on x64
   * @param ListEnd address of its last entry
   * @param Count number of its entries; it is believed
   * @returns address of the entry that was the first before, or NULL when the list was empty
   */
  (ListHead: PVOID, List: PVOID, ListEnd: PVOID, Count: ULONG): PVOID;
}

/** Exported: the accesses are those of the kernel, or of the program. */
export const InterlockedPushListSList = routine<InterlockedPushListSList>()(
  {
    name: 'InterlockedPushListSList',
    header: 'ntifs.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Inserts a chain of entries at the head of a sequenced singly linked list, atomically.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [
      { name: 'ListHead', type: 'PSLIST_HEADER', direction: 'inout' },
      { name: 'List', type: 'PSLIST_ENTRY', direction: 'inout' },
      { name: 'ListEnd', type: 'PSLIST_ENTRY', direction: 'inout' },
      { name: 'Count', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['InterlockedPushEntrySList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (ListHead, List, ListEnd, Count) => lists.push(ListHead, List, ListEnd, Count);
  },
);

/** Inserts a chain of entries at the head of a sequenced singly linked list, atomically. */
export interface InterlockedPushListSListEx {
  /**
   * Inserts a chain of entries at the head of a sequenced singly linked list, atomically: what user mode
   * calls InterlockedPushListSList.
   * @param ListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @param List address of the first entry of the chain, aligned to 16 bytes on x64
   * @param ListEnd address of its last entry
   * @param Count number of its entries; it is believed
   * @returns address of the entry that was the first before, or NULL when the list was empty
   */
  (ListHead: PVOID, List: PVOID, ListEnd: PVOID, Count: ULONG): PVOID;
}

/** Exported: the accesses are those of the kernel, or of the program. */
export const InterlockedPushListSListEx = routine<InterlockedPushListSListEx>()(
  {
    name: 'InterlockedPushListSListEx',
    header: 'interlockedapi.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Inserts a chain of entries at the head of a sequenced singly linked list, atomically.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'ListHead', type: 'PSLIST_HEADER', direction: 'inout' },
      { name: 'List', type: 'PSLIST_ENTRY', direction: 'inout' },
      { name: 'ListEnd', type: 'PSLIST_ENTRY', direction: 'inout' },
      { name: 'Count', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['InterlockedPushEntrySList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (ListHead, List, ListEnd, Count) => lists.push(ListHead, List, ListEnd, Count);
  },
);

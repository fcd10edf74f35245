import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { SListHeaders, type SListServices } from './slist-header.ts';

/** Inserts an entry at the head of a sequenced singly linked list, atomically. */
export interface InterlockedPushEntrySList {
  /**
   * Inserts an entry at the head of a sequenced singly linked list, atomically. Any IRQL, as long as list
   * and entries are resident there.
   * @param ListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @param ListEntry address of the SLIST_ENTRY to insert, aligned to 16 bytes on x64
   * @returns address of the entry that was the first before, or NULL when the list was empty
   */
  (ListHead: PVOID, ListEntry: PVOID): PVOID;
}

/** Exported: the accesses are those of the kernel, or of the program. */
export const InterlockedPushEntrySList = routine<InterlockedPushEntrySList>()(
  {
    name: 'InterlockedPushEntrySList',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Inserts an entry at the head of a sequenced singly linked list, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [
      { name: 'ListHead', type: 'PSLIST_HEADER', direction: 'inout' },
      { name: 'ListEntry', type: 'PSLIST_ENTRY', direction: 'inout' },
    ],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['InterlockedPopEntrySList', 'InterlockedFlushSList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (ListHead, ListEntry) => lists.push(ListHead, ListEntry, ListEntry, 1);
  },
);

/** Removes the first entry of a sequenced singly linked list, atomically. */
export interface InterlockedPopEntrySList {
  /**
   * Removes the first entry of a sequenced singly linked list, atomically. Any IRQL, as long as list and
   * entries are resident there.
   * @param ListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @returns address of the removed entry, or NULL when the list was empty
   */
  (ListHead: PVOID): PVOID;
}

/** Exported: the accesses are those of the kernel, or of the program. */
export const InterlockedPopEntrySList = routine<InterlockedPopEntrySList>()(
  {
    name: 'InterlockedPopEntrySList',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Removes the first entry of a sequenced singly linked list, atomically.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [{ name: 'ListHead', type: 'PSLIST_HEADER', direction: 'inout' }],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['InterlockedPushEntrySList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (ListHead) => lists.pop(ListHead);
  },
);

/** Removes all entries of a sequenced singly linked list at once. */
export interface InterlockedFlushSList {
  /**
   * Removes all entries of a sequenced singly linked list at once. Any IRQL, as long as list and entries are
   * resident there.
   * @param Head address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @returns address of the first entry, from which the others are linked, or NULL when the list was
   *   empty
   */
  (Head: PVOID): PVOID;
}

/** Exported: the accesses are those of the kernel, or of the program. */
export const InterlockedFlushSList = routine<InterlockedFlushSList>()(
  {
    name: 'InterlockedFlushSList',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Removes all entries of a sequenced singly linked list at once.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [{ name: 'Head', type: 'PSLIST_HEADER', direction: 'inout' }],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['InterlockedPushEntrySList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (Head) => lists.flush(Head);
  },
);

import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { SListHeaders, type SListServices } from './slist-header.ts';

/** Inserts an entry at the head of a sequenced singly linked list, atomically. */
export interface ExInterlockedPushEntrySList {
  /**
   * Inserts an entry at the head of a sequenced singly linked list, atomically. Any IRQL, as long as list
   * and entries are resident there.
   * @param ListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @param ListEntry address of the SLIST_ENTRY to insert, aligned to 16 bytes on x64
   * @param Lock a spin lock, for the sake of old processors; it is not touched
   * @returns address of the entry that was the first before, or NULL when the list was empty
   */
  (ListHead: PVOID, ListEntry: PVOID, Lock: PVOID): PVOID;
}

/** A macro for an exported routine that takes no lock: the accesses are those of the kernel. */
export const ExInterlockedPushEntrySList = routine<ExInterlockedPushEntrySList>()(
  {
    name: 'ExInterlockedPushEntrySList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedpushentryslist',
    summary: 'Inserts an entry at the head of a sequenced singly linked list, atomically.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PSLIST_HEADER', direction: 'inout' },
      { name: 'ListEntry', type: 'PSLIST_ENTRY', direction: 'inout' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['ExInterlockedPopEntrySList', 'ExInterlockedFlushSList', 'ExQueryDepthSList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (ListHead, ListEntry) => lists.push(ListHead, ListEntry, ListEntry, 1);
  },
);

/** Removes the first entry of a sequenced singly linked list, atomically. */
export interface ExInterlockedPopEntrySList {
  /**
   * Removes the first entry of a sequenced singly linked list, atomically. Any IRQL, as long as list and
   * entries are resident there.
   * @param ListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @param Lock a spin lock, for the sake of old processors; it is not touched
   * @returns address of the removed entry, or NULL when the list was empty
   */
  (ListHead: PVOID, Lock: PVOID): PVOID;
}

/** As ExInterlockedPushEntrySList. */
export const ExInterlockedPopEntrySList = routine<ExInterlockedPopEntrySList>()(
  {
    name: 'ExInterlockedPopEntrySList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedpopentryslist',
    summary: 'Removes the first entry of a sequenced singly linked list, atomically.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PSLIST_HEADER', direction: 'inout' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['ExInterlockedPushEntrySList', 'ExInterlockedFlushSList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (ListHead) => lists.pop(ListHead);
  },
);

/** Removes all entries of a sequenced singly linked list at once. */
export interface ExInterlockedFlushSList {
  /**
   * Removes all entries of a sequenced singly linked list at once. Any IRQL, as long as list and entries are
   * resident there.
   * @param ListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   * @returns address of the first entry, from which the others are linked, or NULL when the list was
   *   empty
   */
  (ListHead: PVOID): PVOID;
}

/** As ExInterlockedPushEntrySList; a macro on x64, where the header does not declare it by this name. */
export const ExInterlockedFlushSList = routine<ExInterlockedFlushSList>()(
  {
    name: 'ExInterlockedFlushSList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedflushslist',
    summary: 'Removes all entries of a sequenced singly linked list at once.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [{ name: 'ListHead', type: 'PSLIST_HEADER', direction: 'inout' }],
    returns: 'PSLIST_ENTRY',
    seeAlso: ['ExInterlockedPopEntrySList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (ListHead) => lists.flush(ListHead);
  },
);

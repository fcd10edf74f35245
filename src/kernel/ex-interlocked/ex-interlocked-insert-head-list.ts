import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { ListLinks } from '../lists/list-links.ts';
import { type SpinLockedServices, spinLocked } from './spin-locked.ts';

/** Inserts an entry at the head of a doubly linked list under a spin lock. */
export interface ExInterlockedInsertHeadList {
  /**
   * Inserts an entry at the head of a doubly linked list while it holds a spin lock, with interrupts
   * disabled. Any IRQL. Head, entries and lock must be resident at every IRQL, and the lock must not be
   * held.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @param ListEntry address of the LIST_ENTRY to insert
   * @param Lock address of the KSPIN_LOCK that every routine on this list takes; never acquire it
   *   yourself
   * @returns address of the entry that was the first before, or NULL when the list was empty
   */
  (ListHead: PVOID, ListEntry: PVOID, Lock: PVOID): PVOID;
}

/** Exported: the accesses are those of the kernel. Its checks are those of the inline routine (*ours*). */
export const ExInterlockedInsertHeadList = routine<ExInterlockedInsertHeadList>()(
  {
    name: 'ExInterlockedInsertHeadList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedinsertheadlist',
    summary: 'Inserts an entry at the head of a doubly linked list under a spin lock.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PLIST_ENTRY', direction: 'inout' },
      { name: 'ListEntry', type: 'PLIST_ENTRY', direction: 'inout' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'PLIST_ENTRY',
    seeAlso: ['ExInterlockedInsertTailList', 'ExInterlockedRemoveHeadList'],
    since: '0.1.0',
  },
  (services: SpinLockedServices) => {
    const links = new ListLinks(services);
    return (ListHead, ListEntry, Lock) =>
      spinLocked(services, 'ExInterlockedInsertHeadList', Lock, () => {
        const first = links.checkedNext('ExInterlockedInsertHeadList', ListHead);
        links.insert(ListEntry, ListHead, first);
        return first === ListHead ? 0 : first;
      });
  },
);

/** Inserts an entry at the tail of a doubly linked list under a spin lock. */
export interface ExInterlockedInsertTailList {
  /**
   * Inserts an entry at the tail of a doubly linked list while it holds a spin lock, with interrupts
   * disabled. Any IRQL. Head, entries and lock must be resident at every IRQL, and the lock must not be
   * held.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @param ListEntry address of the LIST_ENTRY to insert
   * @param Lock address of the KSPIN_LOCK that every routine on this list takes; never acquire it
   *   yourself
   * @returns address of the entry that was the last before, or NULL when the list was empty
   */
  (ListHead: PVOID, ListEntry: PVOID, Lock: PVOID): PVOID;
}

/** As ExInterlockedInsertHeadList. */
export const ExInterlockedInsertTailList = routine<ExInterlockedInsertTailList>()(
  {
    name: 'ExInterlockedInsertTailList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedinserttaillist',
    summary: 'Inserts an entry at the tail of a doubly linked list under a spin lock.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PLIST_ENTRY', direction: 'inout' },
      { name: 'ListEntry', type: 'PLIST_ENTRY', direction: 'inout' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'PLIST_ENTRY',
    seeAlso: ['ExInterlockedInsertHeadList', 'ExInterlockedRemoveHeadList'],
    since: '0.1.0',
  },
  (services: SpinLockedServices) => {
    const links = new ListLinks(services);
    return (ListHead, ListEntry, Lock) =>
      spinLocked(services, 'ExInterlockedInsertTailList', Lock, () => {
        const last = links.checkedPrevious('ExInterlockedInsertTailList', ListHead);
        links.insert(ListEntry, last, ListHead);
        return last === ListHead ? 0 : last;
      });
  },
);

/** Removes the first entry of a doubly linked list under a spin lock. */
export interface ExInterlockedRemoveHeadList {
  /**
   * Removes the first entry of a doubly linked list while it holds a spin lock, with interrupts disabled.
   * Any IRQL. Head, entries and lock must be resident at every IRQL, and the lock must not be held.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @param Lock address of the KSPIN_LOCK that every routine on this list takes; never acquire it
   *   yourself
   * @returns address of the removed entry, or NULL when the list was empty
   */
  (ListHead: PVOID, Lock: PVOID): PVOID;
}

/** As ExInterlockedInsertHeadList. */
export const ExInterlockedRemoveHeadList = routine<ExInterlockedRemoveHeadList>()(
  {
    name: 'ExInterlockedRemoveHeadList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedremoveheadlist',
    summary: 'Removes the first entry of a doubly linked list under a spin lock.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PLIST_ENTRY', direction: 'inout' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'PLIST_ENTRY',
    seeAlso: ['ExInterlockedInsertHeadList', 'ExInterlockedInsertTailList'],
    since: '0.1.0',
  },
  (services: SpinLockedServices) => {
    const links = new ListLinks(services);
    return (ListHead, Lock) =>
      spinLocked(services, 'ExInterlockedRemoveHeadList', Lock, () => {
        const entry = links.checkedNext('ExInterlockedRemoveHeadList', ListHead);
        links.join(ListHead, links.checkedNext('ExInterlockedRemoveHeadList', entry));
        return entry === ListHead ? 0 : entry;
      });
  },
);

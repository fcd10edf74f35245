import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { ListLinks, type ListServices } from './list-links.ts';

/** Inserts an entry at the head of a doubly linked list. */
export interface InsertHeadList {
  /**
   * Inserts an entry at the head of a doubly linked list. A first entry that does not point back at the head
   * is a fast fail: bug check 0x139. Any IRQL, as long as the list is resident there; guard it against other
   * users of the list.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @param Entry address of the LIST_ENTRY to insert; what it held does not matter
   */
  (ListHead: PVOID, Entry: PVOID): void;
}

/** An inline routine of the header. Which links it checks: *ours*, docs/decisions/0025-inline-routines-and-lists.md. */
export const InsertHeadList = routine<InsertHeadList>()(
  {
    name: 'InsertHeadList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-insertheadlist',
    summary: 'Inserts an entry at the head of a doubly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PLIST_ENTRY', direction: 'inout' },
      { name: 'Entry', type: 'PLIST_ENTRY', direction: 'inout' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['InsertTailList', 'RemoveHeadList', 'ExInterlockedInsertHeadList'],
    since: '0.1.0',
  },
  (services: ListServices) => {
    const links = new ListLinks(services);
    return (ListHead, Entry) => links.insert(Entry, ListHead, links.checkedNext('InsertHeadList', ListHead));
  },
);

/** Inserts an entry at the tail of a doubly linked list. */
export interface InsertTailList {
  /**
   * Inserts an entry at the tail of a doubly linked list. A last entry that does not point at the head is a
   * fast fail: bug check 0x139. Any IRQL, as long as the list is resident there; guard it against other
   * users of the list.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @param Entry address of the LIST_ENTRY to insert; what it held does not matter
   */
  (ListHead: PVOID, Entry: PVOID): void;
}

/** As InsertHeadList. */
export const InsertTailList = routine<InsertTailList>()(
  {
    name: 'InsertTailList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-inserttaillist',
    summary: 'Inserts an entry at the tail of a doubly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PLIST_ENTRY', direction: 'inout' },
      { name: 'Entry', type: 'PLIST_ENTRY', direction: 'inout' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['InsertHeadList', 'RemoveTailList', 'ExInterlockedInsertTailList'],
    since: '0.1.0',
  },
  (services: ListServices) => {
    const links = new ListLinks(services);
    return (ListHead, Entry) =>
      links.insert(Entry, links.checkedPrevious('InsertTailList', ListHead), ListHead);
  },
);

/** Appends the entries of one doubly linked list to another. */
export interface AppendTailList {
  /**
   * Appends a ring of entries without a head to the tail of a list. Take the head of the other list out
   * first (RemoveEntryList, then InitializeListHead on it). Both ends are checked, as InsertTailList does.
   * Any IRQL, as long as the list is resident there; guard it against other users of the list.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @param ListToAppend address of the first of the entries to append
   */
  (ListHead: PVOID, ListToAppend: PVOID): void;
}

/** As InsertHeadList. */
export const AppendTailList = routine<AppendTailList>()(
  {
    name: 'AppendTailList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-appendtaillist',
    summary: 'Appends the entries of one doubly linked list to another.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PLIST_ENTRY', direction: 'inout' },
      { name: 'ListToAppend', type: 'PLIST_ENTRY', direction: 'inout' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['InsertTailList'],
    since: '0.1.0',
  },
  (services: ListServices) => {
    const links = new ListLinks(services);
    return (ListHead, ListToAppend) => {
      const tail = links.checkedPrevious('AppendTailList', ListHead);
      const last = links.checkedPrevious('AppendTailList', ListToAppend);
      links.join(tail, ListToAppend);
      links.join(last, ListHead);
    };
  },
);

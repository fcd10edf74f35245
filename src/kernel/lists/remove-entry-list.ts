import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { ListLinks, type ListServices } from './list-links.ts';

/** Removes an entry from a doubly linked list. */
export interface RemoveEntryList {
  /**
   * Removes an entry from whatever doubly linked list it is in. Neighbours that do not point at it are a
   * fast fail, bug check 0x139: the entry was removed before, or memory is damaged. Any IRQL, as long as the
   * list is resident there; guard it against other users of the list.
   * @param Entry address of the LIST_ENTRY to remove; its links stay as they are
   * @returns 1 when the list is empty afterwards, else 0
   */
  (Entry: PVOID): BOOLEAN;
}

/** An inline routine of the header. Which links it checks: *ours*, docs/decisions/0025-inline-routines-and-lists.md. */
export const RemoveEntryList = routine<RemoveEntryList>()(
  {
    name: 'RemoveEntryList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-removeentrylist',
    summary: 'Removes an entry from a doubly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [{ name: 'Entry', type: 'PLIST_ENTRY', direction: 'in' }],
    returns: 'BOOLEAN',
    inline: true,
    seeAlso: ['RemoveHeadList', 'RemoveTailList'],
    since: '0.1.0',
  },
  (services: ListServices) => {
    const links = new ListLinks(services);
    return (Entry) => {
      // Its own links stay as they are: so a second removal is noticed.
      const before = links.checkedPrevious('RemoveEntryList', Entry);
      const after = links.checkedNext('RemoveEntryList', Entry);
      links.join(before, after);
      return before === after ? 1 : 0;
    };
  },
);

/** Removes the first entry of a doubly linked list. */
export interface RemoveHeadList {
  /**
   * Removes the first entry of a doubly linked list, with the checks of RemoveEntryList. Any IRQL, as long
   * as the list is resident there; guard it against other users of the list.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @returns address of the removed entry; of an empty list, the address of the head
   */
  (ListHead: PVOID): PVOID;
}

/** As RemoveEntryList. */
export const RemoveHeadList = routine<RemoveHeadList>()(
  {
    name: 'RemoveHeadList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-removeheadlist',
    summary: 'Removes the first entry of a doubly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [{ name: 'ListHead', type: 'PLIST_ENTRY', direction: 'inout' }],
    returns: 'PLIST_ENTRY',
    inline: true,
    seeAlso: ['InsertHeadList', 'IsListEmpty', 'ExInterlockedRemoveHeadList'],
    since: '0.1.0',
  },
  (services: ListServices) => {
    const links = new ListLinks(services);
    return (ListHead) => {
      const entry = links.checkedNext('RemoveHeadList', ListHead);
      links.join(ListHead, links.checkedNext('RemoveHeadList', entry));
      return entry;
    };
  },
);

/** Removes the last entry of a doubly linked list. */
export interface RemoveTailList {
  /**
   * Removes the last entry of a doubly linked list, with the checks of RemoveEntryList. Any IRQL, as long as
   * the list is resident there; guard it against other users of the list.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @returns address of the removed entry; of an empty list, the address of the head
   */
  (ListHead: PVOID): PVOID;
}

/** As RemoveEntryList. */
export const RemoveTailList = routine<RemoveTailList>()(
  {
    name: 'RemoveTailList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-removetaillist',
    summary: 'Removes the last entry of a doubly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [{ name: 'ListHead', type: 'PLIST_ENTRY', direction: 'inout' }],
    returns: 'PLIST_ENTRY',
    inline: true,
    seeAlso: ['InsertTailList', 'IsListEmpty'],
    since: '0.1.0',
  },
  (services: ListServices) => {
    const links = new ListLinks(services);
    return (ListHead) => {
      const entry = links.checkedPrevious('RemoveTailList', ListHead);
      links.join(links.checkedPrevious('RemoveTailList', entry), ListHead);
      return entry;
    };
  },
);

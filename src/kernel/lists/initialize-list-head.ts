import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { ListLinks, type ListServices } from './list-links.ts';

/** Makes an empty doubly linked list. */
export interface InitializeListHead {
  /**
   * Makes an empty doubly linked list: both links of the head point at the head itself. Any IRQL, as long as
   * it is resident.
   * @param ListHead address of the LIST_ENTRY that becomes the head
   */
  (ListHead: PVOID): void;
}

/** An inline routine of the header. */
export const InitializeListHead = routine<InitializeListHead>()(
  {
    name: 'InitializeListHead',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-initializelisthead',
    summary: 'Makes an empty doubly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [{ name: 'ListHead', type: 'PLIST_ENTRY', direction: 'out' }],
    returns: 'void',
    inline: true,
    seeAlso: ['IsListEmpty', 'InsertHeadList', 'InsertTailList'],
    since: '0.1.0',
  },
  (services: ListServices) => {
    const links = new ListLinks(services);
    return (ListHead) => links.join(ListHead, ListHead);
  },
);

/** Says whether a doubly linked list is empty. */
export interface IsListEmpty {
  /**
   * Says whether a doubly linked list is empty. Any IRQL, as long as the list is resident there; guard it
   * against other users of the list.
   * @param ListHead address of the LIST_ENTRY that is the head of the list
   * @returns 1 when the list has no entries, else 0
   */
  (ListHead: PVOID): BOOLEAN;
}

/** An inline routine of the header. */
export const IsListEmpty = routine<IsListEmpty>()(
  {
    name: 'IsListEmpty',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-islistempty',
    summary: 'Says whether a doubly linked list is empty.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [{ name: 'ListHead', type: 'const LIST_ENTRY *', direction: 'in' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    inline: true,
    seeAlso: ['InitializeListHead'],
    since: '0.1.0',
  },
  (services: ListServices) => {
    const links = new ListLinks(services);
    return (ListHead) => (links.next(ListHead) === ListHead ? 1 : 0);
  },
);

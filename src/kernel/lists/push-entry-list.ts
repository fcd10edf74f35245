import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ListServices } from './list-links.ts';

/** Inserts an entry at the head of a singly linked list. */
export interface PushEntryList {
  /**
   * Inserts an entry at the head of a singly linked list, whose head starts as NULL. Nothing is checked. Any
   * IRQL, as long as the list is resident there; guard it against other users of the list.
   * @param ListHead address of the SINGLE_LIST_ENTRY that is the head of the list
   * @param Entry address of the SINGLE_LIST_ENTRY to insert
   */
  (ListHead: PVOID, Entry: PVOID): void;
}

/** An inline routine of the header. */
export const PushEntryList = routine<PushEntryList>()(
  {
    name: 'PushEntryList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-pushentrylist',
    summary: 'Inserts an entry at the head of a singly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PSINGLE_LIST_ENTRY', direction: 'inout' },
      { name: 'Entry', type: 'PSINGLE_LIST_ENTRY', direction: 'inout' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['PopEntryList', 'ExInterlockedPushEntryList'],
    since: '0.1.0',
  },
  ({ memory }: ListServices) =>
    (ListHead, Entry) => {
      memory.writePointer(Entry, memory.readPointer(ListHead));
      memory.writePointer(ListHead, Entry);
    },
);

/** Removes the first entry of a singly linked list. */
export interface PopEntryList {
  /**
   * Removes the first entry of a singly linked list. Nothing is checked. Any IRQL, as long as the list is
   * resident there; guard it against other users of the list.
   * @param ListHead address of the SINGLE_LIST_ENTRY that is the head of the list
   * @returns address of the removed entry, or NULL when the list is empty
   */
  (ListHead: PVOID): PVOID;
}

/** An inline routine of the header. */
export const PopEntryList = routine<PopEntryList>()(
  {
    name: 'PopEntryList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-popentrylist',
    summary: 'Removes the first entry of a singly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [{ name: 'ListHead', type: 'PSINGLE_LIST_ENTRY', direction: 'inout' }],
    returns: 'PSINGLE_LIST_ENTRY',
    inline: true,
    seeAlso: ['PushEntryList', 'ExInterlockedPopEntryList'],
    since: '0.1.0',
  },
  ({ memory }: ListServices) =>
    (ListHead) => {
      const entry = memory.readPointer(ListHead);
      if (entry !== 0) memory.writePointer(ListHead, memory.readPointer(entry));
      return entry;
    },
);

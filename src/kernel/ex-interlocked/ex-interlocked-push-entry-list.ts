import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { type SpinLockedServices, spinLocked } from './spin-locked.ts';

/** Inserts an entry at the head of a singly linked list under a spin lock. */
export interface ExInterlockedPushEntryList {
  /**
   * Inserts an entry at the head of a singly linked list while it holds a spin lock, with interrupts
   * disabled. Any IRQL. Head, entries and lock must be resident at every IRQL, and the lock must not be
   * held.
   * @param ListHead address of the SINGLE_LIST_ENTRY that is the head of the list
   * @param ListEntry address of the SINGLE_LIST_ENTRY to insert
   * @param Lock address of the KSPIN_LOCK that every routine on this list takes; never acquire it
   *   yourself
   * @returns address of the entry that was the first before, or NULL when the list was empty
   */
  (ListHead: PVOID, ListEntry: PVOID, Lock: PVOID): PVOID;
}

/** Exported: the accesses are those of the kernel. */
export const ExInterlockedPushEntryList = routine<ExInterlockedPushEntryList>()(
  {
    name: 'ExInterlockedPushEntryList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedpushentrylist',
    summary: 'Inserts an entry at the head of a singly linked list under a spin lock.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PSINGLE_LIST_ENTRY', direction: 'inout' },
      { name: 'ListEntry', type: 'PSINGLE_LIST_ENTRY', direction: 'inout' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'PSINGLE_LIST_ENTRY',
    seeAlso: ['ExInterlockedPopEntryList', 'PushEntryList'],
    since: '0.1.0',
  },
  (services: SpinLockedServices) => (ListHead, ListEntry, Lock) =>
    spinLocked(services, 'ExInterlockedPushEntryList', Lock, () => {
      const first = services.memory.readPointer(ListHead);
      services.memory.writePointer(ListEntry, first);
      services.memory.writePointer(ListHead, ListEntry);
      return first;
    }),
);

/** Removes the first entry of a singly linked list under a spin lock. */
export interface ExInterlockedPopEntryList {
  /**
   * Removes the first entry of a singly linked list while it holds a spin lock, with interrupts disabled.
   * Any IRQL. Head, entries and lock must be resident at every IRQL, and the lock must not be held.
   * @param ListHead address of the SINGLE_LIST_ENTRY that is the head of the list
   * @param Lock address of the KSPIN_LOCK that every routine on this list takes; never acquire it
   *   yourself
   * @returns address of the removed entry, or NULL when the list was empty
   */
  (ListHead: PVOID, Lock: PVOID): PVOID;
}

/** Exported: the accesses are those of the kernel. */
export const ExInterlockedPopEntryList = routine<ExInterlockedPopEntryList>()(
  {
    name: 'ExInterlockedPopEntryList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinterlockedpopentrylist',
    summary: 'Removes the first entry of a singly linked list under a spin lock.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'ListHead', type: 'PSINGLE_LIST_ENTRY', direction: 'inout' },
      { name: 'Lock', type: 'PKSPIN_LOCK', direction: 'inout' },
    ],
    returns: 'PSINGLE_LIST_ENTRY',
    seeAlso: ['ExInterlockedPushEntryList', 'PopEntryList'],
    since: '0.1.0',
  },
  (services: SpinLockedServices) => (ListHead, Lock) =>
    spinLocked(services, 'ExInterlockedPopEntryList', Lock, () => {
      const entry = services.memory.readPointer(ListHead);
      if (entry !== 0) services.memory.writePointer(ListHead, services.memory.readPointer(entry));
      return entry;
    }),
);

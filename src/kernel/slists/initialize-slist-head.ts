import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { SListHeaders, type SListServices } from './slist-header.ts';

/** Makes an empty sequenced singly linked list. */
export interface InitializeSListHead {
  /**
   * Makes an empty sequenced singly linked list. Any IRQL, as long as list and entries are resident there.
   * @param SListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   */
  (SListHead: PVOID): void;
}

/** Exported: the accesses are those of the kernel, or of the program. */
export const InitializeSListHead = routine<InitializeSListHead>()(
  {
    name: 'InitializeSListHead',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-initializeslisthead',
    summary: 'Makes an empty sequenced singly linked list.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [{ name: 'SListHead', type: 'PSLIST_HEADER', direction: 'in' }],
    returns: 'void',
    seeAlso: ['ExInterlockedPushEntrySList', 'ExInterlockedPopEntrySList'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (SListHead) => lists.clear(SListHead);
  },
);

/** Makes an empty sequenced singly linked list. */
export interface ExInitializeSListHead {
  /**
   * Makes an empty sequenced singly linked list: a macro for InitializeSListHead. Any IRQL, as long as list
   * and entries are resident there.
   * @param SListHead address of the SLIST_HEADER, aligned to 16 bytes on x64
   */
  (SListHead: PVOID): void;
}

/** As InitializeSListHead, which it stands for. */
export const ExInitializeSListHead = routine<ExInitializeSListHead>()(
  {
    name: 'ExInitializeSListHead',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Makes an empty sequenced singly linked list.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [{ name: 'SListHead', type: 'PSLIST_HEADER', direction: 'out' }],
    returns: 'void',
    seeAlso: ['InitializeSListHead'],
    since: '0.1.0',
  },
  (services: SListServices) => {
    const lists = new SListHeaders(services);
    return (SListHead) => lists.clear(SListHead);
  },
);

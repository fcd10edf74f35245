/** Lookaside lists of paged pool. */
import type { PVOID, SIZE_T, ULONG, USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { PagedPool } from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { LookasideLists } from './lookaside-lists.ts';

/** Makes a lookaside list for blocks of paged pool. */
export interface ExInitializePagedLookasideList {
  /**
   * Makes a lookaside list for blocks of paged pool. IRQL <= APC_LEVEL.
   * @param Lookaside address of the PAGED_LOOKASIDE_LIST to initialise, resident, aligned to 16 bytes on x64
   * @param Allocate function that makes a block when the list has none, (PoolType, NumberOfBytes, Tag), or NULL for
   *   ExAllocatePoolWithTag
   * @param Free function that takes a block which the list does not keep, (Buffer), or NULL for ExFreePool
   * @param Flags bits that are added to the pool type: 0, POOL_NX_ALLOCATION, POOL_RAISE_IF_ALLOCATION_FAILURE
   * @param Size bytes of a block, at least LOOKASIDE_MINIMUM_BLOCK_SIZE
   * @param Tag pool tag of the blocks
   * @param Depth reserved, 0
   */
  (
    Lookaside: PVOID,
    Allocate: Callback,
    Free: Callback,
    Flags: ULONG,
    Size: SIZE_T | bigint,
    Tag: ULONG,
    Depth: USHORT,
  ): void;
}

/** Declaration of `ExInitializePagedLookasideList`. What stands in the list: lookaside-lists.ts. */
export const ExInitializePagedLookasideList = routine<ExInitializePagedLookasideList>()(
  {
    name: 'ExInitializePagedLookasideList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-exinitializepagedlookasidelist',
    summary: 'Makes a lookaside list for blocks of paged pool.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'Lookaside', type: 'PPAGED_LOOKASIDE_LIST', direction: 'out' },
      { name: 'Allocate', type: 'PALLOCATE_FUNCTION', direction: 'in', optional: true },
      { name: 'Free', type: 'PFREE_FUNCTION', direction: 'in', optional: true },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'Size', type: 'SIZE_T', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
      { name: 'Depth', type: 'USHORT', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAllocateFromPagedLookasideList', 'ExFreeToPagedLookasideList', 'ExDeletePagedLookasideList'],
    remarks: ['Depth is not used. A block is kept while fewer than four are; Windows adapts that number.'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside, Allocate, Free, Flags, Size, Tag) =>
    lists.initialize(
      {
        list: Lookaside,
        kind: 'PAGED_LOOKASIDE_LIST',
        allocate: Allocate,
        free: Free,
        source: 'ExAllocatePoolWithTag',
        type: PagedPool | Flags,
        size: Size,
        tag: Tag,
      },
      'ExInitializePagedLookasideList',
    ),
);

/** Takes a block from a lookaside list of paged pool. */
export interface ExAllocateFromPagedLookasideList {
  /**
   * Takes a block that the list kept, else a new one. IRQL <= APC_LEVEL.
   * @param Lookaside address of the initialised PAGED_LOOKASIDE_LIST
   * @returns address of the block, or NULL when there is no memory
   */
  (Lookaside: PVOID): PVOID;
}

/** Declaration of `ExAllocateFromPagedLookasideList`. */
export const ExAllocateFromPagedLookasideList = routine<ExAllocateFromPagedLookasideList>()(
  {
    name: 'ExAllocateFromPagedLookasideList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exallocatefrompagedlookasidelist',
    summary: 'Takes a block from a lookaside list of paged pool.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Lookaside', type: 'PPAGED_LOOKASIDE_LIST', direction: 'inout' }],
    returns: 'PVOID',
    returnText: 'Address of the block, or NULL when there is no memory for a new one.',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'the list is empty and there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ExFreeToPagedLookasideList', 'ExInitializePagedLookasideList'],
    remarks: ['The block holds what its last user left in it.'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside) => lists.allocate(Lookaside, 'PAGED_LOOKASIDE_LIST'),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Gives a block to a lookaside list of paged pool. */
export interface ExFreeToPagedLookasideList {
  /**
   * Gives a block to a list, which keeps it or frees it. IRQL <= APC_LEVEL.
   * @param Lookaside address of the initialised PAGED_LOOKASIDE_LIST
   * @param Entry block that ExAllocateFromPagedLookasideList gave; its first bytes become the link of the list
   */
  (Lookaside: PVOID, Entry: PVOID): void;
}

/** Declaration of `ExFreeToPagedLookasideList`. */
export const ExFreeToPagedLookasideList = routine<ExFreeToPagedLookasideList>()(
  {
    name: 'ExFreeToPagedLookasideList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exfreetopagedlookasidelist',
    summary: 'Gives a block to a lookaside list of paged pool.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'Lookaside', type: 'PPAGED_LOOKASIDE_LIST', direction: 'inout' },
      { name: 'Entry', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAllocateFromPagedLookasideList', 'ExDeletePagedLookasideList'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside, Entry) => lists.free(Lookaside, Entry, 'PAGED_LOOKASIDE_LIST'),
);

/** Ends a lookaside list of paged pool. */
export interface ExDeletePagedLookasideList {
  /**
   * Frees every block that the list kept; the list must be initialised anew before it is used again. IRQL <= APC_LEVEL.
   * @param Lookaside address of the initialised PAGED_LOOKASIDE_LIST
   */
  (Lookaside: PVOID): void;
}

/** Declaration of `ExDeletePagedLookasideList`. */
export const ExDeletePagedLookasideList = routine<ExDeletePagedLookasideList>()(
  {
    name: 'ExDeletePagedLookasideList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exdeletepagedlookasidelist',
    summary: 'Ends a lookaside list of paged pool.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Lookaside', type: 'PPAGED_LOOKASIDE_LIST', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExInitializePagedLookasideList'],
    remarks: ['Call it before the memory of the list is freed.'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside) =>
    lists.delete(Lookaside, 'PAGED_LOOKASIDE_LIST', 'ExDeletePagedLookasideList'),
);

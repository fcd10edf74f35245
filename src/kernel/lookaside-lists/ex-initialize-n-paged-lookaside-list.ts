/** Lookaside lists of nonpaged pool. */
import type { PVOID, SIZE_T, ULONG, USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { NonPagedPool } from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { LookasideLists } from './lookaside-lists.ts';

/** Makes a lookaside list for blocks of nonpaged pool. */
export interface ExInitializeNPagedLookasideList {
  /**
   * Makes a lookaside list for blocks of nonpaged pool. IRQL <= DISPATCH_LEVEL.
   * @param Lookaside address of the NPAGED_LOOKASIDE_LIST to initialise, resident, aligned to 16 bytes on x64
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

/** Declaration of `ExInitializeNPagedLookasideList`. What stands in the list: lookaside-lists.ts. */
export const ExInitializeNPagedLookasideList = routine<ExInitializeNPagedLookasideList>()(
  {
    name: 'ExInitializeNPagedLookasideList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-exinitializenpagedlookasidelist',
    summary: 'Makes a lookaside list for blocks of nonpaged pool.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'IRQL <= DISPATCH_LEVEL (see Remarks section)',
      source: 'page',
    },
    parameters: [
      { name: 'Lookaside', type: 'PNPAGED_LOOKASIDE_LIST', direction: 'out' },
      { name: 'Allocate', type: 'PALLOCATE_FUNCTION', direction: 'in', optional: true },
      { name: 'Free', type: 'PFREE_FUNCTION', direction: 'in', optional: true },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'Size', type: 'SIZE_T', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
      { name: 'Depth', type: 'USHORT', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: [
      'ExAllocateFromNPagedLookasideList',
      'ExFreeToNPagedLookasideList',
      'ExDeleteNPagedLookasideList',
    ],
    remarks: ['Depth is not used. A block is kept while fewer than four are; Windows adapts that number.'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside, Allocate, Free, Flags, Size, Tag) =>
    lists.initialize(
      {
        list: Lookaside,
        kind: 'NPAGED_LOOKASIDE_LIST',
        allocate: Allocate,
        free: Free,
        source: 'ExAllocatePoolWithTag',
        type: NonPagedPool | Flags,
        size: Size,
        tag: Tag,
      },
      'ExInitializeNPagedLookasideList',
    ),
);

/** Takes a block from a lookaside list of nonpaged pool. */
export interface ExAllocateFromNPagedLookasideList {
  /**
   * Takes a block that the list kept, else a new one. IRQL <= DISPATCH_LEVEL.
   * @param Lookaside address of the initialised NPAGED_LOOKASIDE_LIST
   * @returns address of the block, or NULL when there is no memory
   */
  (Lookaside: PVOID): PVOID;
}

/** Declaration of `ExAllocateFromNPagedLookasideList`. */
export const ExAllocateFromNPagedLookasideList = routine<ExAllocateFromNPagedLookasideList>()(
  {
    name: 'ExAllocateFromNPagedLookasideList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exallocatefromnpagedlookasidelist',
    summary: 'Takes a block from a lookaside list of nonpaged pool.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Lookaside', type: 'PNPAGED_LOOKASIDE_LIST', direction: 'inout' }],
    returns: 'PVOID',
    returnText: 'Address of the block, or NULL when there is no memory for a new one.',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'the list is empty and there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ExFreeToNPagedLookasideList', 'ExInitializeNPagedLookasideList'],
    remarks: ['The block holds what its last user left in it.'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside) => lists.allocate(Lookaside, 'NPAGED_LOOKASIDE_LIST'),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Gives a block to a lookaside list of nonpaged pool. */
export interface ExFreeToNPagedLookasideList {
  /**
   * Gives a block to a list, which keeps it or frees it. IRQL <= DISPATCH_LEVEL.
   * @param Lookaside address of the initialised NPAGED_LOOKASIDE_LIST
   * @param Entry block that ExAllocateFromNPagedLookasideList gave; its first bytes become the link of the list
   */
  (Lookaside: PVOID, Entry: PVOID): void;
}

/** Declaration of `ExFreeToNPagedLookasideList`. */
export const ExFreeToNPagedLookasideList = routine<ExFreeToNPagedLookasideList>()(
  {
    name: 'ExFreeToNPagedLookasideList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exfreetonpagedlookasidelist',
    summary: 'Gives a block to a lookaside list of nonpaged pool.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Lookaside', type: 'PNPAGED_LOOKASIDE_LIST', direction: 'inout' },
      { name: 'Entry', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAllocateFromNPagedLookasideList', 'ExDeleteNPagedLookasideList'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside, Entry) => lists.free(Lookaside, Entry, 'NPAGED_LOOKASIDE_LIST'),
);

/** Ends a lookaside list of nonpaged pool. */
export interface ExDeleteNPagedLookasideList {
  /**
   * Frees every block that the list kept; the list must be initialised anew before it is used again. IRQL <= DISPATCH_LEVEL.
   * @param Lookaside address of the initialised NPAGED_LOOKASIDE_LIST
   */
  (Lookaside: PVOID): void;
}

/** Declaration of `ExDeleteNPagedLookasideList`. */
export const ExDeleteNPagedLookasideList = routine<ExDeleteNPagedLookasideList>()(
  {
    name: 'ExDeleteNPagedLookasideList',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exdeletenpagedlookasidelist',
    summary: 'Ends a lookaside list of nonpaged pool.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Lookaside', type: 'PNPAGED_LOOKASIDE_LIST', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExInitializeNPagedLookasideList'],
    remarks: ['Call it before the memory of the list is freed.'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside) =>
    lists.delete(Lookaside, 'NPAGED_LOOKASIDE_LIST', 'ExDeleteNPagedLookasideList'),
);

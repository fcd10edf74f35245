/** Lookaside lists of any pool, whose routines are told the list they work for. */
import type { NTSTATUS, PVOID, SIZE_T, ULONG, USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE,
  EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL,
  POOL_QUOTA_FAIL_INSTEAD_OF_RAISE,
  POOL_RAISE_IF_ALLOCATION_FAILURE,
} from '../../contract/kernel-constants.generated.ts';
import type { Callback, POOL_TYPE } from '../../contract/kernel-types.ts';
import {
  STATUS_INVALID_PARAMETER_4,
  STATUS_INVALID_PARAMETER_5,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { isMustSucceed } from '../pool/pool-requests.ts';
import type { LookasideLists } from './lookaside-lists.ts';

const RAISE = EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL;
const NO_RAISE = EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE;

/** What the flags add to the pool type; undefined for flags that mean nothing: one that is unknown, or both. */
const typeBits = new Map<number, number>([
  [0, 0],
  [RAISE, POOL_RAISE_IF_ALLOCATION_FAILURE],
  [NO_RAISE, POOL_QUOTA_FAIL_INSTEAD_OF_RAISE],
]);

const invalidType = (): NTSTATUS => STATUS_INVALID_PARAMETER_4;
const invalidFlags = (): NTSTATUS => STATUS_INVALID_PARAMETER_5;

/** Makes a lookaside list for blocks of any pool. */
export interface ExInitializeLookasideListEx {
  /**
   * Makes a lookaside list for blocks of any pool. IRQL <= DISPATCH_LEVEL.
   * @param Lookaside address of the LOOKASIDE_LIST_EX to initialise, aligned to 16 bytes on x64
   * @param Allocate function that makes a block when the list has none, (PoolType, NumberOfBytes, Tag, Lookaside), or
   *   NULL for a routine of pool
   * @param Free function that takes a block which the list does not keep, (Buffer, Lookaside), or NULL for ExFreePool
   * @param PoolType NonPagedPoolNx, PagedPool, …
   * @param Flags 0; EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL: an exception instead of NULL;
   *   EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE: quota is charged, and a failure is NULL
   * @param Size bytes of a block, at least LOOKASIDE_MINIMUM_BLOCK_SIZE
   * @param Tag pool tag of the blocks
   * @param Depth reserved, 0
   * @returns STATUS_SUCCESS, or STATUS_INVALID_PARAMETER_4 or _5
   */
  (
    Lookaside: PVOID,
    Allocate: Callback,
    Free: Callback,
    PoolType: POOL_TYPE,
    Flags: ULONG,
    Size: SIZE_T | bigint,
    Tag: ULONG,
    Depth: USHORT,
  ): NTSTATUS;
}

/** Which pool types and flags are invalid is *ours*, and so is what the flags do: docs/decisions/0041-lookaside-lists.md. */
export const ExInitializeLookasideListEx = routine<ExInitializeLookasideListEx>()(
  {
    name: 'ExInitializeLookasideListEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-exinitializelookasidelistex',
    summary: 'Makes a lookaside list for blocks of any pool.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Lookaside', type: 'PLOOKASIDE_LIST_EX', direction: 'out' },
      { name: 'Allocate', type: 'PALLOCATE_FUNCTION_EX', direction: 'in', optional: true },
      { name: 'Free', type: 'PFREE_FUNCTION_EX', direction: 'in', optional: true },
      { name: 'PoolType', type: 'POOL_TYPE', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'Size', type: 'SIZE_T', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
      { name: 'Depth', type: 'USHORT', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the list is initialised', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER_4', when: 'PoolType is not valid', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER_5', when: 'Flags are not valid', modelled: 'produced' },
    ],
    seeAlso: ['ExAllocateFromLookasideListEx', 'ExFreeToLookasideListEx', 'ExDeleteLookasideListEx'],
    remarks: [
      'A list of paged pool is used at IRQL <= APC_LEVEL only.',
      'Depth is not used. A block is kept while fewer than four are; Windows adapts that number.',
    ],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside, Allocate, Free, PoolType, Flags, Size, Tag) => {
    if (isMustSucceed(PoolType)) return invalidType();
    const bits = typeBits.get(Flags >>> 0);
    if (bits === undefined) return invalidFlags();
    const source =
      bits === POOL_QUOTA_FAIL_INSTEAD_OF_RAISE ? 'ExAllocatePoolWithQuotaTag' : 'ExAllocatePoolWithTag';
    lists.initialize(
      {
        list: Lookaside,
        kind: 'LOOKASIDE_LIST_EX',
        allocate: Allocate,
        free: Free,
        source,
        type: PoolType | bits,
        size: Size,
        tag: Tag,
      },
      'ExInitializeLookasideListEx',
    );
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INVALID_PARAMETER_4: invalidType, STATUS_INVALID_PARAMETER_5: invalidFlags } },
);

/** Takes a block from a lookaside list. */
export interface ExAllocateFromLookasideListEx {
  /**
   * Takes a block that the list kept, else a new one. IRQL <= DISPATCH_LEVEL, for a list of paged pool <= APC_LEVEL.
   * @param Lookaside address of the initialised LOOKASIDE_LIST_EX
   * @returns address of the block, or NULL when there is no memory
   */
  (Lookaside: PVOID): PVOID;
}

/** Declaration of `ExAllocateFromLookasideListEx`. */
export const ExAllocateFromLookasideListEx = routine<ExAllocateFromLookasideListEx>()(
  {
    name: 'ExAllocateFromLookasideListEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-exallocatefromlookasidelistex',
    summary: 'Takes a block from a lookaside list.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Lookaside', type: 'PLOOKASIDE_LIST_EX', direction: 'inout' }],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Address of the block, or NULL when there is no memory for a new one.',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'the list is empty and there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ExFreeToLookasideListEx', 'ExInitializeLookasideListEx'],
    remarks: ['The block holds what its last user left in it.'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside) => lists.allocate(Lookaside, 'LOOKASIDE_LIST_EX'),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Gives a block to a lookaside list. */
export interface ExFreeToLookasideListEx {
  /**
   * Gives a block to a list, which keeps it or frees it. IRQL <= DISPATCH_LEVEL, for a list of paged pool <= APC_LEVEL.
   * @param Lookaside address of the initialised LOOKASIDE_LIST_EX
   * @param Entry block that ExAllocateFromLookasideListEx gave; its first bytes become the link of the list
   */
  (Lookaside: PVOID, Entry: PVOID): void;
}

/** Declaration of `ExFreeToLookasideListEx`. */
export const ExFreeToLookasideListEx = routine<ExFreeToLookasideListEx>()(
  {
    name: 'ExFreeToLookasideListEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-exfreetolookasidelistex',
    summary: 'Gives a block to a lookaside list.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Lookaside', type: 'PLOOKASIDE_LIST_EX', direction: 'inout' },
      { name: 'Entry', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAllocateFromLookasideListEx', 'ExFlushLookasideListEx'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside, Entry) => lists.free(Lookaside, Entry, 'LOOKASIDE_LIST_EX'),
);

/** Frees what a lookaside list keeps. */
export interface ExFlushLookasideListEx {
  /**
   * Frees every block that the list kept; the list stays as it is. IRQL <= DISPATCH_LEVEL.
   * @param Lookaside address of the initialised LOOKASIDE_LIST_EX
   */
  (Lookaside: PVOID): void;
}

/** Declaration of `ExFlushLookasideListEx`. */
export const ExFlushLookasideListEx = routine<ExFlushLookasideListEx>()(
  {
    name: 'ExFlushLookasideListEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-exflushlookasidelistex',
    summary: 'Frees what a lookaside list keeps.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Lookaside', type: 'PLOOKASIDE_LIST_EX', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExDeleteLookasideListEx'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside) =>
    lists.flush(Lookaside, 'LOOKASIDE_LIST_EX', 'ExFlushLookasideListEx'),
);

/** Ends a lookaside list. */
export interface ExDeleteLookasideListEx {
  /**
   * Frees every block that the list kept; the list must be initialised anew before it is used again. IRQL <=
   * DISPATCH_LEVEL.
   * @param Lookaside address of the initialised LOOKASIDE_LIST_EX
   */
  (Lookaside: PVOID): void;
}

/** Declaration of `ExDeleteLookasideListEx`. */
export const ExDeleteLookasideListEx = routine<ExDeleteLookasideListEx>()(
  {
    name: 'ExDeleteLookasideListEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-exdeletelookasidelistex',
    summary: 'Ends a lookaside list.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Lookaside', type: 'PLOOKASIDE_LIST_EX', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExInitializeLookasideListEx', 'ExFlushLookasideListEx'],
    remarks: ['Call it before the memory of the list is freed.'],
    since: '0.1.0',
  },
  (lists: LookasideLists) => (Lookaside) =>
    lists.delete(Lookaside, 'LOOKASIDE_LIST_EX', 'ExDeleteLookasideListEx'),
);

/** Memory whose physical addresses follow each other. */
import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { PHYSICAL_ADDRESS } from '../../contract/kernel-types.ts';
import { PAGE_EXECUTE_READWRITE, PAGE_READWRITE } from '../../memory/constants.ts';
import type { ContiguousMemory } from './contiguous-memory.ts';

/** Protection of what the routines give that take none: executable, as nonpaged memory of old. */
const PLAIN = { protection: PAGE_EXECUTE_READWRITE };
/** Bits of a protection that change nothing here: caching. */
const CACHING = 0x600;

/** Allocates physically contiguous, resident memory. */
export interface MmAllocateContiguousMemory {
  /**
   * Allocates physically contiguous, resident memory below an address. It is not cleared. IRQL <= DISPATCH_LEVEL.
   * @param NumberOfBytes bytes wanted, 1 or more; rounded up to whole pages
   * @param HighestAcceptableAddress highest physical address that the caller can use
   * @returns address of the memory, a multiple of the page size, or NULL
   */
  (NumberOfBytes: SIZE_T | bigint, HighestAcceptableAddress: PHYSICAL_ADDRESS): PVOID;
}

/** Declaration of `MmAllocateContiguousMemory`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmAllocateContiguousMemory = routine<MmAllocateContiguousMemory>()(
  {
    name: 'MmAllocateContiguousMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-mmallocatecontiguousmemory',
    summary: 'Allocates physically contiguous, resident memory.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'HighestAcceptableAddress', type: 'PHYSICAL_ADDRESS', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Address of the memory, a multiple of the page size; NULL when it cannot be had.',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['MmFreeContiguousMemory', 'MmAllocateContiguousMemorySpecifyCache'],
    since: '0.1.0',
  },
  (memory: ContiguousMemory) => (NumberOfBytes, HighestAcceptableAddress) =>
    memory.allocate(
      { ...PLAIN, bytes: NumberOfBytes, lowest: 0n, highest: HighestAcceptableAddress, boundary: 0n },
      'MmAllocateContiguousMemory',
    ),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Allocates physically contiguous memory with a cache type. */
export interface MmAllocateContiguousMemorySpecifyCache {
  /**
   * Allocates physically contiguous, resident memory in a range of addresses. It is not cleared. IRQL <= DISPATCH_LEVEL.
   * @param NumberOfBytes bytes wanted, 1 or more; rounded up to whole pages
   * @param LowestAcceptableAddress lowest physical address that the caller can use
   * @param HighestAcceptableAddress highest physical address that the caller can use
   * @param BoundaryAddressMultiple power of two that the memory does not cross a multiple of, or 0n
   * @param CacheType MmCached, MmNonCached or MmWriteCombined; it changes nothing
   * @returns address of the memory, a multiple of the page size, or NULL
   */
  (
    NumberOfBytes: SIZE_T | bigint,
    LowestAcceptableAddress: PHYSICAL_ADDRESS,
    HighestAcceptableAddress: PHYSICAL_ADDRESS,
    BoundaryAddressMultiple: PHYSICAL_ADDRESS,
    CacheType: number,
  ): PVOID;
}

/** Declaration of `MmAllocateContiguousMemorySpecifyCache`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmAllocateContiguousMemorySpecifyCache = routine<MmAllocateContiguousMemorySpecifyCache>()(
  {
    name: 'MmAllocateContiguousMemorySpecifyCache',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-mmallocatecontiguousmemoryspecifycache',
    summary: 'Allocates physically contiguous memory with a cache type.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'LowestAcceptableAddress', type: 'PHYSICAL_ADDRESS', direction: 'in' },
      { name: 'HighestAcceptableAddress', type: 'PHYSICAL_ADDRESS', direction: 'in' },
      { name: 'BoundaryAddressMultiple', type: 'PHYSICAL_ADDRESS', direction: 'in', optional: true },
      { name: 'CacheType', type: 'MEMORY_CACHING_TYPE', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Address of the memory, a multiple of the page size; NULL when it cannot be had.',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['MmFreeContiguousMemorySpecifyCache'],
    since: '0.1.0',
  },
  (memory: ContiguousMemory) =>
    (NumberOfBytes, LowestAcceptableAddress, HighestAcceptableAddress, BoundaryAddressMultiple) =>
      memory.allocate(
        {
          ...PLAIN,
          bytes: NumberOfBytes,
          lowest: LowestAcceptableAddress,
          highest: HighestAcceptableAddress,
          boundary: BoundaryAddressMultiple,
        },
        'MmAllocateContiguousMemorySpecifyCache',
      ),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Allocates physically contiguous memory of a node. */
export interface MmAllocateContiguousMemorySpecifyCacheNode {
  /**
   * As MmAllocateContiguousMemorySpecifyCache, of a node. IRQL <= DISPATCH_LEVEL.
   * @param NumberOfBytes bytes wanted, 1 or more; rounded up to whole pages
   * @param LowestAcceptableAddress lowest physical address that the caller can use
   * @param HighestAcceptableAddress highest physical address that the caller can use
   * @param BoundaryAddressMultiple power of two that the memory does not cross a multiple of, or 0n
   * @param CacheType MmCached, MmNonCached or MmWriteCombined; it changes nothing
   * @param PreferredNode node, or MM_ANY_NODE_OK; the machine has one
   * @returns address of the memory, a multiple of the page size, or NULL
   */
  (
    NumberOfBytes: SIZE_T | bigint,
    LowestAcceptableAddress: PHYSICAL_ADDRESS,
    HighestAcceptableAddress: PHYSICAL_ADDRESS,
    BoundaryAddressMultiple: PHYSICAL_ADDRESS,
    CacheType: number,
    PreferredNode: number,
  ): PVOID;
}

/** Declaration of `MmAllocateContiguousMemorySpecifyCacheNode`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmAllocateContiguousMemorySpecifyCacheNode =
  routine<MmAllocateContiguousMemorySpecifyCacheNode>()(
    {
      name: 'MmAllocateContiguousMemorySpecifyCacheNode',
      header: 'wdm.h',
      includeHeader: 'Wdm.h, Ntddk.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      page: 'wdm/nf-wdm-mmallocatecontiguousmemoryspecifycachenode',
      summary: 'Allocates physically contiguous memory of a node.',
      modes: ['kernel'],
      maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
      parameters: [
        { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
        { name: 'LowestAcceptableAddress', type: 'PHYSICAL_ADDRESS', direction: 'in' },
        { name: 'HighestAcceptableAddress', type: 'PHYSICAL_ADDRESS', direction: 'in' },
        { name: 'BoundaryAddressMultiple', type: 'PHYSICAL_ADDRESS', direction: 'in', optional: true },
        { name: 'CacheType', type: 'MEMORY_CACHING_TYPE', direction: 'in' },
        { name: 'PreferredNode', type: 'NODE_REQUIREMENT', direction: 'in' },
      ],
      returns: 'PVOID',
      mustCheck: true,
      returnText: 'Address of the memory, a multiple of the page size; NULL when it cannot be had.',
      seeAlso: ['MmFreeContiguousMemorySpecifyCache'],
      since: '0.1.0',
    },
    (memory: ContiguousMemory) =>
      (NumberOfBytes, LowestAcceptableAddress, HighestAcceptableAddress, BoundaryAddressMultiple) =>
        memory.allocate(
          {
            ...PLAIN,
            bytes: NumberOfBytes,
            lowest: LowestAcceptableAddress,
            highest: HighestAcceptableAddress,
            boundary: BoundaryAddressMultiple,
          },
          'MmAllocateContiguousMemorySpecifyCacheNode',
        ),
  );

/** Allocates physically contiguous memory with a protection. */
export interface MmAllocateContiguousNodeMemory {
  /**
   * Allocates physically contiguous, resident memory that is executable only when asked for. It is not cleared. IRQL <= DISPATCH_LEVEL.
   * @param NumberOfBytes bytes wanted, 1 or more; rounded up to whole pages
   * @param LowestAcceptableAddress lowest physical address that the caller can use
   * @param HighestAcceptableAddress highest physical address that the caller can use
   * @param BoundaryAddressMultiple power of two that the memory does not cross a multiple of, or 0n
   * @param Protect PAGE_READWRITE or PAGE_EXECUTE_READWRITE, with PAGE_NOCACHE or PAGE_WRITECOMBINE
   * @param PreferredNode node, or MM_ANY_NODE_OK; the machine has one
   * @returns address of the memory, a multiple of the page size, or NULL
   */
  (
    NumberOfBytes: SIZE_T | bigint,
    LowestAcceptableAddress: PHYSICAL_ADDRESS,
    HighestAcceptableAddress: PHYSICAL_ADDRESS,
    BoundaryAddressMultiple: PHYSICAL_ADDRESS,
    Protect: ULONG,
    PreferredNode: number,
  ): PVOID;
}

/** Declaration of `MmAllocateContiguousNodeMemory`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmAllocateContiguousNodeMemory = routine<MmAllocateContiguousNodeMemory>()(
  {
    name: 'MmAllocateContiguousNodeMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 8',
    page: 'wdm/nf-wdm-mmallocatecontiguousnodememory',
    summary: 'Allocates physically contiguous memory with a protection.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'LowestAcceptableAddress', type: 'PHYSICAL_ADDRESS', direction: 'in' },
      { name: 'HighestAcceptableAddress', type: 'PHYSICAL_ADDRESS', direction: 'in' },
      { name: 'BoundaryAddressMultiple', type: 'PHYSICAL_ADDRESS', direction: 'in', optional: true },
      { name: 'Protect', type: 'ULONG', direction: 'in' },
      { name: 'PreferredNode', type: 'NODE_REQUIREMENT', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Address of the memory, a multiple of the page size; NULL when it cannot be had.',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['MmFreeContiguousMemory'],
    since: '0.1.0',
  },
  (memory: ContiguousMemory) =>
    (NumberOfBytes, LowestAcceptableAddress, HighestAcceptableAddress, BoundaryAddressMultiple, Protect) => {
      const protection = Protect & ~CACHING;
      const known = protection === PAGE_READWRITE || protection === PAGE_EXECUTE_READWRITE;
      return memory.allocate(
        {
          bytes: known ? NumberOfBytes : 0,
          lowest: LowestAcceptableAddress,
          highest: HighestAcceptableAddress,
          boundary: BoundaryAddressMultiple,
          protection,
        },
        'MmAllocateContiguousNodeMemory',
      );
    },
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

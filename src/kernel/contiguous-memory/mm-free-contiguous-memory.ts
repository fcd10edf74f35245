/** Giving contiguous memory back. */
import type { PVOID, SIZE_T } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ContiguousMemory } from './contiguous-memory.ts';

/** Frees physically contiguous memory. */
export interface MmFreeContiguousMemory {
  /**
   * Frees physically contiguous memory. IRQL <= DISPATCH_LEVEL.
   * @param BaseAddress address that an MmAllocateContiguous… routine gave
   */
  (BaseAddress: PVOID): void;
}

/** Declaration of `MmFreeContiguousMemory`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmFreeContiguousMemory = routine<MmFreeContiguousMemory>()(
  {
    name: 'MmFreeContiguousMemory',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmfreecontiguousmemory',
    summary: 'Frees physically contiguous memory.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' },
    parameters: [{ name: 'BaseAddress', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    seeAlso: ['MmAllocateContiguousMemory'],
    since: '0.1.0',
  },
  (memory: ContiguousMemory) => (BaseAddress) =>
    memory.free(BaseAddress, 'contiguous', null, 'MmFreeContiguousMemory'),
);

/** Frees physically contiguous memory that has a cache type. */
export interface MmFreeContiguousMemorySpecifyCache {
  /**
   * Frees physically contiguous memory that has a cache type. IRQL <= DISPATCH_LEVEL.
   * @param BaseAddress address that an MmAllocateContiguous… routine gave
   * @param NumberOfBytes bytes that were asked for
   * @param CacheType cache type that was asked for; it is not looked at
   */
  (BaseAddress: PVOID, NumberOfBytes: SIZE_T | bigint, CacheType: number): void;
}

/** Declaration of `MmFreeContiguousMemorySpecifyCache`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmFreeContiguousMemorySpecifyCache = routine<MmFreeContiguousMemorySpecifyCache>()(
  {
    name: 'MmFreeContiguousMemorySpecifyCache',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmfreecontiguousmemoryspecifycache',
    summary: 'Frees physically contiguous memory that has a cache type.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'CacheType', type: 'MEMORY_CACHING_TYPE', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['MmAllocateContiguousMemorySpecifyCache'],
    since: '0.1.0',
  },
  (memory: ContiguousMemory) => (BaseAddress, NumberOfBytes) =>
    memory.free(BaseAddress, 'contiguous', NumberOfBytes, 'MmFreeContiguousMemorySpecifyCache'),
);

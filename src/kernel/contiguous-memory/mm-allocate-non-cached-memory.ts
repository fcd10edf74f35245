/** Memory that is not cached. */
import type { PVOID, SIZE_T } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { PAGE_READWRITE } from '../../memory/constants.ts';
import type { ContiguousMemory } from './contiguous-memory.ts';

/** Allocates resident memory that is not cached. */
export interface MmAllocateNonCachedMemory {
  /**
   * Allocates resident memory that is not cached. It is not cleared. IRQL <= APC_LEVEL.
   * @param NumberOfBytes bytes wanted, 1 or more; rounded up to whole pages
   * @returns address of the memory, a multiple of the page size, or NULL
   */
  (NumberOfBytes: SIZE_T | bigint): PVOID;
}

/** Declaration of `MmAllocateNonCachedMemory`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmAllocateNonCachedMemory = routine<MmAllocateNonCachedMemory>()(
  {
    name: 'MmAllocateNonCachedMemory',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-mmallocatenoncachedmemory',
    summary: 'Allocates resident memory that is not cached.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' }],
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
    seeAlso: ['MmFreeNonCachedMemory'],
    since: '0.1.0',
  },
  (memory: ContiguousMemory) => (NumberOfBytes) =>
    memory.allocateNonCached(NumberOfBytes, PAGE_READWRITE, 'MmAllocateNonCachedMemory'),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Frees memory that is not cached. */
export interface MmFreeNonCachedMemory {
  /**
   * Frees memory that MmAllocateNonCachedMemory gave. IRQL <= APC_LEVEL.
   * @param BaseAddress address that MmAllocateNonCachedMemory gave
   * @param NumberOfBytes bytes that were asked for
   */
  (BaseAddress: PVOID, NumberOfBytes: SIZE_T | bigint): void;
}

/** Declaration of `MmFreeNonCachedMemory`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmFreeNonCachedMemory = routine<MmFreeNonCachedMemory>()(
  {
    name: 'MmFreeNonCachedMemory',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-mmfreenoncachedmemory',
    summary: 'Frees memory that is not cached.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['MmAllocateNonCachedMemory'],
    since: '0.1.0',
  },
  (memory: ContiguousMemory) => (BaseAddress, NumberOfBytes) =>
    memory.free(BaseAddress, 'noncached', NumberOfBytes, 'MmFreeNonCachedMemory'),
);

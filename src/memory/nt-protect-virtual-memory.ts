import type { HANDLE, NTSTATUS, PointerTo, PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PAGE_PROTECTION,
  STATUS_NOT_COMMITTED,
  STATUS_SUCCESS,
} from '../status/common.ts';
import { protectVirtualMemory } from './protect-virtual-memory.ts';
import {
  canWrite,
  onRange,
  spaceOfHandle,
  type VirtualMemoryServices,
  writeUlong,
} from './virtual-memory-services.ts';

/** Type of `NtProtectVirtualMemory`. */
export interface NtProtectVirtualMemory {
  /**
   * Changes the protection of committed pages of a process.
   *
   * @param ProcessHandle process to work on; NtCurrentProcess() is -1
   * @param BaseAddress in: address in the first page; out: address of that page
   * @param RegionSize in: bytes; out: bytes of the whole pages that were changed
   * @param NewProtection new PAGE_* value
   * @param OldProtection former PAGE_* value of the first page
   * @returns STATUS_SUCCESS, or why not
   */
  (
    ProcessHandle: HANDLE | bigint,
    BaseAddress: PointerTo<PVOID>,
    RegionSize: PointerTo<SIZE_T>,
    NewProtection: ULONG,
    OldProtection: PointerTo<ULONG>,
  ): NTSTATUS;
}

const bind =
  (services: VirtualMemoryServices): NtProtectVirtualMemory =>
  (ProcessHandle, BaseAddress, RegionSize, NewProtection, OldProtection) => {
    const { architecture } = services;
    if (!canWrite(services, [OldProtection], 4)) return STATUS_ACCESS_VIOLATION;
    let old = 0;
    const status = onRange(services, BaseAddress, RegionSize, (base, size) => {
      const protect = NewProtection >>> 0;
      const space = spaceOfHandle(services, ProcessHandle);
      const result = protectVirtualMemory(architecture, space, { base, size, protect });
      old = result.old;
      return result;
    });
    if (status === STATUS_SUCCESS) writeUlong(services, OldProtection, old);
    return status;
  };

/** Declaration of NtProtectVirtualMemory. Source: phnt ntmmapi.h; no Microsoft page, so statuses and their order are *ours*. */
export const NtProtectVirtualMemory: Routine<VirtualMemoryServices, NtProtectVirtualMemory> =
  routine<NtProtectVirtualMemory>()(
    {
      name: 'NtProtectVirtualMemory',
      header: 'ntmmapi.h',
      library: null,
      dll: 'ntdll.dll',
      page: null,
      summary: 'Changes the protection of committed pages of a process.',
      modes: ['user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
      parameters: [
        { name: 'ProcessHandle', type: 'HANDLE', direction: 'in' },
        { name: 'BaseAddress', type: 'PVOID *', direction: 'inout' },
        { name: 'RegionSize', type: 'PSIZE_T', direction: 'inout' },
        { name: 'NewProtection', type: 'ULONG', direction: 'in' },
        { name: 'OldProtection', type: 'PULONG', direction: 'out' },
      ],
      returns: 'NTSTATUS',
      returnText: 'STATUS_SUCCESS, or why nothing was changed.',
      codes: [
        { code: 'STATUS_SUCCESS', when: 'the protection was changed', modelled: 'produced' },
        {
          code: 'STATUS_ACCESS_VIOLATION',
          when: 'a pointer argument cannot be written',
          modelled: 'produced',
        },
        {
          code: 'STATUS_CONFLICTING_ADDRESSES',
          when: 'the range is not inside one reservation',
          modelled: 'produced',
        },
        { code: 'STATUS_INVALID_HANDLE', when: 'ProcessHandle is no handle', modelled: 'produced' },
        {
          code: 'STATUS_INVALID_PAGE_PROTECTION',
          when: 'NewProtection is no protection for private memory',
          modelled: 'produced',
        },
        { code: 'STATUS_NOT_COMMITTED', when: 'a page of the range is not committed', modelled: 'produced' },
      ],
      seeAlso: ['NtAllocateVirtualMemory', 'NtQueryVirtualMemory'],
      remarks: [
        'Works on every page that contains a byte of the range; all must be committed and belong to one reservation, or nothing changes.',
        'PAGE_GUARD is a modifier: the first touch of the page raises STATUS_GUARD_PAGE_VIOLATION and clears it.',
      ],
      since: '0.1.0',
    },
    bind,
    {
      failures: {
        STATUS_ACCESS_VIOLATION: () => STATUS_ACCESS_VIOLATION,
        STATUS_CONFLICTING_ADDRESSES: () => STATUS_CONFLICTING_ADDRESSES,
        STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
        STATUS_INVALID_PAGE_PROTECTION: () => STATUS_INVALID_PAGE_PROTECTION,
        STATUS_NOT_COMMITTED: () => STATUS_NOT_COMMITTED,
      },
    },
  );

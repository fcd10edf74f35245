import type {
  HANDLE,
  MEMORY_INFORMATION_CLASS,
  NTSTATUS,
  PointerTo,
  PVOID,
  SIZE_T,
} from '../contract/c-types.ts';
import { pointerBytes } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { pointerSized } from '../machine/addresses.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_ACCESS_VIOLATION,
  STATUS_INFO_LENGTH_MISMATCH,
  STATUS_INVALID_INFO_CLASS,
  STATUS_INVALID_PARAMETER,
} from '../status/common.ts';
import { memoryBasicInformationBytes, writeMemoryBasicInformation } from './memory-basic-information.ts';
import { queryVirtualMemory } from './query-virtual-memory.ts';
import { unsignedSize } from './virtual-memory-range.ts';
import {
  CURRENT_PROCESS,
  canWrite,
  spaceOfHandle,
  type VirtualMemoryServices,
  writeSize,
} from './virtual-memory-services.ts';

const PAGE = 'ntifs/nf-ntifs-ntqueryvirtualmemory';

/** Type of `NtQueryVirtualMemory`. */
export interface NtQueryVirtualMemory {
  /**
   * Looks at a page of a process and those behind it that are like it.
   *
   * @param ProcessHandle process to look at; NtCurrentProcess() is -1
   * @param BaseAddress address in the first page
   * @param MemoryInformationClass MemoryBasicInformation (0)
   * @param MemoryInformation address of a MEMORY_BASIC_INFORMATION
   * @param MemoryInformationLength bytes at MemoryInformation
   * @param ReturnLength receives the bytes stored; NULL when not wanted
   * @returns STATUS_SUCCESS, or why not
   */
  (
    ProcessHandle: HANDLE | bigint,
    BaseAddress: PVOID,
    MemoryInformationClass: MEMORY_INFORMATION_CLASS,
    MemoryInformation: PVOID,
    MemoryInformationLength: SIZE_T | bigint,
    ReturnLength: PointerTo<SIZE_T>,
  ): NTSTATUS;
}

/** MemoryBasicInformation, the one class of the page and the one that is modelled. */
const MemoryBasicInformation = 0;
/** Classes up to this one may exist in some version of Windows; those beyond are refused (*ours*). */
const LAST_POSSIBLE_CLASS = 31;

const bind =
  (services: VirtualMemoryServices): NtQueryVirtualMemory =>
  (
    ProcessHandle,
    BaseAddress,
    MemoryInformationClass,
    MemoryInformation,
    MemoryInformationLength,
    ReturnLength,
  ) => {
    const { architecture } = services;
    const bytes = memoryBasicInformationBytes(architecture);
    if (MemoryInformationClass !== MemoryBasicInformation) {
      if (MemoryInformationClass < 0 || MemoryInformationClass > LAST_POSSIBLE_CLASS)
        return STATUS_INVALID_INFO_CLASS;
      return services.notModelled(`NtQueryVirtualMemory with class ${MemoryInformationClass}`, PAGE);
    }
    const length = pointerSized(architecture, MemoryInformationLength, 'MemoryInformationLength');
    if (unsignedSize(architecture, length) < bytes) return STATUS_INFO_LENGTH_MISMATCH;
    const wantsLength = ReturnLength !== 0;
    if (!canWrite(services, [MemoryInformation], bytes)) return STATUS_ACCESS_VIOLATION;
    if (wantsLength && !canWrite(services, [ReturnLength], pointerBytes(architecture)))
      return STATUS_ACCESS_VIOLATION;
    const { status, range } = queryVirtualMemory(
      architecture,
      spaceOfHandle(services, ProcessHandle),
      BaseAddress,
    );
    if (range === null) return status;
    writeMemoryBasicInformation(services.memoryOfCaller, MemoryInformation, range);
    if (wantsLength) writeSize(services, ReturnLength, bytes);
    return status;
  };

/** Declaration of NtQueryVirtualMemory. Source: ddi:NtQueryVirtualMemory; structure: facts/structs.json. */
export const NtQueryVirtualMemory: Routine<VirtualMemoryServices, NtQueryVirtualMemory> =
  routine<NtQueryVirtualMemory>()(
    {
      name: 'NtQueryVirtualMemory',
      header: 'ntifs.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      minClient: 'Windows 2000',
      page: PAGE,
      summary: 'Tells state, protection and extent of pages in the user range of a process.',
      modes: ['kernel', 'user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'ours' },
      parameters: [
        { name: 'ProcessHandle', type: 'HANDLE', direction: 'in' },
        { name: 'BaseAddress', type: 'PVOID', direction: 'in', optional: true },
        { name: 'MemoryInformationClass', type: 'MEMORY_INFORMATION_CLASS', direction: 'in' },
        { name: 'MemoryInformation', type: 'PVOID', direction: 'out' },
        { name: 'MemoryInformationLength', type: 'SIZE_T', direction: 'in' },
        { name: 'ReturnLength', type: 'PSIZE_T', direction: 'out', optional: true },
      ],
      returns: 'NTSTATUS',
      mustCheck: true,
      returnText: 'STATUS_SUCCESS, or why nothing was stored.',
      codes: [
        { code: 'STATUS_SUCCESS', when: 'the answer was stored', modelled: 'produced' },
        { code: 'STATUS_ACCESS_DENIED', when: 'the handle does not allow it', modelled: 'injectable' },
        {
          code: 'STATUS_ACCESS_VIOLATION',
          when: 'a buffer of a user-mode caller cannot be written',
          modelled: 'produced',
        },
        {
          code: 'STATUS_INFO_LENGTH_MISMATCH',
          when: 'MemoryInformationLength is too small for the class',
          modelled: 'produced',
        },
        { code: 'STATUS_INVALID_INFO_CLASS', when: 'there is no such class', modelled: 'produced' },
        {
          code: 'STATUS_INVALID_PARAMETER',
          when: 'BaseAddress is above the user range',
          modelled: 'produced',
        },
      ],
      seeAlso: ['NtAllocateVirtualMemory', 'NtProtectVirtualMemory'],
      remarks: [
        'The answer begins at the page that holds BaseAddress and ends where state, protection or reservation change.',
        'Free pages are reported with PAGE_NOACCESS and without a reservation.',
      ],
      since: '0.1.0',
    },
    bind,
    {
      // A process may do everything to its own memory.
      possible: (_, [process], failure) => failure !== 'STATUS_ACCESS_DENIED' || process !== CURRENT_PROCESS,
      failures: {
        STATUS_ACCESS_DENIED: () => STATUS_ACCESS_DENIED,
        STATUS_ACCESS_VIOLATION: () => STATUS_ACCESS_VIOLATION,
        STATUS_INFO_LENGTH_MISMATCH: () => STATUS_INFO_LENGTH_MISMATCH,
        STATUS_INVALID_INFO_CLASS: () => STATUS_INVALID_INFO_CLASS,
        STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      },
    },
  );

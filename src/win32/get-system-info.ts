import type { Architecture, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { structure } from '../contract/structure.ts';
import { HIGHEST_USER_ADDRESS } from '../memory/address-space.ts';
import { PAGE_BYTES, UNIT_BYTES } from '../memory/page-access.ts';
import type { Win32Services } from './win32-services.ts';

/** PROCESSOR_ARCHITECTURE_AMD64 and PROCESSOR_ARCHITECTURE_INTEL of winnt.h, PROCESSOR_AMD_X8664 and PROCESSOR_INTEL_PENTIUM. */
const PROCESSORS = {
  x64: { architecture: 9, type: 8664 },
  x86: { architecture: 0, type: 586 },
} as const satisfies Record<Architecture, object>;

/** Level of the processor. *Ours*: that of every PC of the last decades. Its revision is 0. */
const LEVEL = 6;

/** Stores as code of the program does, so an address that cannot be written faults. */
function fillSystemInfo(services: Win32Services, address: PVOID, processor: Architecture): void {
  const { virtual, heap, processorCount } = services;
  const { memory } = heap;
  const { at, bytes } = structure(virtual.architecture, 'SYSTEM_INFO');
  const mask = 2 ** Math.min(processorCount, 32) - 1;
  memory.fill(address, bytes, 0);
  memory.writeUint16(address + at.wProcessorArchitecture, PROCESSORS[processor].architecture);
  memory.writeUint32(address + at.dwPageSize, PAGE_BYTES);
  memory.writePointer(address + at.lpMinimumApplicationAddress, UNIT_BYTES);
  memory.writePointer(address + at.lpMaximumApplicationAddress, HIGHEST_USER_ADDRESS[virtual.architecture]);
  memory.writeUint32(address + at.dwActiveProcessorMask, mask);
  memory.writeUint32(address + at.dwNumberOfProcessors, processorCount);
  memory.writeUint32(address + at.dwProcessorType, PROCESSORS[processor].type);
  memory.writeUint32(address + at.dwAllocationGranularity, UNIT_BYTES);
  memory.writeUint16(address + at.wProcessorLevel, LEVEL);
}

/** See the call signature. */
export interface GetSystemInfo {
  /**
   * Tells pages, addresses and processors as a program of this architecture has them.
   * @param lpSystemInfo address of a SYSTEM_INFO that is filled in
   */
  (lpSystemInfo: PVOID): void;
}

/** Layout: facts/structs.json. What the processor is besides its architecture is *ours*. */
export const GetSystemInfo = routine<GetSystemInfo>()(
  {
    name: 'GetSystemInfo',
    header: 'sysinfoapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells pages, addresses and processors.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpSystemInfo', type: 'LPSYSTEM_INFO', direction: 'out' }],
    returns: 'void',
    seeAlso: ['GetNativeSystemInfo', 'VirtualQuery'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpSystemInfo) =>
    fillSystemInfo(services, lpSystemInfo, services.virtual.architecture),
);

/** See the call signature. */
export interface GetNativeSystemInfo {
  /**
   * Tells the same as GetSystemInfo, with the processor of the machine.
   * @param lpSystemInfo address of a SYSTEM_INFO that is filled in
   */
  (lpSystemInfo: PVOID): void;
}

/** For a program for x86 on a machine for x64 only the processor differs from GetSystemInfo (*ours*). */
export const GetNativeSystemInfo = routine<GetNativeSystemInfo>()(
  {
    name: 'GetNativeSystemInfo',
    header: 'sysinfoapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells pages, addresses and the processor of the machine.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpSystemInfo', type: 'LPSYSTEM_INFO', direction: 'out' }],
    returns: 'void',
    seeAlso: ['GetSystemInfo'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpSystemInfo) =>
    fillSystemInfo(services, lpSystemInfo, services.nativeArchitecture),
);

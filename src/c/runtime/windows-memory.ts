/** What programs ask of memory besides their own pages: how much there is, and that it stays (docs/decisions/0080-small-routines-of-programs.md). */
import { pointerBytes } from '../../contract/c-types.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';
import { failed } from './windows-text.ts';

const ERROR_INVALID_PARAMETER = 87;
const ERROR_NOACCESS = 998;
const MEM_FREE = 0x1_0000;
/** Bytes of a MEMORYSTATUSEX, and offset of its first number of 64 bits. */
const STATUS_BYTES = 64;
const FIRST_NUMBER = 8;
/** Bytes of a SYSTEM_INFO, and offset of the lowest address of programs in it. The highest one follows. */
const SYSTEM_INFO_BYTES = 48;
const LOWEST_ADDRESS = 8;
/** Bytes of a MEMORY_BASIC_INFORMATION, and offset of RegionSize. State follows that. */
const regionShape = { x64: { bytes: 48, size: 24 }, x86: { bytes: 28, size: 12 } } as const;

/** Bytes of address space of the process: all, and those that nobody has reserved. */
function addressSpace(host: RuntimeHost, scratch: number): { readonly total: number; readonly free: number } {
  const { memory, architecture } = host;
  const width = pointerBytes(architecture);
  host.call('GetSystemInfo', scratch);
  const lowest = memory.readPointer(scratch + LOWEST_ADDRESS);
  const end = memory.readPointer(scratch + LOWEST_ADDRESS + width) + 1;
  const shape = regionShape[architecture];
  let free = 0;
  for (let at = lowest; at < end; ) {
    if (host.call('VirtualQuery', at, scratch, shape.bytes) === 0) break;
    // A size of a region is less than 2^47: as a pointer it is the number itself.
    const size = memory.readPointer(scratch + shape.size);
    const next = memory.readPointer(scratch) + size;
    if (memory.readUint32(scratch + shape.size + width) === MEM_FREE) free += Math.min(next, end) - at;
    at = next;
  }
  return { total: end - lowest, free };
}

/** GlobalMemoryStatusEx: there is no paging file, so what can be committed is the physical memory. */
const memoryStatus = (host: RuntimeHost) => {
  const scratch = host.allocateStatic(SYSTEM_INFO_BYTES, 8);
  return (status: number) => {
    const { memory, surroundings } = host;
    if (memory.readUint32(status) !== STATUS_BYTES) return failed(host, ERROR_INVALID_PARAMETER);
    const { usedBytes, totalBytes } = surroundings.physicalMemory();
    const { total, free } = addressSpace(host, scratch);
    const available = totalBytes - usedBytes;
    memory.writeUint32(status + 4, Math.floor((100 * usedBytes) / totalBytes));
    const numbers = [totalBytes, available, totalBytes, available, total, free, 0];
    for (const [at, number] of numbers.entries())
      memory.writeBigUint64(status + FIRST_NUMBER + 8 * at, BigInt(number));
    return 1;
  };
};

/** VirtualLock and VirtualUnlock: pages of programs are never paged out, so nothing changes and nothing is counted. */
const lock = (host: RuntimeHost) => (address: number, size: CSize) => {
  const bytes = fromSize(size);
  if (bytes === 0) return failed(host, ERROR_INVALID_PARAMETER);
  const isBad = bytes > Number.MAX_SAFE_INTEGER || host.call('IsBadReadPtr', address, bytes) !== 0;
  return isBad ? failed(host, ERROR_NOACCESS) : 1;
};

const declare = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

/** GlobalMemoryStatusEx, VirtualLock, VirtualUnlock. */
export const windowsMemoryFunctions: readonly RuntimeFunction[] = [
  declare('int __stdcall GlobalMemoryStatusEx(struct _MEMORYSTATUSEX *lpBuffer)', memoryStatus),
  declare('int __stdcall VirtualLock(void *lpAddress, SIZE_T dwSize)', lock),
  declare('int __stdcall VirtualUnlock(void *lpAddress, SIZE_T dwSize)', lock),
];

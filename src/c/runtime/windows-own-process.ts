/**
 * Functions of the Windows API that take a handle of a process, for the process of the program: another one is not
 * there. What routines without that parameter do, these do (docs/decisions/0080-small-routines-of-programs.md).
 */
import { pointerBytes } from '../../contract/c-types.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';
import { failed } from './windows-text.ts';

const ERROR_INVALID_HANDLE = 6;
const ERROR_INVALID_PARAMETER = 87;
const ERROR_PARTIAL_COPY = 299;
const ERROR_NOACCESS = 998;

/** True for the pseudo handle, which has all bits set: a positive number on x86. */
const isOwn = (process: number): boolean => (process | 0) === -1;

const declare = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

/** An argument for the door, which takes numbers where they are exact. */
const forDoor = (value: unknown): unknown =>
  typeof value === 'bigint' && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;

/** The routine of a name, behind the handle of the process. */
const ofProcess =
  (name: string): RuntimeFunction['bind'] =>
  (host) =>
  (process: number, ...args: unknown[]) =>
    isOwn(process) ? host.call(name, ...args.map(forDoor)) : failed(host, ERROR_INVALID_HANDLE);

function storeSize(host: RuntimeHost, address: number, value: number): void {
  if (address === 0) return;
  const size = toSize(host, value);
  if (typeof size === 'bigint') host.memory.writeBigUint64(address, size);
  else host.memory.writeUint32(address, size);
}

/** ReadProcessMemory and WriteProcessMemory: all or nothing, and the place that cannot be accessed is an error. */
const copy =
  (writes: boolean) =>
  (host: RuntimeHost) =>
  (process: number, base: number, buffer: number, size: CSize, copied: number) => {
    if (!isOwn(process)) return failed(host, ERROR_INVALID_HANDLE);
    const check = writes ? 'IsBadWritePtr' : 'IsBadReadPtr';
    const count = typeof size === 'number' ? size >>> 0 : size;
    const bytes = fromSize(count);
    if (bytes > 0 && host.call(check, base, forDoor(count)) !== 0) {
      storeSize(host, copied, 0);
      return failed(host, writes ? ERROR_NOACCESS : ERROR_PARTIAL_COPY);
    }
    host.memory.copy(writes ? base : buffer, writes ? buffer : base, bytes);
    storeSize(host, copied, bytes);
    return 1;
  };

/** Offset of dwActiveProcessorMask in a SYSTEM_INFO, and bytes of that. */
const maskPlace = ({ architecture }: RuntimeHost) => (architecture === 'x64' ? 24 : 16);
const SYSTEM_INFO_BYTES = 48;

/** GetProcessAffinityMask: a program may run on every processor. */
const affinity = (host: RuntimeHost) => {
  const info = host.allocateStatic(SYSTEM_INFO_BYTES, 8);
  return (process: number, processMask: number, systemMask: number) => {
    if (!isOwn(process)) return failed(host, ERROR_INVALID_HANDLE);
    host.call('GetSystemInfo', info);
    const mask = host.memory.readBytes(info + maskPlace(host), pointerBytes(host.architecture));
    host.memory.writeBytes(processMask, mask);
    host.memory.writeBytes(systemMask, mask);
    return 1;
  };
};

const CREATE_MUTABLE_FLAGS = 0xff00_0000;

/** Functions of the process: its memory, its processors, its identifier. */
export const windowsOwnProcessFunctions: readonly RuntimeFunction[] = [
  declare(
    'void *__stdcall VirtualAllocEx(void *hProcess, void *lpAddress, SIZE_T dwSize, unsigned long flAllocationType, unsigned long flProtect)',
    ofProcess('VirtualAlloc'),
  ),
  declare(
    'int __stdcall VirtualFreeEx(void *hProcess, void *lpAddress, SIZE_T dwSize, unsigned long dwFreeType)',
    ofProcess('VirtualFree'),
  ),
  declare(
    'int __stdcall VirtualProtectEx(void *hProcess, void *lpAddress, SIZE_T dwSize, unsigned long flNewProtect, unsigned long *lpflOldProtect)',
    ofProcess('VirtualProtect'),
  ),
  declare(
    'SIZE_T __stdcall VirtualQueryEx(void *hProcess, const void *lpAddress, struct _MEMORY_BASIC_INFORMATION *lpBuffer, SIZE_T dwLength)',
    (host) => {
      const query: (...args: never[]) => unknown = ofProcess('VirtualQuery')(host);
      return (...args: never[]) => toSize(host, Number(query(...args)));
    },
  ),
  declare(
    'int __stdcall ReadProcessMemory(void *hProcess, const void *lpBaseAddress, void *lpBuffer, SIZE_T nSize, SIZE_T *lpNumberOfBytesRead)',
    copy(false),
  ),
  declare(
    'int __stdcall WriteProcessMemory(void *hProcess, void *lpBaseAddress, const void *lpBuffer, SIZE_T nSize, SIZE_T *lpNumberOfBytesWritten)',
    copy(true),
  ),
  declare(
    'int __stdcall FlushInstructionCache(void *hProcess, const void *lpBaseAddress, SIZE_T dwSize)',
    (host) => (process: number) => (isOwn(process) ? 1 : failed(host, ERROR_INVALID_HANDLE)),
  ),
  declare('void __stdcall FlushProcessWriteBuffers(void)', () => () => undefined),
  declare(
    'unsigned long __stdcall GetProcessId(void *Process)',
    (host) => (process: number) =>
      isOwn(process) ? host.call('GetCurrentProcessId') : failed(host, ERROR_INVALID_HANDLE),
  ),
  declare(
    'int __stdcall GetProcessAffinityMask(void *hProcess, ULONG_PTR *lpProcessAffinityMask, ULONG_PTR *lpSystemAffinityMask)',
    affinity,
  ),
  declare(
    'int __stdcall InitializeCriticalSectionEx(struct _RTL_CRITICAL_SECTION *lpCriticalSection, unsigned long dwSpinCount, unsigned long Flags)',
    (host) => (section: number, spins: number, flags: number) =>
      (flags & ~CREATE_MUTABLE_FLAGS) === 0
        ? host.call('InitializeCriticalSectionAndSpinCount', section, spins)
        : failed(host, ERROR_INVALID_PARAMETER),
  ),
];

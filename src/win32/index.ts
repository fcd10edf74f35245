/**
 * Constants, structures and call signatures of the Windows API: the entry `irqlab/win32`. The routines themselves are
 * members of a process, `nt.startProcess()`.
 *
 * @module
 */

export type { BOOL, BYTE, LPCVOID, LPVOID, WORD } from '../contract/win32-types.ts';
export { ERROR_SUCCESS } from '../status/common.ts';
export type { GetLastError } from './get-last-error.ts';
export { MEMORY_BASIC_INFORMATION } from './memory-types.ts';
export type { SetLastError } from './set-last-error.ts';
export type { VirtualAlloc } from './virtual-alloc.ts';
export type { VirtualFree } from './virtual-free.ts';
export type { VirtualProtect } from './virtual-protect.ts';
export type { VirtualQuery } from './virtual-query.ts';

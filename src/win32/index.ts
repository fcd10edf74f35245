/**
 * Constants, structures and call signatures of the Windows API: the entry `irqlab/win32`. The routines themselves are
 * members of a process, `nt.startProcess()`.
 *
 * @module
 */

export type {
  BOOL,
  BYTE,
  HGLOBAL,
  HLOCAL,
  LPCVOID,
  LPVOID,
  PROCESS_HEAP_ENTRY_BLOCK,
  PROCESS_HEAP_ENTRY_REGION,
  UINT,
  WORD,
} from '../contract/win32-types.ts';
export {
  HEAP_CREATE_ENABLE_EXECUTE,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_NO_SERIALIZE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_ZERO_MEMORY,
} from '../heap/flags.ts';
export {
  HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION,
  HeapCompatibilityInformation,
  HeapEnableTerminationOnCorruption,
  HeapOptimizeResources,
} from '../heap/heap-information.ts';
export {
  ERROR_DISCARDED,
  ERROR_GEN_FAILURE,
  ERROR_INSUFFICIENT_BUFFER,
  ERROR_INVALID_HANDLE,
  ERROR_INVALID_PARAMETER,
  ERROR_NO_MORE_ITEMS,
  ERROR_NOACCESS,
  ERROR_NOT_ENOUGH_MEMORY,
  ERROR_NOT_LOCKED,
  ERROR_NOT_OWNER,
  ERROR_SUCCESS,
} from '../status/common.ts';
export type { AllocateUserPhysicalPages } from './allocate-user-physical-pages.ts';
export type { CloseHandle } from './close-handle.ts';
export type { CreateFileA, CreateFileW } from './create-file.ts';
export type { DeviceIoControl } from './device-io-control.ts';
export * from './file-flags.ts';
export type { FreeUserPhysicalPages } from './free-user-physical-pages.ts';
export type { GetLastError } from './get-last-error.ts';
export type { GetProcessHeap } from './get-process-heap.ts';
export type { GetProcessHeaps } from './get-process-heaps.ts';
export type { GlobalAlloc, LocalAlloc } from './global-alloc.ts';
export type { GlobalFlags, LocalFlags } from './global-flags.ts';
export type { GlobalFree, LocalFree } from './global-free.ts';
export type { GlobalHandle, LocalHandle } from './global-handle.ts';
export type { GlobalLock, LocalLock } from './global-lock.ts';
export type { GlobalReAlloc, LocalReAlloc } from './global-re-alloc.ts';
export type { GlobalSize, LocalSize } from './global-size.ts';
export type { GlobalUnlock, LocalUnlock } from './global-unlock.ts';
export type { HeapAlloc } from './heap-alloc.ts';
export type { HeapCompact } from './heap-compact.ts';
export type { HeapCreate } from './heap-create.ts';
export type { HeapDestroy } from './heap-destroy.ts';
export type { HeapFree } from './heap-free.ts';
export type { HeapLock } from './heap-lock.ts';
export type { HeapQueryInformation } from './heap-query-information.ts';
export type { HeapReAlloc } from './heap-re-alloc.ts';
export type { HeapSetInformation } from './heap-set-information.ts';
export type { HeapSize } from './heap-size.ts';
export type { HeapSummary } from './heap-summary.ts';
export type { HeapUnlock } from './heap-unlock.ts';
export type { HeapValidate } from './heap-validate.ts';
export type { HeapWalk } from './heap-walk.ts';
export type { MapUserPhysicalPages } from './map-user-physical-pages.ts';
export * from './memory-object-flags.ts';
export { MEMORY_BASIC_INFORMATION } from './memory-types.ts';
export {
  PROCESS_HEAP_ENTRY_BUSY,
  PROCESS_HEAP_ENTRY_DDESHARE,
  PROCESS_HEAP_ENTRY_MOVEABLE,
  PROCESS_HEAP_REGION,
  PROCESS_HEAP_SEG_ALLOC,
  PROCESS_HEAP_UNCOMMITTED_RANGE,
} from './process-heap-flags.ts';
export type { ReadFile, WriteFile } from './read-file.ts';
export type { SetLastError } from './set-last-error.ts';
export { HEAP_SUMMARY, PROCESS_HEAP_ENTRY } from './types.ts';
export type { VirtualAlloc } from './virtual-alloc.ts';
export type { VirtualFree } from './virtual-free.ts';
export type { VirtualProtect } from './virtual-protect.ts';
export type { VirtualQuery } from './virtual-query.ts';

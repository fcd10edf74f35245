/** C types at run time, for `out()`. Each is a value and, under the same name, a type. */
import type * as c from './contract/c-types.ts';
import type * as h from './contract/heap-types.ts';
import type { CType } from './machine/out.ts';

const numeric = <T extends number>(name: string): CType<T> => ({ name, initial: 0 as T });

/** Interrupt request level: `out(KIRQL)`. */
export const KIRQL: CType<c.KIRQL> = numeric('KIRQL');
/** Interrupt request level. */
export type KIRQL = c.KIRQL;
/** C truth value, 0 or 1: `out(BOOLEAN)`. */
export const BOOLEAN: CType<c.BOOLEAN> = numeric('BOOLEAN');
/** C truth value, 0 or 1. */
export type BOOLEAN = c.BOOLEAN;
/** Address: `out(PVOID)`. */
export const PVOID: CType<c.PVOID> = numeric('PVOID');
/** Address. */
export type PVOID = c.PVOID;
/** Unsigned 32-bit integer: `out(ULONG)`. */
export const ULONG: CType<c.ULONG> = numeric('ULONG');
/** Unsigned 32-bit integer. */
export type ULONG = c.ULONG;
/** Count of bytes: `out(SIZE_T)`. */
export const SIZE_T: CType<c.SIZE_T> = numeric('SIZE_T');
/** Count of bytes. */
export type SIZE_T = c.SIZE_T;
/** Status: `out(NTSTATUS)`. */
export const NTSTATUS: CType<c.NTSTATUS> = numeric('NTSTATUS');
/** Status. */
export type NTSTATUS = c.NTSTATUS;
/** Handle: `out(HANDLE)`. */
export const HANDLE: CType<c.HANDLE> = numeric('HANDLE');
/** Handle. */
export type HANDLE = c.HANDLE;

/** One piece of a heap: `out(RTL_HEAP_WALK_ENTRY)`, which starts a walk. */
export const RTL_HEAP_WALK_ENTRY: CType<h.RTL_HEAP_WALK_ENTRY> = {
  name: 'RTL_HEAP_WALK_ENTRY',
  initial: { DataAddress: 0, DataSize: 0, OverheadBytes: 0, SegmentIndex: 0, Flags: 0 },
};
/** One piece of a heap. */
export type RTL_HEAP_WALK_ENTRY = h.RTL_HEAP_WALK_ENTRY;
/** Counters of a tag: `out(RTL_HEAP_TAG_INFO)`. */
export const RTL_HEAP_TAG_INFO: CType<h.RTL_HEAP_TAG_INFO> = {
  name: 'RTL_HEAP_TAG_INFO',
  initial: { NumberOfAllocations: 0, NumberOfFrees: 0, BytesAllocated: 0 },
};
/** Counters of a tag. */
export type RTL_HEAP_TAG_INFO = h.RTL_HEAP_TAG_INFO;

/** No address. */
export const NULL: c.PVOID = 0;
/** `(SIZE_T)-1`. */
export const MAXSIZE_T: c.SIZE_T = -1;
/** Pseudo-handle of the current process. */
export const NtCurrentProcess = (): c.HANDLE => -1;
/** Bytes in a kibibyte. */
export const KiB = 1024;
/** Bytes in a mebibyte. */
export const MiB: number = 1024 * KiB;
/** Bytes in a gibibyte. */
export const GiB: number = 1024 * MiB;
/** C's TRUE. */
export const TRUE = 1;
/** C's FALSE. */
export const FALSE = 0;

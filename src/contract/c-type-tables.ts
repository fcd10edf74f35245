/**
 * By C type: what TypeScript passes for a parameter and gets as a result. The
 * names are those that contracts use.
 */
import type {
  BOOLEAN,
  DWORD,
  EXCEPTION_POINTERS,
  ExceptionRecordInput,
  HANDLE,
  KIRQL,
  LOGICAL,
  LONG,
  LPTOP_LEVEL_EXCEPTION_FILTER,
  MEMORY_INFORMATION_CLASS,
  NTSTATUS,
  PointerTo,
  PVECTORED_EXCEPTION_HANDLER,
  PVOID,
  RTL_HEAP_PARAMETERS,
  SIZE_T,
  UCHAR,
  ULONG,
  ULONG_PTR,
  USHORT,
} from './c-types.ts';
import type { HeapArguments, HeapResults } from './heap-types.ts';
import type { KernelArguments, KernelResults } from './kernel-types.ts';
import type { WebServicesArguments, WebServicesResults } from './web-services-types.ts';
import type { Win32Arguments, Win32Results } from './win32-types.ts';

/** What a caller may pass for each C type. */
export interface CArguments extends KernelArguments, HeapArguments, WebServicesArguments, Win32Arguments {
  void: undefined;
  PVOID: PVOID;
  UCHAR: UCHAR;
  BOOLEAN: BOOLEAN;
  LOGICAL: LOGICAL;
  USHORT: USHORT;
  LONG: LONG;
  ULONG: ULONG;
  SIZE_T: SIZE_T | bigint;
  ULONG_PTR: ULONG_PTR | bigint;
  HANDLE: HANDLE | bigint;
  NTSTATUS: NTSTATUS;
  KIRQL: KIRQL;
  MEMORY_INFORMATION_CLASS: MEMORY_INFORMATION_CLASS;
  PKIRQL: PointerTo<KIRQL>;
  PULONG: PointerTo<ULONG>;
  PSIZE_T: PointerTo<SIZE_T>;
  'PVOID *': PointerTo<PVOID>;
  DWORD: DWORD;
  PCONTEXT: PVOID;
  PUNWIND_HISTORY_TABLE: PVOID;
  'volatile void *': PVOID;
  'const ULONG_PTR *': PVOID | readonly (ULONG_PTR | bigint)[];
  PVECTORED_EXCEPTION_HANDLER: PVECTORED_EXCEPTION_HANDLER;
  LPTOP_LEVEL_EXCEPTION_FILTER: LPTOP_LEVEL_EXCEPTION_FILTER;
  'struct _EXCEPTION_POINTERS *': PVOID | EXCEPTION_POINTERS;
  PEXCEPTION_RECORD: PVOID | ExceptionRecordInput;
  PRTL_HEAP_PARAMETERS: PVOID | RTL_HEAP_PARAMETERS;
}

/** What a routine gives back for each C type. */
export interface CResults extends KernelResults, HeapResults, WebServicesResults, Win32Results {
  void: undefined;
  PVOID: PVOID;
  UCHAR: UCHAR;
  BOOLEAN: BOOLEAN;
  LOGICAL: LOGICAL;
  USHORT: USHORT;
  LONG: LONG;
  ULONG: ULONG;
  SIZE_T: SIZE_T;
  ULONG_PTR: ULONG_PTR;
  HANDLE: HANDLE;
  NTSTATUS: NTSTATUS;
  KIRQL: KIRQL;
  DWORD: DWORD;
  LPTOP_LEVEL_EXCEPTION_FILTER: LPTOP_LEVEL_EXCEPTION_FILTER;
}

/** Name of a C type that a declared parameter may have. */
export type CTypeName = keyof CArguments;

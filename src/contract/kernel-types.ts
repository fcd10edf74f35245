/**
 * C types of the kernel's routines, and what TypeScript passes for each: see
 * the table at the head of c-types.ts. A pointer to a structure that a routine
 * works on in simulated memory is an address and nothing else.
 */
import type { BOOLEAN, Flavoured, HANDLE, LONG, Out, PointerTo, PVOID, ULONG, ULONG_PTR } from './c-types.ts';

/**
 * A routine that Windows calls back: a TypeScript function, or the address of a
 * simulated one. A function gets an address the first time it is passed, so that
 * a structure in memory can point at it; the same function keeps its address.
 * Arguments arrive as C values; a 64-bit integer arrives as a bigint.
 */
export type Callback = PVOID | ((...args: never[]) => unknown);

/** A LARGE_INTEGER that a routine reads: an address, a cell, or the value itself (NULL is 0). */
export type LargeIntegerIn = PVOID | bigint | Out<bigint>;

/** Pointer-sized set of processors. */
export type KAFFINITY = ULONG_PTR;
/** Mode of a processor or a caller: KernelMode or UserMode. */
export type KPROCESSOR_MODE = Flavoured<number, 'KPROCESSOR_MODE'>;
/** Thread priority, or what is added to one. */
export type KPRIORITY = LONG;
/** Why a thread waits. */
export type KWAIT_REASON = Flavoured<number, 'KWAIT_REASON'>;
/** Kind of pool, with option bits. */
export type POOL_TYPE = Flavoured<number, 'POOL_TYPE'>;
/** Address that devices use. */
export type PHYSICAL_ADDRESS = bigint;
/** Where a search in a generic table ended. */
export type TABLE_SEARCH_RESULT = ULONG;
/** Signed 8-bit integer. */
export type CHAR = Flavoured<number, 'CHAR'>;
/** Signed 16-bit integer. */
export type SHORT = Flavoured<number, 'SHORT'>;
/** Signed 64-bit integer. */
export type LONGLONG = Flavoured<bigint, 'LONGLONG'>;
/** Unsigned 64-bit integer. */
export type ULONGLONG = Flavoured<bigint, 'ULONGLONG'>;
/** Identifies the owner of an ERESOURCE: a thread, or an address with its two lowest bits set. */
export type ERESOURCE_THREAD = ULONG_PTR;

/** Pointers to structures in simulated memory. */
type StructurePointer =
  | 'PSTRING'
  | 'PUTF8_STRING'
  | 'PUNICODE_STRING'
  | 'PCLIENT_ID'
  | 'PCPOOL_EXTENDED_PARAMETER'
  | 'PDEVICE_OBJECT'
  | 'PDRIVER_OBJECT'
  | 'PACCESS_STATE'
  | 'PEPROCESS'
  | 'PERESOURCE'
  | 'PKFLOATING_SAVE'
  | 'PETHREAD'
  | 'PEXT_CANCEL_PARAMETERS'
  | 'PEXT_DELETE_PARAMETERS'
  | 'PEXT_SET_PARAMETERS'
  | 'PEX_RUNDOWN_REF'
  | 'PEX_SPIN_LOCK'
  | 'PEX_TIMER'
  | 'PFAST_MUTEX'
  | 'PFILE_OBJECT'
  | 'PIO_CSQ'
  | 'PIO_CSQ_IRP_CONTEXT'
  | 'PIO_REMOVE_LOCK'
  | 'PIO_STACK_LOCATION'
  | 'PIO_STATUS_BLOCK'
  | 'PIRP'
  | 'PKEVENT'
  | 'PIO_WORKITEM'
  | 'PKBUGCHECK_CALLBACK_RECORD'
  | 'PKBUGCHECK_REASON_CALLBACK_RECORD'
  | 'PRTL_QUERY_REGISTRY_TABLE'
  | 'PRTL_BITMAP'
  | 'PCALLBACK_OBJECT'
  | 'PRTL_BITMAP_RUN'
  | 'PRTL_SPLAY_LINKS'
  | 'PRTL_GENERIC_TABLE'
  | 'PRTL_AVL_TABLE'
  | 'PKDEVICE_QUEUE'
  | 'PKDEVICE_QUEUE_ENTRY'
  | 'PKDPC'
  | 'PKGUARDED_MUTEX'
  | 'PKINTERRUPT'
  | 'PKLOCK_QUEUE_HANDLE'
  | 'PKSPIN_LOCK'
  | 'PKTHREAD'
  | 'PKTIMER'
  | 'PKWAIT_BLOCK'
  | 'PLIST_ENTRY'
  | 'const LIST_ENTRY *'
  | 'PLOOKASIDE_LIST_EX'
  | 'PMDL'
  | 'PNPAGED_LOOKASIDE_LIST'
  | 'POBJECT_ATTRIBUTES'
  | 'POBJECT_HANDLE_INFORMATION'
  | 'POBJECT_TYPE'
  | 'PPAGED_LOOKASIDE_LIST'
  | 'PPROCESSOR_NUMBER'
  | 'PGROUP_AFFINITY'
  | 'PRKAPC_STATE'
  | 'PRKDPC'
  | 'PRKEVENT'
  | 'PRKMUTEX'
  | 'PRKPROCESS'
  | 'PRKSEMAPHORE'
  | 'PSINGLE_LIST_ENTRY'
  | 'PSLIST_ENTRY'
  | 'PSLIST_HEADER'
  | 'PWORK_QUEUE_ITEM'
  | 'PUCHAR'
  | 'PANSI_STRING'
  | 'PCANSI_STRING'
  | 'PCHAR'
  | 'PCSZ'
  | 'PCUNICODE_STRING'
  | 'PRTL_OSVERSIONINFOW'
  | 'PTIME_FIELDS'
  | 'PWCHAR'
  | 'PCWCH'
  | 'PWCH'
  | 'const CHAR *'
  | 'GUID *'
  | 'const GUID *const'
  | 'const STRING *'
  | 'va_list'
  | 'void *'
  | 'const void *'
  | 'UNALIGNED void *'
  | 'const UNALIGNED void *';

/** Pointers to integers that a routine changes in place: an address in simulated memory. */
type IntegerPointer =
  | 'volatile CHAR *'
  | 'volatile char *'
  | 'volatile SHORT *'
  | 'volatile LONG *'
  | 'volatile LONG64 *'
  | 'LONG64 *'
  | 'SIZE_T volatile *'
  | 'volatile PVOID *'
  | 'LONGLONG volatile *'
  | 'PULONG_PTR';

/** Pointers to functions. */
type FunctionPointer =
  | 'PALLOCATE_FUNCTION'
  | 'PALLOCATE_FUNCTION_EX'
  | 'PCALLBACK_FUNCTION'
  | 'PDRIVER_CANCEL'
  | 'PCREATE_PROCESS_NOTIFY_ROUTINE'
  | 'PCREATE_PROCESS_NOTIFY_ROUTINE_EX'
  | 'PCREATE_THREAD_NOTIFY_ROUTINE'
  | 'PLOAD_IMAGE_NOTIFY_ROUTINE'
  | 'PIO_APC_ROUTINE'
  | 'PEXT_CALLBACK'
  | 'PFREE_FUNCTION'
  | 'PFREE_FUNCTION_EX'
  | 'PIO_COMPLETION_ROUTINE'
  | 'PIO_TIMER_ROUTINE'
  | 'PIO_CSQ_ACQUIRE_LOCK'
  | 'PIO_CSQ_COMPLETE_CANCELED_IRP'
  | 'PIO_CSQ_INSERT_IRP'
  | 'PIO_CSQ_INSERT_IRP_EX'
  | 'PIO_CSQ_PEEK_NEXT_IRP'
  | 'PIO_CSQ_RELEASE_LOCK'
  | 'PIO_CSQ_REMOVE_IRP'
  | 'PIO_WORKITEM_ROUTINE'
  | 'PIO_WORKITEM_ROUTINE_EX'
  | 'PKBUGCHECK_CALLBACK_ROUTINE'
  | 'PKBUGCHECK_REASON_CALLBACK_ROUTINE'
  | 'PKDEFERRED_ROUTINE'
  | 'PKSERVICE_ROUTINE'
  | 'PKSTART_ROUTINE'
  | 'PKSYNCHRONIZE_ROUTINE'
  | 'PRTL_GENERIC_COMPARE_ROUTINE'
  | 'PRTL_GENERIC_ALLOCATE_ROUTINE'
  | 'PRTL_GENERIC_FREE_ROUTINE'
  | 'PRTL_AVL_COMPARE_ROUTINE'
  | 'PRTL_AVL_ALLOCATE_ROUTINE'
  | 'PRTL_AVL_FREE_ROUTINE'
  | 'PRTL_AVL_MATCH_FUNCTION'
  | 'PWORKER_THREAD_ROUTINE';

/** Enumerations and other 32-bit integers. */
type Small =
  | 'ACCESS_MASK'
  | 'CCHAR'
  | 'CLONG'
  | 'CHAR'
  | 'char'
  | 'unsigned char'
  | 'const UCHAR'
  | 'int'
  | 'EVENT_TYPE'
  | 'EX_POOL_PRIORITY'
  | 'KBUGCHECK_CALLBACK_REASON'
  | 'KEY_INFORMATION_CLASS'
  | 'KEY_VALUE_INFORMATION_CLASS'
  | 'KDPC_IMPORTANCE'
  | 'KINTERRUPT_MODE'
  | 'KPRIORITY'
  | 'KPROCESSOR_MODE'
  | 'KWAIT_REASON'
  | 'LOCK_OPERATION'
  | 'MEMORY_CACHING_TYPE'
  | 'NODE_REQUIREMENT'
  | 'POOL_TYPE'
  | 'SHORT'
  | 'TABLE_SEARCH_RESULT'
  | 'TIMER_TYPE'
  | 'WCHAR'
  | 'WAIT_TYPE'
  | 'WORK_QUEUE_TYPE';

/** What a caller may pass for each C type of the kernel's routines. */
export interface KernelArguments
  extends Record<StructurePointer | IntegerPointer, PVOID>,
    Record<FunctionPointer, Callback>,
    Record<Small, number> {
  PBOOLEAN: PointerTo<BOOLEAN>;
  PHANDLE: PointerTo<HANDLE>;
  PLARGE_INTEGER: LargeIntegerIn;
  PLONGLONG: PVOID | Out<bigint>;
  PULONG64: PVOID | Out<bigint>;
  PKAFFINITY: PointerTo<KAFFINITY>;
  'PKINTERRUPT *': PointerTo<PVOID>;
  PCSTR: PVOID | string;
  PWSTR: PVOID | string;
  PCCH: PVOID | string;
  'PDEVICE_OBJECT *': PointerTo<PVOID>;
  'PFILE_OBJECT *': PointerTo<PVOID>;
  'PEPROCESS *': PointerTo<PVOID>;
  'PETHREAD *': PointerTo<PVOID>;
  'PCALLBACK_OBJECT *': PointerTo<PVOID>;
  'PRTL_SPLAY_LINKS *': PointerTo<PVOID>;
  'TABLE_SEARCH_RESULT *': PointerTo<ULONG>;
  PLONG: PointerTo<LONG>;
  KAFFINITY: KAFFINITY | bigint;
  LONG_PTR: ULONG_PTR | bigint;
  ERESOURCE_THREAD: ERESOURCE_THREAD | bigint;
  LARGE_INTEGER: bigint;
  PHYSICAL_ADDRESS: PHYSICAL_ADDRESS;
  LONGLONG: bigint;
  LONG64: bigint;
  ULONGLONG: bigint;
  ULONG64: bigint;
  POOL_FLAGS: number | bigint;
  /** What a macro takes for its truth: C has no type for it. */
  expression: boolean | number | bigint;
}

/** What a routine gives back for each C type of the kernel's routines. */
export interface KernelResults extends Record<StructurePointer, PVOID>, Record<Small, number> {
  PDRIVER_CANCEL: PVOID;
  KAFFINITY: KAFFINITY;
  LARGE_INTEGER: bigint;
  PHYSICAL_ADDRESS: PHYSICAL_ADDRESS;
  LONGLONG: bigint;
  LONG64: bigint;
  ULONGLONG: bigint;
  ULONG64: bigint;
  LONG_PTR: ULONG_PTR;
  ERESOURCE_THREAD: ERESOURCE_THREAD;
}

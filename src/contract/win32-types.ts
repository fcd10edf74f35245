/** C types of the Windows API, and what TypeScript passes for each: see the table at the head of c-types.ts. */
import type { DWORD, Flavoured, HANDLE, LONG, Out, PointerTo, PVOID, SIZE_T, ULONG_PTR } from './c-types.ts';

/** C truth value in 32 bits: 0 or 1. */
export type BOOL = Flavoured<number, 'BOOL'>;
/** Address of anything. */
export type LPVOID = PVOID;
/** Address of something that the routine only reads. */
export type LPCVOID = PVOID;
/** Unsigned 32-bit integer. */
export type UINT = Flavoured<number, 'UINT'>;
/** Handle of a block of GlobalAlloc: its address, or that of its entry in the table of handles. So it has no flavour. */
export type HGLOBAL = number;
/** The same for LocalAlloc. */
export type HLOCAL = number;
/** Address of a module of a process; a handle that converts to any address. */
export type HMODULE = PVOID;
/** Address of a routine. */
export type FARPROC = PVOID;
/** Unsigned 8-bit integer. */
export type BYTE = Flavoured<number, 'BYTE'>;
/** Unsigned 16-bit integer. */
export type WORD = Flavoured<number, 'WORD'>;

/** What PROCESS_HEAP_ENTRY tells of a block. */
export interface PROCESS_HEAP_ENTRY_BLOCK {
  /** Handle of a moveable block; 0 for every other one. */
  readonly hMem: HANDLE;
}

/** What PROCESS_HEAP_ENTRY tells of a region. */
export interface PROCESS_HEAP_ENTRY_REGION {
  /** Bytes with memory behind them. */
  readonly dwCommittedSize: DWORD;
  /** Bytes that are reserved only. */
  readonly dwUnCommittedSize: DWORD;
  /** Address of the first block. */
  readonly lpFirstBlock: LPVOID;
  /** Address behind the last block, or behind the last uncommitted range. */
  readonly lpLastBlock: LPVOID;
}

/**
 * PROCESS_HEAP_ENTRY as a TypeScript value: one piece of a heap. Block and
 * Region share their place in memory; of the two, a value has the one that its
 * wFlags name.
 */
export interface PROCESS_HEAP_ENTRY {
  /** Address of the data of a block, of a region or of an uncommitted range; NULL starts a walk. */
  readonly lpData: PVOID;
  /** Requested bytes of a busy block, usable bytes of a free one, bytes of a range or of a region's header. */
  readonly cbData: DWORD;
  /** Further bytes that the block takes, at most 255. */
  readonly cbOverhead: BYTE;
  /** Number of the region. */
  readonly iRegionIndex: BYTE;
  /** PROCESS_HEAP_REGION, PROCESS_HEAP_UNCOMMITTED_RANGE or PROCESS_HEAP_ENTRY_BUSY with others; 0 for a free block. */
  readonly wFlags: WORD;
  /** Of a block. */
  readonly Block?: PROCESS_HEAP_ENTRY_BLOCK;
  /** Of a region. */
  readonly Region?: PROCESS_HEAP_ENTRY_REGION;
}

/** HEAP_SUMMARY as a TypeScript value. */
export interface HEAP_SUMMARY {
  /** Bytes of the structure; the caller sets it. */
  readonly cb: DWORD;
  /** Requested bytes of all blocks. */
  readonly cbAllocated: SIZE_T;
  /** Bytes with memory behind them. */
  readonly cbCommitted: SIZE_T;
  /** Bytes of address space. */
  readonly cbReserved: SIZE_T;
  /** Bytes of address space at most. */
  readonly cbMaxReserve: SIZE_T;
}

/** MEMORY_BASIC_INFORMATION as a TypeScript value: pages of equal state and protection. */
export interface MEMORY_BASIC_INFORMATION {
  /** First address: that of the page that was asked about. */
  readonly BaseAddress: PVOID;
  /** First address of the reservation; 0 for free pages. */
  readonly AllocationBase: PVOID;
  /** PAGE_* value the reservation was made with; 0 for free pages. */
  readonly AllocationProtect: DWORD;
  /** Bytes from BaseAddress on that have the same state and protection. */
  readonly RegionSize: SIZE_T;
  /** MEM_COMMIT, MEM_RESERVE or MEM_FREE. */
  readonly State: DWORD;
  /** PAGE_* value now; 0 for reserved pages, PAGE_NOACCESS for free ones. */
  readonly Protect: DWORD;
  /** MEM_PRIVATE; 0 for free pages. */
  readonly Type: DWORD;
}

/** What a caller may pass for each C type of the Windows API. */
export interface Win32Arguments {
  LPVOID: LPVOID;
  LPCVOID: LPCVOID;
  LPPROCESS_HEAP_ENTRY: PVOID | Out<PROCESS_HEAP_ENTRY>;
  LPHEAP_SUMMARY: PVOID | Out<HEAP_SUMMARY>;
  UINT: UINT;
  BOOL: BOOL;
  HGLOBAL: HGLOBAL | bigint;
  HLOCAL: HLOCAL | bigint;
  PDWORD: PointerTo<DWORD>;
  LPDWORD: PointerTo<DWORD>;
  LPCSTR: PVOID | string;
  LPCWSTR: PVOID | string;
  LPSECURITY_ATTRIBUTES: PVOID;
  LPOVERLAPPED: PVOID;
  LPSYSTEM_INFO: PVOID;
  LPTHREAD_START_ROUTINE: PVOID;
  LPCRITICAL_SECTION: PVOID;
  PCRITICAL_SECTION: PVOID;
  PSRWLOCK: PVOID;
  PCONDITION_VARIABLE: PVOID;
  PINIT_ONCE: PVOID;
  LPINIT_ONCE: PVOID;
  PINIT_ONCE_FN: PVOID;
  PTIMERAPCROUTINE: PVOID;
  PAPCFUNC: PVOID;
  'const HANDLE *': PVOID;
  'const LARGE_INTEGER *': PVOID | bigint;
  'LPVOID *': PVOID;
  LPHANDLE: PointerTo<HANDLE>;
  LPLONG: PointerTo<LONG>;
  PBOOL: PointerTo<BOOL>;
  LPFILETIME: PVOID;
  'LARGE_INTEGER *': PVOID | Out<bigint>;
  UINT_PTR: ULONG_PTR | bigint;
  HMODULE: HMODULE | bigint;
  PMEMORY_BASIC_INFORMATION: PVOID | Out<MEMORY_BASIC_INFORMATION>;
}

/** What a routine gives back for each C type of the Windows API. */
export interface Win32Results {
  LPVOID: LPVOID;
  UINT: UINT;
  BOOL: BOOL;
  HGLOBAL: HGLOBAL;
  HLOCAL: HLOCAL;
  HMODULE: HMODULE;
  FARPROC: FARPROC;
}

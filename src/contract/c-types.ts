/**
 * C types as TypeScript sees them.
 *
 * Every guest-visible type is a *flavoured* number: a plain number is accepted
 * where one is wanted, but a `KIRQL` is not confused with an `NTSTATUS`.
 *
 * | C                              | TypeScript value                                            |
 * |--------------------------------|-------------------------------------------------------------|
 * | integers up to 32 bits         | number, in C's signedness                                   |
 * | NTSTATUS, HRESULT              | number, shown unsigned (C sees it signed)                   |
 * | SIZE_T, ULONG_PTR, HANDLE      | number or bigint accepted, signed canonical number returned |
 * | pointers                       | number: signed canonical on x64, unsigned 32-bit on x86     |
 * | other 64-bit integers          | bigint                                                      |
 * | pointers that receive a value  | a simulated address, or a cell from `out()`                 |
 *
 * Source: ENGINEERING-DECISIONS 3.
 */
declare const flavour: unique symbol;

/** A number or bigint that carries the name of its C type at compile time only. */
export type Flavoured<Base, Name extends string> = Base & { readonly [flavour]?: Name };

/** Address of anything. 0 is NULL. */
export type PVOID = Flavoured<number, 'PVOID'>;
/** Unsigned 8-bit integer. */
export type UCHAR = Flavoured<number, 'UCHAR'>;
/** C truth value in one byte: 0 or 1. */
export type BOOLEAN = Flavoured<number, 'BOOLEAN'>;
/** C truth value in 32 bits: 0 or 1. */
export type LOGICAL = Flavoured<number, 'LOGICAL'>;
/** Unsigned 16-bit integer. */
export type USHORT = Flavoured<number, 'USHORT'>;
/** Signed 32-bit integer (LLP64: 32 bits on x64 too). */
export type LONG = Flavoured<number, 'LONG'>;
/** Unsigned 32-bit integer. */
export type ULONG = Flavoured<number, 'ULONG'>;
/** Pointer-sized unsigned count of bytes, shown as a signed canonical number: `(SIZE_T)-1` is -1. */
export type SIZE_T = Flavoured<number, 'SIZE_T'>;
/** Pointer-sized unsigned integer, shown as a signed canonical number. */
export type ULONG_PTR = Flavoured<number, 'ULONG_PTR'>;
/** Handle value, shown as a signed canonical number: `NtCurrentProcess()` is -1. A PVOID, as winnt.h has it, so each converts to the other. */
export type HANDLE = PVOID;
/** Status of the NT layer, shown unsigned: 0xC0000005. */
export type NTSTATUS = Flavoured<number, 'NTSTATUS'>;
/** Interrupt request level of a processor, 0 to 15 (x64) or 31 (x86). */
export type KIRQL = Flavoured<number, 'KIRQL'>;
/** Unsigned 32-bit integer, as the Windows API calls a ULONG. */
export type DWORD = ULONG;
/** Value of the enumeration MEMORY_INFORMATION_CLASS. */
export type MEMORY_INFORMATION_CLASS = Flavoured<number, 'MEMORY_INFORMATION_CLASS'>;

/** A typed cell that an out-parameter can write to, made by `out()`. */
export interface Out<T> {
  /** C name of the type the cell holds. */
  readonly type: string;
  /** What was last written, or the initial value. */
  value: T;
}

/** An out-parameter: a simulated address, 0 for NULL, or a cell from `out()`. */
export type PointerTo<T> = PVOID | Out<T>;

/**
 * An EXCEPTION_RECORD as a TypeScript value.
 *
 * Source: winnt.h; ExceptionAddress and the parameters are pointer-sized.
 */
export interface EXCEPTION_RECORD {
  /** Reason of the exception, unsigned: 0xC0000005. */
  ExceptionCode: NTSTATUS;
  /** 0 (continuable) or a combination of EXCEPTION_NONCONTINUABLE and the unwinding bits. */
  ExceptionFlags: ULONG;
  /** The exception during whose handling this one was raised, or null. */
  ExceptionRecord: EXCEPTION_RECORD | null;
  /** Synthetic address of the instruction that raised. */
  ExceptionAddress: PVOID;
  /** 0 to 15 pointer-sized values; their number is C's NumberParameters. */
  ExceptionInformation: readonly number[];
}

/** What `RtlRaiseException` accepts as a TypeScript value: only the code must be given. */
export type ExceptionRecordInput = Partial<EXCEPTION_RECORD> & Pick<EXCEPTION_RECORD, 'ExceptionCode'>;

/** EXCEPTION_POINTERS as a TypeScript value: what filters ask for, and what exception handlers and top-level filters get. */
export interface EXCEPTION_POINTERS {
  /** The record itself, not a copy: the dispatcher changes its flags from frame to frame, as on Windows. */
  readonly ExceptionRecord: EXCEPTION_RECORD;
  /** Always null: irqlab has no registers (docs/limits.md). */
  readonly ContextRecord: null;
}

/** A TypeScript function that is asked about an exception. It answers as a filter does: -1, 0 or 1. */
export type ExceptionCallback = (ExceptionInfo: EXCEPTION_POINTERS) => LONG;

/** A vectored handler: a TypeScript function, or the address of a simulated one. */
export type PVECTORED_EXCEPTION_HANDLER = PVOID | ExceptionCallback;

/** A top-level filter: a TypeScript function, the address of a simulated one, or NULL for none. */
export type LPTOP_LEVEL_EXCEPTION_FILTER = PVOID | ExceptionCallback;

/**
 * Commit routine of a heap in caller memory (RTL_HEAP_COMMIT_ROUTINE).
 *
 * `CommitAddress` and `CommitSize` come in with what the heap wants and go out
 * with what was committed. Any status but success fails the allocation.
 */
export type RTL_HEAP_COMMIT_ROUTINE = (
  Base: PVOID,
  CommitAddress: Out<PVOID>,
  CommitSize: Out<SIZE_T>,
) => NTSTATUS;

/** RTL_HEAP_PARAMETERS as a TypeScript value; members left out are 0. */
export interface RTL_HEAP_PARAMETERS {
  /** Size of the structure in bytes; filled in when left out. */
  readonly Length?: ULONG;
  /** Bytes to reserve for each further segment; 0 means 1 MB. */
  readonly SegmentReserve?: SIZE_T;
  /** Bytes to commit when a segment is made; 0 means two pages. */
  readonly SegmentCommit?: SIZE_T;
  /** Bytes of one free block above which its pages are decommitted; 0 means one page. */
  readonly DeCommitFreeBlockThreshold?: SIZE_T;
  /** Total free bytes above which free blocks are decommitted; 0 means 64 KB. */
  readonly DeCommitTotalFreeThreshold?: SIZE_T;
  /** Largest request in bytes; 0 means the whole user range. */
  readonly MaximumAllocationSize?: SIZE_T;
  /** Largest block in bytes that lives in a segment; 0 means 0x7F000. */
  readonly VirtualMemoryThreshold?: SIZE_T;
  /** Replaces CommitSize when HeapBase and CommitRoutine are given. */
  readonly InitialCommit?: SIZE_T;
  /** Replaces ReserveSize when HeapBase and CommitRoutine are given. */
  readonly InitialReserve?: SIZE_T;
  /** Commits memory on demand; a function, or the address of one. Only with HeapBase, never with HEAP_GROWABLE. */
  readonly CommitRoutine?: RTL_HEAP_COMMIT_ROUTINE | PVOID;
}

/** Processor architecture of a machine or process. */
export type Architecture = 'x64' | 'x86';

/** Size in bytes of a pointer on an architecture. */
export const pointerBytes = (architecture: Architecture): 4 | 8 => (architecture === 'x64' ? 8 : 4);

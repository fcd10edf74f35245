/**
 * The declared routines by who may call them. A test compares both lists with
 * the `modes` of the contracts.
 */
import type { Contract, Members } from './contract/contract.ts';
import * as heap from './heap/routines.ts';
import * as kernel from './kernel/routines.ts';
import * as memory from './memory/routines.ts';
import * as seh from './seh/routines.ts';
import * as win32 from './win32/routines.ts';

/** Routines that a driver may call. */
export const kernelHeapRoutines = {
  RtlCreateHeap: heap.RtlCreateHeap,
  RtlAllocateHeap: heap.RtlAllocateHeap,
  RtlFreeHeap: heap.RtlFreeHeap,
  RtlDestroyHeap: heap.RtlDestroyHeap,
  RtlSizeHeap: heap.RtlSizeHeap,
};
/** Routines that raise, for a driver. */
export const kernelSehRoutines = {
  ExRaiseStatus: seh.ExRaiseStatus,
  ExRaiseAccessViolation: seh.ExRaiseAccessViolation,
  ExRaiseDatatypeMisalignment: seh.ExRaiseDatatypeMisalignment,
  RtlRaiseException: seh.RtlRaiseException,
  RtlUnwind: seh.RtlUnwind,
  RtlUnwindEx: seh.RtlUnwindEx,
  DbgBreakPoint: seh.DbgBreakPoint,
};
/** Checks of user-mode buffers. */
export const probeRoutines = { ProbeForRead: kernel.ProbeForRead, ProbeForWrite: kernel.ProbeForWrite };
/** Virtual memory routines, for a driver. */
export const kernelMemoryRoutines = {
  NtAllocateVirtualMemory: memory.NtAllocateVirtualMemory,
  NtFreeVirtualMemory: memory.NtFreeVirtualMemory,
  NtQueryVirtualMemory: memory.NtQueryVirtualMemory,
  ZwAllocateVirtualMemory: memory.ZwAllocateVirtualMemory,
  ZwFreeVirtualMemory: memory.ZwFreeVirtualMemory,
};
/** IRQL routines. */
export const irqlRoutines = {
  KeGetCurrentIrql: kernel.KeGetCurrentIrql,
  KeRaiseIrql: kernel.KeRaiseIrql,
  KfRaiseIrql: kernel.KfRaiseIrql,
  KeLowerIrql: kernel.KeLowerIrql,
  KfLowerIrql: kernel.KfLowerIrql,
  KeRaiseIrqlToDpcLevel: kernel.KeRaiseIrqlToDpcLevel,
  KeRaiseIrqlToSynchLevel: kernel.KeRaiseIrqlToSynchLevel,
};
/** Routines that stop the machine. */
export const bugCheckRoutines = { KeBugCheck: kernel.KeBugCheck, KeBugCheckEx: kernel.KeBugCheckEx };

/** Heap routines of a user-mode process. */
export const userHeapRoutines = heap;
/** Routines that raise, for a user-mode process. */
export const userSehRoutines = {
  RtlRaiseStatus: seh.RtlRaiseStatus,
  RtlRaiseException: seh.RtlRaiseException,
  RtlUnwind: seh.RtlUnwind,
  RtlUnwindEx: seh.RtlUnwindEx,
  NtRaiseException: seh.NtRaiseException,
  NtContinue: seh.NtContinue,
  DbgBreakPoint: seh.DbgBreakPoint,
};
/** Routines of the Windows API. */
export const userWin32Routines = win32;
/** Virtual memory routines of a user-mode process. */
export const userMemoryRoutines = memory;

/** Members that kernel-mode code calls. */
export type KernelRoutines = Members<typeof kernelHeapRoutines> &
  Members<typeof kernelSehRoutines> &
  Members<typeof probeRoutines> &
  Members<typeof kernelMemoryRoutines> &
  Members<typeof irqlRoutines> &
  Members<typeof bugCheckRoutines>;

/** Members that the user-mode code of a process calls. */
export type UserRoutines = Members<typeof userHeapRoutines> &
  Members<typeof userSehRoutines> &
  Members<typeof userWin32Routines> &
  Members<typeof userMemoryRoutines>;

const contractsOf = (...sets: Readonly<Record<string, { readonly contract: Contract }>>[]): Contract[] =>
  sets.flatMap((set) => Object.values(set).map((routine) => routine.contract));

/** The contract of every modelled routine, by name and without repetition. */
export const routineContracts: readonly Contract[] = [
  ...new Map(
    contractsOf(
      kernelHeapRoutines,
      kernelSehRoutines,
      probeRoutines,
      kernelMemoryRoutines,
      irqlRoutines,
      bugCheckRoutines,
      userHeapRoutines,
      userSehRoutines,
      userWin32Routines,
      userMemoryRoutines,
    ).map((contract) => [contract.name, contract]),
  ).values(),
].sort((a, b) => (a.name < b.name ? -1 : 1));

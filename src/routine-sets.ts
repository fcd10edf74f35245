/**
 * The declared routines by who may call them, in sets whose routines need the
 * same services of the machine. A test compares both lists with the `modes` of
 * the contracts; that each set gets its services is checked where they are
 * linked (boot.ts, user-process.ts).
 */
import { isBlocking } from './contract/blocking.ts';
import { type Contract, type Mode, type Routine, takesLock } from './contract/contract.ts';
import * as heap from './heap/routines.ts';
import * as apcRegions from './kernel/apc-regions/routines.ts';
import * as assertions from './kernel/assertions/routines.ts';
import * as bitmaps from './kernel/bitmaps/routines.ts';
import * as bugCheckCallbacks from './kernel/bug-check-callbacks/routines.ts';
import * as callbackObjects from './kernel/callback-objects/routines.ts';
import * as contiguousMemory from './kernel/contiguous-memory/routines.ts';
import * as debugPrint from './kernel/debug-print/routines.ts';
import * as dispatcher from './kernel/dispatcher/routines.ts';
import * as dpcs from './kernel/dpcs/routines.ts';
import * as exInterlocked from './kernel/ex-interlocked/routines.ts';
import * as exTimers from './kernel/ex-timers/routines.ts';
import * as fastMutexes from './kernel/fast-mutexes/routines.ts';
import * as floatingPoint from './kernel/floating-point/routines.ts';
import * as genericTables from './kernel/generic-tables/routines.ts';
import * as interlocked from './kernel/interlocked/routines.ts';
import * as userInterlocked from './kernel/interlocked/user-routines.generated.ts';
import * as interrupts from './kernel/interrupts/routines.ts';
import * as io from './kernel/io/routines.ts';
import * as lists from './kernel/lists/routines.ts';
import * as lookasideLists from './kernel/lookaside-lists/routines.ts';
import * as mdls from './kernel/mdls/routines.ts';
import * as objects from './kernel/objects/routines.ts';
import * as pageableSections from './kernel/pageable-sections/routines.ts';
import * as pool from './kernel/pool/routines.ts';
import * as processorQueries from './kernel/processor-queries/routines.ts';
import * as pushLocks from './kernel/push-locks/routines.ts';
import * as randomNumbers from './kernel/random-numbers/routines.ts';
import * as registry from './kernel/registry/routines.ts';
import * as removeLocks from './kernel/remove-locks/routines.ts';
import * as resources from './kernel/resources/routines.ts';
import * as kernel from './kernel/routines.ts';
import * as rtlMemory from './kernel/rtl-memory/routines.ts';
import * as rundown from './kernel/rundown/routines.ts';
import * as sharedSpinLocks from './kernel/shared-spin-locks/routines.ts';
import * as slists from './kernel/slists/routines.ts';
import * as spinLocks from './kernel/spin-locks/routines.ts';
import * as splayLinks from './kernel/splay-links/routines.ts';
import * as statusCodes from './kernel/status-codes/routines.ts';
import * as strings from './kernel/strings/routines.ts';
import { MmGetSystemRoutineAddress } from './kernel/system-version/mm-get-system-routine-address.ts';
import * as systemVersion from './kernel/system-version/routines.ts';
import * as threads from './kernel/threads/routines.ts';
import * as timeQueries from './kernel/time-queries/routines.ts';
import * as timers from './kernel/timers/routines.ts';
import * as workItems from './kernel/work-items/routines.ts';
import type { MembersOfSets, WaitingForms, WaitingOfSets } from './link-sets.ts';
import * as memory from './memory/routines.ts';
import * as seh from './seh/routines.ts';
import * as webservices from './webservices/routines.ts';
import * as win32 from './win32/routines.ts';

/** Routines that a driver may call. */
export const kernelSets = {
  /** Heaps. */
  heap: {
    RtlCreateHeap: heap.RtlCreateHeap,
    RtlAllocateHeap: heap.RtlAllocateHeap,
    RtlFreeHeap: heap.RtlFreeHeap,
    RtlDestroyHeap: heap.RtlDestroyHeap,
    RtlSizeHeap: heap.RtlSizeHeap,
    RtlZeroHeap: heap.RtlZeroHeap,
  },
  /** Routines that raise. */
  seh: {
    ExRaiseStatus: seh.ExRaiseStatus,
    ExRaiseAccessViolation: seh.ExRaiseAccessViolation,
    ExRaiseDatatypeMisalignment: seh.ExRaiseDatatypeMisalignment,
    RtlRaiseException: seh.RtlRaiseException,
    RtlUnwind: seh.RtlUnwind,
    RtlUnwindEx: seh.RtlUnwindEx,
    DbgBreakPoint: seh.DbgBreakPoint,
  },
  /** Checks of user-mode buffers. */
  probe: { ProbeForRead: kernel.ProbeForRead, ProbeForWrite: kernel.ProbeForWrite },
  /** Virtual memory. */
  memory: {
    NtAllocateVirtualMemory: memory.NtAllocateVirtualMemory,
    NtFreeVirtualMemory: memory.NtFreeVirtualMemory,
    NtQueryVirtualMemory: memory.NtQueryVirtualMemory,
    ZwAllocateVirtualMemory: memory.ZwAllocateVirtualMemory,
    ZwFreeVirtualMemory: memory.ZwFreeVirtualMemory,
  },
  /** The level of the processor. */
  irql: {
    KeGetCurrentIrql: kernel.KeGetCurrentIrql,
    KeRaiseIrql: kernel.KeRaiseIrql,
    KfRaiseIrql: kernel.KfRaiseIrql,
    KeLowerIrql: kernel.KeLowerIrql,
    KfLowerIrql: kernel.KfLowerIrql,
    KeRaiseIrqlToDpcLevel: kernel.KeRaiseIrqlToDpcLevel,
    KeRaiseIrqlToSynchLevel: kernel.KeRaiseIrqlToSynchLevel,
  },
  /** Critical and guarded regions. */
  apcRegions,
  /** Fast mutexes and guarded mutexes. */
  fastMutexes,
  /** Executive resources. */
  resources,
  /** Push locks. */
  pushLocks,
  /** Run-down protection. */
  rundown,
  /** Remove locks. */
  removeLocks,
  /** Spin locks. */
  spinLocks,
  /** Reader/writer spin locks. */
  sharedSpinLocks,
  /** Interrupt objects and their spin locks. */
  interrupts,
  /** Events, semaphores, mutexes and waits. */
  dispatcher,
  /** Threads. */
  threads: { ...threads, ...objects },
  /** Work items. */
  workItems,
  /** Deferred procedure calls. */
  dpcs,
  /** Timers. */
  timers,
  /** Timers whose memory is the kernel's. */
  exTimers,
  /** The time. */
  timeQueries,
  /** Numbers of processors. */
  processorQueries,
  /** The floating-point state of drivers. */
  floatingPoint,
  /** Random numbers. */
  randomNumbers,
  /** Interlocked operations. */
  interlocked,
  /** Interlocked operations under a spin lock of the caller. */
  exInterlocked,
  /** Linked lists. */
  lists,
  /** Status codes. */
  statusCodes,
  /** Bytes: copied, filled and compared. */
  rtlMemory,
  /** Sequenced singly linked lists. */
  slists: {
    InitializeSListHead: slists.InitializeSListHead,
    ExInitializeSListHead: slists.ExInitializeSListHead,
    ExInterlockedPushEntrySList: slists.ExInterlockedPushEntrySList,
    ExInterlockedPopEntrySList: slists.ExInterlockedPopEntrySList,
    ExInterlockedFlushSList: slists.ExInterlockedFlushSList,
    InterlockedPushEntrySList: slists.InterlockedPushEntrySList,
    InterlockedPopEntrySList: slists.InterlockedPopEntrySList,
    InterlockedFlushSList: slists.InterlockedFlushSList,
    InterlockedPushListSList: slists.InterlockedPushListSList,
    ExQueryDepthSList: slists.ExQueryDepthSList,
    QueryDepthSList: slists.QueryDepthSList,
    FirstEntrySList: slists.FirstEntrySList,
  },
  /** Assertions and fast fails. */
  assertions,
  /** What runs after a bug check. */
  bugCheckCallbacks,
  /** Pageable sections of the driver. */
  pageableSections,
  /** Contiguous and noncached memory. */
  contiguousMemory,
  /** Drivers, devices and IRPs. */
  io,
  /** Keys and values of the registry. */
  registry,
  /** Memory descriptor lists. */
  mdls,
  /** Text for a debugger. */
  debugPrint,
  /** The version of Windows. */
  systemVersion,
  /** Routines by name. */
  systemRoutines: { MmGetSystemRoutineAddress },
  /** Counted strings. */
  strings,
  /** Bitmaps. */
  bitmaps,
  /** Links of splay trees. */
  splayLinks,
  /** Callback objects. */
  callbackObjects,
  /** Generic tables. */
  genericTables,
  /** Pool. */
  pool,
  /** Lookaside lists. */
  lookasideLists,
  /** Routines that stop the machine. */
  bugCheck: { KeBugCheck: kernel.KeBugCheck, KeBugCheckEx: kernel.KeBugCheckEx },
};

/** Routines that the user-mode code of a process may call. */
export const userSets = {
  /** Heaps. */
  heap,
  /** Routines that raise. */
  seh: {
    RtlRaiseStatus: seh.RtlRaiseStatus,
    RtlRaiseException: seh.RtlRaiseException,
    RtlUnwind: seh.RtlUnwind,
    RtlUnwindEx: seh.RtlUnwindEx,
    NtRaiseException: seh.NtRaiseException,
    NtContinue: seh.NtContinue,
    DbgBreakPoint: seh.DbgBreakPoint,
  },
  /** The Windows API. */
  win32,
  /** Windows Web Services. */
  webservices,
  /** Virtual memory. */
  memory,
  /** Fast fails. */
  assertions: { __fastfail: assertions.__fastfail },
  /** Interlocked operations. */
  interlocked: userInterlocked,
  /** Status codes. */
  statusCodes,
  /** Bytes: copied, filled and compared. */
  rtlMemory: {
    RtlCompareMemory: rtlMemory.RtlCompareMemory,
    RtlCompareMemoryUlong: rtlMemory.RtlCompareMemoryUlong,
    RtlEqualMemory: rtlMemory.RtlEqualMemory,
    RtlIsZeroMemory: rtlMemory.RtlIsZeroMemory,
    RtlCopyMemory: rtlMemory.RtlCopyMemory,
    RtlMoveMemory: rtlMemory.RtlMoveMemory,
    RtlFillMemory: rtlMemory.RtlFillMemory,
    RtlZeroMemory: rtlMemory.RtlZeroMemory,
    RtlSecureZeroMemory: rtlMemory.RtlSecureZeroMemory,
    RtlFillMemoryUlong: rtlMemory.RtlFillMemoryUlong,
  },
  /** Sequenced singly linked lists. */
  slists: {
    InitializeSListHead: slists.InitializeSListHead,
    InterlockedPushEntrySList: slists.InterlockedPushEntrySList,
    InterlockedPopEntrySList: slists.InterlockedPopEntrySList,
    InterlockedFlushSList: slists.InterlockedFlushSList,
    InterlockedPushListSListEx: slists.InterlockedPushListSListEx,
    QueryDepthSList: slists.QueryDepthSList,
  },
};

/** Members that kernel-mode code calls. */
export type KernelRoutines = MembersOfSets<typeof kernelSets>;

/** Generator forms of the routines that may wait, for kernel-mode code, and of heap routines: a heap may have a lock. */
export type KernelWaits = WaitingOfSets<typeof kernelSets> &
  WaitingForms<MembersOfSets<Pick<typeof kernelSets, 'heap'>>>;

/** Members that the user-mode code of a process calls. */
export type UserRoutines = MembersOfSets<typeof userSets>;

type Declared = Readonly<Record<string, { readonly contract: Contract }>>;

const contractsOf = (sets: Readonly<Record<string, Declared>>): readonly Contract[] =>
  Object.values(sets).flatMap((set) => Object.values(set).map(({ contract }) => contract));

/** The contracts of the routines that programs call. */
export const userContracts: readonly Contract[] = contractsOf(userSets);

/** Contracts of the routines that drivers call. */
export const kernelContracts: readonly Contract[] = contractsOf(kernelSets);

const contracts: readonly Contract[] = [...kernelContracts, ...userContracts];

/** The contract of every modelled routine, by name and without repetition. */
export const routineContracts: readonly Contract[] = [
  ...new Map(contracts.map((contract) => [contract.name, contract])).values(),
].sort((a, b) => (a.name < b.name ? -1 : 1));

type AnyRoutine = Routine<never, (...args: never[]) => unknown>;

const waitingNames = (sets: Readonly<Record<string, object>>): ReadonlySet<string> =>
  new Set(
    Object.values(sets)
      .flatMap((set) => Object.values(set as Readonly<Record<string, AnyRoutine>>))
      .filter((declared) => isBlocking(declared) || takesLock(declared))
      .map(({ contract }) => contract.name),
  );

/** Names of the routines of a mode that have a generator form because they may wait. */
export const waitingRoutines: Readonly<Record<Mode, ReadonlySet<string>>> = {
  kernel: waitingNames(kernelSets),
  user: waitingNames(userSets),
};

/** Names of the documented failures of each routine, by its name. */
export const failuresByRoutine: ReadonlyMap<string, readonly string[]> = new Map(
  [...Object.values(kernelSets), ...Object.values(userSets)].flatMap((set) =>
    Object.values(set as Readonly<Record<string, FailingRoutine>>).map(
      ({ contract, failures }) => [contract.name, Object.keys(failures)] as const,
    ),
  ),
);

/** A rule of a routine beyond its highest level. */
export interface RoutineRule {
  /** The rule in one sentence. */
  readonly text: string;
  /** Key of what is broken then (see `brokenRules`); none where that follows from the arguments of the call. */
  readonly violation: string | null;
}

/** The rules beyond the level of each routine that has some, by its name. */
export const routineRules: ReadonlyMap<string, readonly RoutineRule[]> = new Map(
  [...Object.values(kernelSets), ...Object.values(userSets)].flatMap((set) =>
    Object.values(set as Readonly<Record<string, RuledRoutine>>)
      .filter(({ conditions }) => conditions.length > 0)
      .map(({ contract, conditions }) => [contract.name, conditions.map(ruleOf)] as const),
  ),
);

interface RuledRoutine {
  readonly contract: Contract;
  readonly conditions: readonly { readonly text: string; readonly violation: unknown }[];
}

function ruleOf({ text, violation }: RuledRoutine['conditions'][number]): RoutineRule {
  return { text, violation: typeof violation === 'string' ? violation : null };
}

interface FailingRoutine {
  readonly contract: Contract;
  readonly failures: Readonly<Record<string, unknown>>;
}

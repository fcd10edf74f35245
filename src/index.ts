/**
 * irqlab: a simulated NT kernel on which Windows driver code runs.
 *
 * @example
 * ```ts
 * import { boot, DISPATCH_LEVEL, KIRQL, out } from 'irqlab';
 *
 * const nt = boot();
 * nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
 * console.log(nt.irql);
 * ```
 *
 * ```text
 * 2
 * ```
 *
 * @packageDocumentation
 */
export { boot, type Nt } from './boot.ts';
export type { BlockingRoutine, Waiting, WaitingForm } from './contract/blocking.ts';
export type { CArguments, CResults, CTypeName } from './contract/c-type-tables.ts';
export type {
  Architecture,
  DWORD,
  EXCEPTION_POINTERS,
  EXCEPTION_RECORD,
  ExceptionCallback,
  ExceptionRecordInput,
  Flavoured,
  LOGICAL,
  LONG,
  LPTOP_LEVEL_EXCEPTION_FILTER,
  MEMORY_INFORMATION_CLASS,
  Out,
  PointerTo,
  PVECTORED_EXCEPTION_HANDLER,
  RTL_HEAP_COMMIT_ROUTINE,
  RTL_HEAP_PARAMETERS,
  UCHAR,
  ULONG_PTR,
  USHORT,
} from './contract/c-types.ts';
export type {
  Condition,
  Contract,
  DocumentedCode,
  Failure as ContractFailure,
  IrqlLimit,
  Members,
  Mode,
  Parameter,
  Provenance,
  Routine,
} from './contract/contract.ts';
export { routine } from './contract/contract.ts';
export type {
  HEAP_INFORMATION_CLASS,
  HeapArguments,
  HeapResults,
  PRTL_ENUM_HEAPS_ROUTINE,
  RTL_HEAP_WALK_BLOCK,
  RTL_HEAP_WALK_SEGMENT,
} from './contract/heap-types.ts';
export {
  APC_LEVEL,
  CMCI_LEVEL,
  DISPATCH_LEVEL,
  highLevel,
  type LevelName,
  LOW_LEVEL,
  levelName,
  levelNumber,
  PASSIVE_LEVEL,
} from './contract/irql.ts';
export * from './contract/kernel-constants.generated.ts';
export type * from './contract/kernel-types.ts';
export type { PageExample, PageLink, PageRule, PageTexts } from './contract/page/page-texts.ts';
export { renderCodes, renderPage, renderRequirements } from './contract/page/render-page.ts';
export {
  isStructureName,
  type MemberOf,
  type StructureLayout,
  type StructureName,
  structure,
} from './contract/structure.ts';
export { type ArgumentSlots, argumentSlots, type VariadicArgument } from './contract/variadic.ts';
export type { WaitRequest } from './contract/wait-request.ts';
export type { MachineMembers, ReserveRequest } from './controls.ts';
export { Debug, type ProcessRef } from './debug.ts';
export type {
  DeviceResult,
  DriverControl,
  DriverMembers,
  DriverOptions,
  OpenDevice,
  OpenOptions,
} from './driver-members.ts';
export type { FaultMembers, OriginWatch } from './fault-members.ts';
export {
  HEAP_CAPTURE_STACK_BACKTRACES,
  HEAP_CREATE_ALIGN_16,
  HEAP_CREATE_ENABLE_EXECUTE,
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_FLAG_PAGE_ALLOCS,
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_MAXIMUM_TAG,
  HEAP_NO_SERIALIZE,
  HEAP_PSEUDO_TAG_FLAG,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_SETTABLE_USER_FLAG1,
  HEAP_SETTABLE_USER_FLAG2,
  HEAP_SETTABLE_USER_FLAG3,
  HEAP_SETTABLE_USER_FLAGS,
  HEAP_SETTABLE_USER_VALUE,
  HEAP_SKIP_VALIDATION_CHECKS,
  HEAP_TAG_MASK,
  HEAP_TAG_SHIFT,
  HEAP_TAIL_CHECKING_ENABLED,
  HEAP_VALIDATE_ALL_ENABLED,
  HEAP_VALIDATE_PARAMETERS_ENABLED,
  HEAP_ZERO_MEMORY,
} from './heap/flags.ts';
export {
  FLG_HEAP_DISABLE_COALESCING,
  FLG_HEAP_ENABLE_FREE_CHECK,
  FLG_HEAP_ENABLE_TAIL_CHECK,
  FLG_HEAP_PAGE_ALLOCS,
  FLG_HEAP_VALIDATE_ALL,
  FLG_HEAP_VALIDATE_PARAMETERS,
  FLG_USER_STACK_TRACE_DB,
  type GlobalFlagName,
  type GlobalFlags,
  globalFlagsValue,
  type PageHeapKind,
} from './heap/global-flags.ts';
export {
  HEAP_COMPATIBILITY_MODE_LFH,
  HEAP_COMPATIBILITY_MODE_STANDARD,
  HEAP_OPTIMIZE_RESOURCES_CURRENT_VERSION,
  HeapCompatibilityInformation,
  HeapEnableTerminationOnCorruption,
  HeapOptimizeResources,
} from './heap/heap-information.ts';
export type { HeapPiece } from './heap/heap-piece.ts';
export type { HeapSizes, HeapStatistics } from './heap/heap-statistics.ts';
export {
  RTL_HEAP_BUSY,
  RTL_HEAP_LARGE_ALLOC,
  RTL_HEAP_LFH_ALLOC,
  RTL_HEAP_SEGMENT,
  RTL_HEAP_SETTABLE_FLAG1,
  RTL_HEAP_SETTABLE_FLAG2,
  RTL_HEAP_SETTABLE_FLAG3,
  RTL_HEAP_SETTABLE_VALUE,
  RTL_HEAP_UNCOMMITTED_RANGE,
} from './heap/walk-entry.ts';
export type { ApcRequest } from './kernel/apcs/apcs.ts';
export {
  type BrokenRule,
  brokenRules,
  type RuleBugCheck,
  type RuleParameter,
} from './kernel/broken-rules.ts';
export type { UnhandledContext } from './kernel/bug-check-unhandled.ts';
export type { VariableOptions } from './kernel/driver-data.ts';
export type { InterruptResult } from './kernel/interrupts/interrupts.ts';
export { irqlDiagram } from './kernel/irql-diagram.ts';
export type { Failure } from './kernel/kernel-host.ts';
export type { MemoryFinding, MemoryObject } from './kernel/memory-finding.ts';
export type { BootOptions } from './kernel/options.ts';
export type { DamageName } from './kernel/pool/damage.ts';
export type { PoolCharge } from './kernel/pool/pool-charges.ts';
export { PoolDebug, type PoolSizes } from './kernel/pool/pool-debug.ts';
export type { PoolBlock, PoolTagTotals } from './kernel/pool/pool-report.ts';
export type { PoolFinding } from './kernel/pool/pool-walk.ts';
export type { Trap } from './kernel/processor-trap.ts';
export {
  type RecorderName,
  type RecorderOptions,
  type Recorders,
  recorderNames,
  recorderSettings,
} from './kernel/recorders.ts';
export type { ThreadState } from './kernel/records.ts';
export type { Finding } from './kernel/rule-reports.ts';
export type { SpecialPoolOptions, VerifiedEnd } from './kernel/special-pool/special-pool-option.ts';
export type { ThreadWork } from './kernel/threads/thread-body.ts';
export type * from './machine/events.ts';
export { type CType, isOut, out } from './machine/out.ts';
export type { AccessKind, Accessor, Fault, FaultReason, Profile } from './machine/ports.ts';
export {
  type ProfileDifference,
  type ProfileDifferenceKey,
  profileDifferences,
} from './machine/profile-differences.ts';
export type { Part, Snapshot } from './machine/snapshot.ts';
export {
  BugCheck,
  type BugCheckData,
  type BugCheckParameters,
  isStop,
  NotModelled,
  type Stop,
  Stopped,
  type StopReason,
  type WaitingThread,
} from './machine/stop.ts';
export * from './memory/constants.ts';
export { DebugMemory } from './memory/debug-memory.ts';
export { Memory } from './memory/memory.ts';
export type { BugCheckOutcome, Outcome, RaisedOutcome, ReturnedOutcome, StoppedOutcome } from './outcome.ts';
export { pageRules } from './page-rules.ts';
export {
  type KernelRoutines,
  type KernelWaits,
  type RoutineRule,
  routineContracts,
  routineRules,
  type UserRoutines,
} from './routine-sets.ts';
export * from './seh/exception-constants.ts';
export type { Guarded } from './seh/guarded.ts';
export type { InstructionException, PageAccess, PageException, Retry } from './seh/processor-exceptions.ts';
export type { GuardedRegion } from './seh/rtl-unwind-regions.ts';
export type { ExceptClause, FinallyClause, TryMembers } from './seh/try-members.ts';
export * from './status/common.ts';
export { formatNtStatus } from './status/format-nt-status.ts';
export { NT_ERROR, NT_INFORMATION, NT_SUCCESS, NT_WARNING } from './status/nt-success.ts';
export {
  mergeSweeps,
  type RoutineFilter,
  type SweepChoices,
  type SweepOptions,
  type SweepResult,
  type SweepShard,
  sweep,
  sweepText,
} from './sweep.ts';
export type {
  ThreadControl,
  ThreadFunction,
  ThreadMembers,
  ThreadOptions,
  TimeControl,
} from './thread-members.ts';
export {
  BOOLEAN,
  FALSE,
  GiB,
  HANDLE,
  KIRQL,
  KiB,
  MAXSIZE_T,
  MiB,
  NTSTATUS,
  NtCurrentProcess,
  NULL,
  PVOID,
  RTL_HEAP_TAG_INFO,
  RTL_HEAP_WALK_ENTRY,
  SIZE_T,
  TRUE,
  ULONG,
} from './types.ts';
export type { ProcessMembers, ProcessOptions, UserProcess } from './user-process.ts';
export type { FailureCause } from './verifier/failure-causes.ts';
export type { ActiveFault, InjectedFault } from './verifier/fault-injection.ts';
export type { FaultPoint, PlannedFault } from './verifier/fault-points.ts';
export type { FaultRule, SizeRange } from './verifier/fault-rule.ts';
export type { Inventory, Leftover, LeftoverKind } from './verifier/leftovers.ts';
export {
  type SweepFinding,
  type SweepFindingKind,
  SweepProblem,
  type SweepReport,
} from './verifier/sweep.ts';

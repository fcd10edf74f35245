/**
 * Every rule that a caller can break, and the bug check it leads to: the one
 * place where codes, subtypes and parameters of findings stand
 * (ENGINEERING-DECISIONS 11, BEHAVIOUR-DECISIONS 1). The rows are in violations/,
 * a file for each family of rules; what they are made of is in violations/row.ts.
 *
 * With Driver Verifier the `on` column counts, without it `off`; `off: null`
 * means that nothing notices and the call may appear to work. A parameter for
 * which no source was found is 0 and *ours* (docs/decisions/0008-violations.md).
 */
import type { Architecture } from '../contract/c-types.ts';
import type { Provenance } from '../contract/contract.ts';
import type { Violation } from '../machine/ports.ts';
import type { BugCheckParameters } from '../machine/stop.ts';
import { debugPrintRules } from './violations/debug-print.ts';
import { dpcAndTimerRules } from './violations/dpcs-and-timers.ts';
import { genericTableRules } from './violations/generic-tables.ts';
import { heapRules } from './violations/heap.ts';
import { interruptRules } from './violations/interrupts.ts';
import { ioRules } from './violations/io.ts';
import { irqlRules } from './violations/irql.ts';
import { liveObjectRules } from './violations/live-objects.ts';
import { lockRules } from './violations/locks.ts';
import { lookasideListRules } from './violations/lookaside-lists.ts';
import { mdlRules } from './violations/mdls.ts';
import { memoryRules } from './violations/memory.ts';
import { memoryAccessRules } from './violations/memory-accesses.ts';
import { objectRules } from './violations/objects.ts';
import { poolRules } from './violations/pool.ts';
import { poolDamageRules } from './violations/pool-damage.ts';
import { poolLevelRules } from './violations/pool-levels.ts';
import { regionAndMutexRules } from './violations/regions-and-mutexes.ts';
import { resourceRules } from './violations/resources.ts';
import { resultRules } from './violations/results.ts';
import type { RoutineFacts, Row } from './violations/row.ts';
import { spinLockRules } from './violations/spin-locks.ts';
import { userMemoryRules } from './violations/user-memory.ts';
import { waitAndThreadRules } from './violations/waits-and-threads.ts';
import { workItemRules } from './violations/work-items.ts';

/** The table. Keys are what `Violation.rule` and `Condition.violation` hold; no two families have the same one (tested). */
const table = {
  ...irqlRules,
  ...spinLockRules,
  ...regionAndMutexRules,
  ...resourceRules,
  ...lockRules,
  ...waitAndThreadRules,
  ...dpcAndTimerRules,
  ...interruptRules,
  ...workItemRules,
  ...objectRules,
  ...heapRules,
  ...memoryRules,
  ...memoryAccessRules,
  ...poolRules,
  ...poolLevelRules,
  ...poolDamageRules,
  ...liveObjectRules,
  ...lookasideListRules,
  ...genericTableRules,
  ...ioRules,
  ...mdlRules,
  ...debugPrintRules,
  ...resultRules,
  ...userMemoryRules,
} as const;

/** Key of a rule. */
export type ViolationKey = keyof typeof table;

/** Every key, for tests and the documentation. */
export const violationKeys: readonly ViolationKey[] = Object.keys(table) as ViolationKey[];

/** The table with its rows as one type, for the documentation. */
export const violations: Readonly<Record<ViolationKey, Row>> = table;

/** Under which conditions a rule was broken. */
export interface ViolationContext {
  readonly architecture: Architecture;
  /** Whether Driver Verifier's checks run. */
  readonly verifier: 'on' | 'off';
  /** Declaration of the routine that was called, if there is one. */
  readonly facts?: RoutineFacts | undefined;
}

/** The bug check of a broken rule and what its report says. */
export interface ResolvedViolation {
  readonly code: number;
  readonly parameters: BugCheckParameters;
  /** The rule in one sentence: `RtlAllocateHeap: IRQL < DISPATCH_LEVEL`. */
  readonly rule: string;
  readonly page: string | null;
  readonly provenance: Provenance;
  readonly fix: string;
  /** Further lines of the report: the violation's own, then what a machine without the verifier would notice. */
  readonly details: readonly string[];
}

/**
 * Looks a broken rule up.
 *
 * @returns the bug check, or null when nothing on such a machine would notice (verifier off)
 * @throws RangeError for a key that is not in the table: a bug in irqlab
 */
export function resolveViolation(violation: Violation, context: ViolationContext): ResolvedViolation | null {
  const row: Row | undefined = Object.hasOwn(table, violation.rule)
    ? table[violation.rule as ViolationKey]
    : undefined;
  if (row === undefined) throw new RangeError(`no rule named ${violation.rule} in src/kernel/violations.ts`);
  const consequence = context.verifier === 'on' ? row.on : row.off;
  if (consequence === null) return null;
  const { facts } = context;
  const unnoticed =
    row.off === null ? ['Without Driver Verifier nothing checks this: the call may appear to work.'] : [];
  return {
    code: consequence.code,
    parameters: consequence.parameters((index) => violation.values[index] ?? 0, context.architecture),
    rule: row.text(violation.routine ?? facts?.name ?? 'the caller', facts),
    page: row.page === 'routine' ? (facts?.page ?? row.pageWithout ?? null) : row.page,
    provenance: consequence.from,
    fix: row.fix,
    details: [...(violation.details ?? []), ...unnoticed],
  };
}

/** Routines for which being called too high is a more specific finding than 0xE5 (BEHAVIOUR-DECISIONS 1). */
const specificLimits: Readonly<Record<string, ViolationKey>> = {
  KeRaiseIrqlToDpcLevel: 'irql-raise-below-current', // D-019: the level it raises to is its limit
  KeRaiseIrqlToSynchLevel: 'irql-raise-below-current',
  KeSetEvent: 'set-event-too-high',
  KeAcquireSpinLock: 'spin-lock-acquire-too-high', // D-046
  KeAcquireSpinLockRaiseToDpc: 'spin-lock-acquire-too-high',
  KeAcquireSpinLockForDpc: 'spin-lock-acquire-too-high',
  ExAcquireSpinLockExclusive: 'spin-lock-acquire-too-high',
  ExAcquireSpinLockShared: 'spin-lock-acquire-too-high',
  ExAcquireFastMutex: 'fast-mutex-acquire-too-high',
  ExTryToAcquireFastMutex: 'fast-mutex-acquire-too-high',
  ExReleaseFastMutex: 'fast-mutex-release-level',
  ExAcquireFastMutexUnsafe: 'fast-mutex-unsafe-acquire',
  ExReleaseFastMutexUnsafe: 'fast-mutex-unsafe-release',
  KeEnterCriticalRegion: 'critical-region-enter-too-high',
  KeLeaveCriticalRegion: 'critical-region-leave-too-high',
};

/**
 * The rule that a call above a routine's highest level breaks. The door reports it with the values
 * (current level, highest level allowed), whichever key it gets.
 */
export function limitRule(routine: string): ViolationKey {
  return specificLimits[routine] ?? (routine.startsWith('Zw') ? 'irql-too-high-zw' : 'irql-too-high');
}

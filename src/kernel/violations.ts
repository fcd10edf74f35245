/**
 * Every rule that a caller can break, and the bug check it leads to: the one
 * place where codes, subtypes and parameters of findings stand
 * (ENGINEERING-DECISIONS 11, BEHAVIOUR-DECISIONS 1).
 *
 * With Driver Verifier the `on` column counts, without it `off`; `off: null`
 * means that nothing notices and the call may appear to work. A parameter for
 * which no source was found is 0 and *ours* (docs/decisions/0008-violations.md).
 */
import type { Architecture } from '../contract/c-types.ts';
import type { Contract, Provenance } from '../contract/contract.ts';
import type { Violation } from '../machine/ports.ts';
import type { BugCheckParameters } from '../machine/stop.ts';

/** What the rule's sentence and page are made from, when a declared routine was called. */
export type RoutineFacts = Pick<Contract, 'name' | 'page' | 'maxIrql'>;

/** The bug check that a broken rule leads to. */
interface Consequence {
  readonly code: number;
  /** Builds the four parameters from the values of the violation. A value that was not given counts as 0. */
  readonly parameters: (value: (index: number) => number, architecture: Architecture) => BugCheckParameters;
  /** Where code and parameters come from. */
  readonly from: Provenance;
}

/** One rule. */
interface Row {
  /** What `Violation.values` holds, in order. */
  readonly values: readonly string[];
  /** With Driver Verifier. */
  readonly on: Consequence;
  /** Without it; null when nothing notices. */
  readonly off: Consequence | null;
  /** The rule in one sentence. */
  readonly text: (routine: string, facts: RoutineFacts | undefined) => string;
  /** Page on which the rule stands; 'routine' for the page of the routine that was called. */
  readonly page: string | 'routine' | null;
  /** How to mend it, in one sentence. */
  readonly fix: string;
}

const verifier = (subtype: number, from: Provenance): Consequence => ({
  code: 0xc4,
  parameters: (value) => [subtype, value(0), value(1), value(2)],
  from,
});

/** Only the level is a parameter (BEHAVIOUR-DECISIONS 1); the limit is for the report. */
const wrongLevel = (subtype: number): Consequence => ({
  code: 0xc4,
  parameters: (value) => [subtype, value(0), 0, 0],
  from: 'ours',
});

/** Four zeros: the page lists no parameters (D-025), the checked HAL passes none (D-021, D-022). */
const fourZeros = (code: number): Consequence => ({
  code,
  parameters: () => [0, 0, 0, 0],
  from: 'reimplemented',
});

/** Four zeros where the page of the bug check lists no parameters. */
const fourZerosDocumented = (code: number): Consequence => ({
  code,
  parameters: () => [0, 0, 0, 0],
  from: 'documented',
});

/**
 * Without the verifier a number that the hardware does not have reaches CR8, which refuses it with a general
 * protection fault: an access violation {0, -1} that no routine of the kernel handles. *Ours*, also for x86.
 */
const impossibleLevel: Consequence = {
  code: 0x1e,
  parameters: (_, architecture) =>
    architecture === 'x64' ? [0xc000_0005 | 0, 0, 0, -1] : [0xc000_0005, 0, 0, 0xffff_ffff],
  from: 'ours',
};

/**
 * First parameter of a 0xC4 for a rule that Microsoft's page has no subtype for: 'IRL' and a number, so that
 * nobody looks it up there. Labels: bug-check-meanings.ts.
 */
export const OWN_SUBTYPE = 0x4952_4c00;

/** The report's sentence for a limit, from the text of the page: `RtlAllocateHeap: IRQL < DISPATCH_LEVEL`. */
function limitText(routine: string, facts: RoutineFacts | undefined): string {
  if (facts === undefined) return `${routine}: IRQL at or below its limit`;
  const limit = facts.maxIrql.text.replace(/^IRQL\s*/, '').replace(/\s*\(see remarks.*\)$/i, '');
  return `${routine}: IRQL ${/^[<>=]/.test(limit) ? '' : '= '}${limit}`;
}

/** First parameter of 0x139: FAST_FAIL_CORRUPT_LIST_ENTRY. */
const CORRUPT_LIST_ENTRY = 3;

const both = (consequence: Consequence) => ({ on: consequence, off: consequence });
const levels = ['current IRQL', 'requested IRQL'] as const;
const FIX_RAISE =
  'Raise only to the current level or above; use KeGetCurrentIrql when the level on entry can differ.';

/** 0xC2 with a subtype and two values. */
const badPoolCaller = (subtype: number, from: Provenance): Consequence => ({
  code: 0xc2,
  parameters: (value) => [subtype, value(0), value(1), 0],
  from,
});

/** 0xC2/0x08 (IRQL, pool type, bytes). */
const poolRequest = (subtype: number): Consequence => ({
  code: 0xc2,
  parameters: (value) => [subtype, value(0), value(1), value(2)],
  from: 'documented',
});

/** 0xC2/0x09: the parameters are those of 0x08 with an address, which no source gives. */
const poolFree = (subtype: number): Consequence => ({ ...poolRequest(subtype), from: 'ours' });

/** F-037: the subtype says what is wrong with the address; 0x50 has a page offset too. Which is which is *ours*. */
const badPoolAddress: Consequence = {
  code: 0xc2,
  parameters: (value) => [value(0), value(1), value(2), 0],
  from: 'ours',
};

/** 0xC1/0x30 and 0x31: the level, the pool type, and bytes or address; the subtype comes last (D-104). Parameters 2 and 3 are *ours*. */
const specialPoolLevel = (subtype: number): Consequence => ({
  code: 0xc1,
  parameters: (value) => [value(0), value(1), value(2), subtype],
  from: 'ours',
});

/** D-104: the address and the subtype; parameters 2 and 3 are *ours*. */
const specialPoolDamage: Consequence = {
  code: 0xc1,
  parameters: (value) => [value(0), value(1), value(2), value(3)],
  from: 'ours',
};

/** The rules about the level of a call of pool: what their rows share, whichever pool the block is in. */
const poolLevels = {
  pagedAllocate: {
    values: ['current IRQL', 'pool type', 'bytes requested'],
    text: (routine: string) => `${routine}: paged pool is allocated at IRQL <= APC_LEVEL`,
    page: 'routine',
    fix: 'Allocate nonpaged pool, or allocate before the IRQL is raised.',
  },
  nonpagedAllocate: {
    values: ['current IRQL', 'pool type', 'bytes requested'],
    text: (routine: string) => `${routine}: nonpaged pool is allocated at IRQL <= DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Allocate in a DPC or before the interrupt is enabled; an interrupt routine must not allocate.',
  },
  pagedFree: {
    values: ['current IRQL', 'pool type', 'address'],
    text: (routine: string) => `${routine}: paged pool is freed at IRQL <= APC_LEVEL`,
    page: 'routine',
    fix: 'Free the block after the IRQL was lowered, or queue a work item for it.',
  },
  nonpagedFree: {
    values: ['current IRQL', 'pool type', 'address'],
    text: (routine: string) => `${routine}: nonpaged pool is freed at IRQL <= DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Free the block in a DPC; an interrupt routine must not free.',
  },
} as const;

const FIX_OVERRUN =
  'Look at who owns the block in front of the damage and at who freed this memory; special pool stops at the write itself.';

/** The table. Keys are what `Violation.rule` and `Condition.violation` hold. */
const table = {
  'irql-raise-below-current': {
    values: levels,
    on: verifier(0x30, 'documented'), // D-026
    off: fourZeros(0x9), // D-021
    text: (routine) => `${routine}: the new IRQL is at or above the current one`,
    page: 'wdm/nf-wdm-keraiseirql',
    fix: FIX_RAISE,
  },
  'irql-lower-above-current': {
    values: [...levels, '0, or 1 inside a DPC routine'],
    on: verifier(0x31, 'documented'), // D-027
    off: fourZeros(0xa), // D-022
    text: (routine) => `${routine}: the new IRQL is at or below the current one`,
    page: 'wdm/nf-wdm-kelowerirql',
    fix: 'Lower to the level that the matching raise returned, and only once for each raise.',
  },
  'irql-lower-not-saved': {
    values: [...levels, '0, or 1 inside a DPC routine'],
    on: verifier(0x31, 'ours'), // the page says "fatal error" and names no code
    off: null,
    text: (routine) => `${routine}: the new IRQL is the one that the matching raise saved`,
    page: 'wdm/nf-wdm-kelowerirql',
    fix: 'Keep the level that the raise returned in a local variable and lower to exactly that.',
  },
  'irql-raise-no-such-level': {
    values: levels,
    on: verifier(0x30, 'documented'), // the subtype covers "lower or invalid level"
    off: impossibleLevel,
    text: (routine) => `${routine}: the new IRQL is a level of this architecture`,
    page: 'wdm/nf-wdm-keraiseirql',
    fix: 'Pass a level between PASSIVE_LEVEL and HIGH_LEVEL; HIGH_LEVEL is 15 on x64 and 31 on x86.',
  },
  'irql-lower-no-such-level': {
    values: levels,
    on: verifier(0x31, 'documented'), // the subtype covers "higher or invalid level"
    off: impossibleLevel,
    text: (routine) => `${routine}: the new IRQL is a level of this architecture`,
    page: 'wdm/nf-wdm-kelowerirql',
    fix: 'Lower to the level that the matching raise returned; an uninitialised KIRQL looks like this.',
  },
  'irql-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0xe5), // D-085; for a routine that no Verifier page names, *ours*
    off: null,
    text: limitText,
    page: 'routine',
    fix: 'Make this call before the IRQL is raised (or a spin lock taken), or after it is lowered again.',
  },
  'irql-too-high-zw': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0xe6), // D-085 gives the subtype, no source the parameters
    off: null,
    text: limitText,
    page: 'routine',
    fix: 'Queue a work item and call the Zw routine from there, at PASSIVE_LEVEL.',
  },
  'spin-lock-release-low': {
    values: ['current IRQL', 'spin lock'],
    on: verifier(0x32, 'documented'), // D-045
    off: null,
    text: (routine) => `${routine}: IRQL = DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Do not lower the IRQL between the acquire and the release of a spin lock.',
  },
  'spin-lock-acquire-low': {
    values: ['current IRQL', 'spin lock'],
    on: verifier(0x40, 'documented'), // D-046
    off: null,
    text: (routine) => `${routine}: IRQL >= DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Call KeAcquireSpinLock, which raises the IRQL itself, unless the code always runs at DISPATCH_LEVEL.',
  },
  'spin-lock-release-from-dpc-low': {
    values: ['current IRQL', 'spin lock'],
    on: verifier(0x41, 'documented'), // D-046
    off: null,
    text: (routine) => `${routine}: IRQL >= DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Release with the counterpart of the acquire, at the level of the acquire.',
  },
  'queued-lock-release-low': {
    values: ['current IRQL', 'spin lock'],
    on: verifier(0x36, 'documented'), // subtype from the page; the lock as third parameter is *ours*
    off: null,
    text: (routine) => `${routine}: IRQL = DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Do not lower the IRQL between the acquire and the release of a queued spin lock.',
  },
  'spin-lock-acquire-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0x42), // D-046; the other parameters are *ours*
    off: null,
    text: limitText,
    page: 'routine',
    fix: 'Use an interrupt spin lock for what an interrupt routine shares; queue a DPC for the rest.',
  },
  'spin-lock-already-owned': {
    values: ['spin lock'],
    on: fourZerosDocumented(0xf), // D-043
    off: null, // the processor spins for ever
    text: (routine) => `${routine}: the processor does not hold the spin lock yet`,
    page: 'debugger/bug-check-0xf--spin-lock-already-owned',
    fix: 'Split the function: one that takes the lock, and one for callers that hold it.',
  },
  'spin-lock-not-owned': {
    values: ['spin lock'],
    on: fourZerosDocumented(0x10),
    off: null,
    text: (routine) => `${routine}: the processor holds the spin lock`,
    page: 'debugger/bug-check-0x10--spin-lock-not-owned',
    fix: 'Release a lock once for each acquire, on the processor that acquired it.',
  },
  'spin-lock-wrong-acquire': {
    values: ['spin lock'],
    on: verifier(0x1008, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null,
    text: (routine) =>
      `${routine}: a lock is acquired either by ordinary or by queued calls, never by both (D-042)`,
    page: 'routine',
    fix: 'Use one kind of call for all code that takes this lock.',
  },
  'spin-lock-wrong-release': {
    values: ['spin lock'],
    on: verifier(0x1009, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: a lock is released by the counterpart of its acquire`,
    page: 'routine',
    fix: 'Release an ordinary acquire with KeReleaseSpinLock, a queued one through the handle of its acquire.',
  },
  'irql-lower-with-spin-lock': {
    values: levels,
    on: verifier(0x31, 'ours'), // the page says fatal error and names no code (BEHAVIOUR-DECISIONS 6)
    off: null,
    text: (routine) => `${routine}: no spin lock is held when the IRQL goes below DISPATCH_LEVEL`,
    page: 'wdm/nf-wdm-kelowerirql',
    fix: 'Release the spin lock first; the release lowers the IRQL itself.',
  },
  'user-mode-at-raised-irql': {
    values: ['system routine address', 'IRQL on return to user mode'],
    ...both({ code: 0x4a, parameters: (value) => [value(0), value(1), 0, 0], from: 'documented' }),
    text: (routine) => `${routine}: a system call returns to user mode at PASSIVE_LEVEL`,
    page: 'debugger/bug-check-0x4a--irql-gt-zero-at-system-service',
    fix: 'Lower the IRQL and release every spin lock on each path out of the system call, error paths too.',
  },
  'critical-region-enter-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0x11a), // the page of 0xC4 has the subtype; parameters as 0xE5 (*ours*)
    off: null,
    text: limitText,
    page: 'routine',
    fix: 'Enter the region before the IRQL is raised; at APC_LEVEL and above no APC arrives anyway.',
  },
  'critical-region-leave-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0x11b), // the page of 0xC4 has the subtype; parameters as 0xE5 (*ours*)
    off: null,
    text: limitText,
    page: 'routine',
    fix: 'Leave the region when the IRQL is lowered again, at the level at which it was entered.',
  },
  'critical-region-not-entered': {
    values: [],
    on: verifier(0x3e, 'documented'), // the page of 0xC4; it has no parameters
    off: null, // D-059
    text: (routine) => `${routine}: the thread is in a critical region`,
    page: 'routine',
    fix: 'Leave a region once for each time it was entered, on the thread that entered it.',
  },
  'guarded-region-not-entered': {
    values: [],
    on: verifier(0x4_000e, 'documented'), // the DDI rule GuardedRegions; that it is found at the call is *ours*
    off: null,
    text: (routine) => `${routine}: the thread is in a guarded region`,
    page: 'routine',
    fix: 'Leave a region once for each time it was entered, on the thread that entered it.',
  },
  'fast-mutex-acquire-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0x33), // D-071; the other parameters are *ours*
    off: null,
    text: limitText,
    page: 'routine',
    fix: 'Use a spin lock for what code at DISPATCH_LEVEL shares; acquire a mutex before the IRQL is raised.',
  },
  'fast-mutex-release-level': {
    values: ['current IRQL', 'IRQL wanted'],
    on: wrongLevel(0x34), // D-071; the other parameters are *ours*
    off: null,
    text: (routine) => `${routine}: IRQL = APC_LEVEL, as the acquire left it`,
    page: 'routine',
    fix: 'Do not change the IRQL between the acquire and the release of a fast mutex, or change it back.',
  },
  'fast-mutex-unsafe-acquire': {
    values: ['current IRQL', 'IRQL wanted'],
    on: wrongLevel(0x39), // D-071; the other parameters are *ours*
    off: null,
    text: (routine) => `${routine}: IRQL = APC_LEVEL, or a critical or guarded region`,
    page: 'routine',
    fix: 'Enter a critical region first, or use the form of the routine that keeps APCs away itself.',
  },
  'fast-mutex-unsafe-release': {
    values: ['current IRQL', 'IRQL wanted'],
    on: wrongLevel(0x3a), // D-071; the other parameters are *ours*
    off: null,
    text: (routine) => `${routine}: IRQL = APC_LEVEL, or a critical or guarded region`,
    page: 'routine',
    fix: 'Leave the region, or lower the IRQL, after the release and not before.',
  },
  'mutex-already-owned': {
    values: ['mutex'],
    on: fourZerosDocumented(0xbf), // that the verifier gives it is *ours*
    off: null, // the thread waits for itself: a deadlock
    text: (routine) => `${routine}: the thread does not hold the mutex yet`,
    page: 'debugger/bug-check-0xbf--mutex-already-owned',
    fix: 'Split the function: one that acquires the mutex, and one for callers that hold it.',
  },
  'lock-wrong-release': {
    values: ['lock'],
    on: verifier(0x1009, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: a lock is released by the counterpart of its acquire`,
    page: 'routine',
    fix: 'Pair each form of acquire with its own release: plain, guarded, unsafe, exclusive, shared.',
  },
  'lock-not-initialised': {
    values: ['lock'],
    on: verifier(0x1002, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null, // the thread waits for ever: a deadlock
    text: (routine) => `${routine}: the lock was initialised, and its bytes are intact`,
    page: 'routine',
    fix: 'Initialise the lock before its first use, and keep its memory until nobody uses it.',
  },
  'lock-not-held': {
    values: ['lock'],
    on: verifier(0x1007, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the thread holds the lock`,
    page: 'routine',
    fix: 'Release a lock once for each acquire.',
  },
  'lock-of-other-thread': {
    values: ['lock', 'thread that holds it', 'thread that called'],
    on: verifier(0x1004, 'documented'), // the subtype; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the thread that acquired the lock releases it`,
    page: 'routine',
    fix: 'Release a lock on the thread that acquired it; hand work over with an event or a semaphore.',
  },
  'thread-ends-with-lock': {
    values: ['lock', 'thread'],
    on: verifier(0x100a, 'documented'), // the subtype; the parameters are *ours*
    off: null, // the lock stays held for ever
    text: (routine) => `${routine}: a thread releases every lock before it ends`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Release the lock on every path out of the thread.',
  },
  'resource-acquire-apcs-enabled': {
    values: ['current IRQL', 'count that disables APCs', 'resource'],
    on: verifier(0x37, 'documented'), // D-071; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the caller is in a critical or guarded region, or at APC_LEVEL`,
    page: 'routine',
    fix: 'Call KeEnterCriticalRegion first, or ExEnterCriticalRegionAndAcquireResourceExclusive.',
  },
  'resource-release-apcs-enabled': {
    values: ['current IRQL', 'count that disables APCs', 'resource'],
    on: verifier(0x38, 'documented'), // D-071; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the caller is in a critical or guarded region, or at APC_LEVEL`,
    page: 'routine',
    fix: 'Leave the critical region after the release and not before.',
  },
  'resource-unaligned': {
    values: ['resource'],
    on: verifier(0x3d, 'documented'), // the page of 0xC4; the resource as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the resource is aligned as the compiler aligns an ERESOURCE`,
    page: 'routine',
    fix: 'Do not place an ERESOURCE in a packed structure or at an odd offset of a buffer.',
  },
  'resource-initialised-twice': {
    values: ['resource'],
    on: verifier(0xd0, 'documented'), // the page of 0xC4; the resource as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the resource is not initialised yet, or was deleted since`,
    page: 'routine',
    fix: 'Call ExDeleteResourceLite before the memory is freed or used for another resource.',
  },
  'resource-deleted-uninitialised': {
    values: ['resource'],
    on: verifier(0xd1, 'documented'), // the page of 0xC4; the resource as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the resource was initialised`,
    page: 'routine',
    fix: 'Delete a resource once, with the address that ExInitializeResourceLite got.',
  },
  'lock-self-deadlock': {
    values: ['lock', 'thread'],
    on: verifier(0x1000, 'documented'), // the page of 0xC4; the parameters are *ours*
    off: null, // the thread waits for itself: a deadlock
    text: (routine) => `${routine}: the thread does not hold the lock already`,
    page: 'routine',
    fix: 'Release the lock before it is acquired in another way, or acquire it exclusively from the start.',
  },
  'resource-not-owned': {
    values: ['resource', 'owner'],
    ...both({ code: 0xe3, parameters: (value) => [value(0), value(1), 0, 0], from: 'documented' }), // no owner table
    text: (routine) => `${routine}: the owner holds the resource`,
    page: 'debugger/bug-check-0xe3--resource-not-owned',
    fix: 'Release a resource once for each acquire, on its thread or with ExReleaseResourceForThreadLite.',
  },
  'resource-not-exclusive': {
    values: ['resource'],
    on: fourZerosDocumented(0x1f), // that the verifier gives it is *ours*
    off: null,
    text: (routine) => `${routine}: the thread holds the resource exclusively`,
    page: 'debugger/bug-check-0x1f--shared-resource-conv-error',
    fix: 'Convert only what ExAcquireResourceExclusiveLite acquired on this thread.',
  },
  'resource-owner-pointer': {
    values: ['resource', 'owner pointer'],
    ...both(fourZerosDocumented(0x132)), // its page lists no parameters
    text: (routine) => `${routine}: the two lowest bits of the owner pointer are set`,
    page: 'debugger/bug-check-0x132--resource-owner-pointer-invalid',
    fix: 'Pass the address of system memory that lives as long as the owner, with 3 added.',
  },
  'pool-free-with-timer': {
    values: ['timer', 'block', 'bytes'],
    on: verifier(0x15, 'documented'), // D-106; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: no timer that is set lies in the memory that is freed`,
    page: 'routine',
    fix: 'Cancel the timer with KeCancelTimer before its memory is freed, and flush its DPC with KeFlushQueuedDpcs.',
  },
  'pool-free-with-resource': {
    values: ['resource', 'block', 'bytes'],
    on: verifier(0x17, 'documented'), // D-106; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: no ERESOURCE lies in the memory that is freed`,
    page: 'routine',
    fix: 'Call ExDeleteResourceLite before the memory is freed.',
  },
  'push-lock-acquire-apcs-enabled': {
    values: ['current IRQL', 'push lock'],
    on: verifier(0xea, 'documented'), // D-107; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the caller is in a critical or guarded region, or at APC_LEVEL`,
    page: 'routine',
    fix: 'Call KeEnterCriticalRegion first.',
  },
  'push-lock-release-apcs-enabled': {
    values: ['current IRQL', 'push lock'],
    on: verifier(0xeb, 'documented'), // D-107; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the caller is in a critical or guarded region, or at APC_LEVEL`,
    page: 'routine',
    fix: 'Leave the critical region after the release and not before.',
  },
  'rundown-not-complete': {
    values: ['reference'],
    on: verifier(0x1005, 'documented'), // the subtype; that it covers run-down references is *ours*
    off: null,
    text: (routine) => `${routine}: the run-down of the reference is complete`,
    page: 'routine',
    fix: 'Call ExWaitForRundownProtectionRelease first; use ExInitializeRundownProtection for fresh memory.',
  },
  'remove-lock-tag-mismatch': {
    values: ['remove lock', 'tag'],
    on: verifier(0xd5, 'documented'), // the page of 0xC4; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the tag is that of an acquire that is held`,
    page: 'routine',
    fix: 'Pass the tag of the acquire, and release once for each acquire that gave STATUS_SUCCESS.',
  },
  'remove-lock-wait-tag-mismatch': {
    values: ['remove lock', 'tag'],
    on: verifier(0xd6, 'documented'), // the page of 0xC4; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the tag is that of an acquire that is held`,
    page: 'routine',
    fix: 'Acquire the lock when the remove request arrives, and pass the same tag here.',
  },
  'remove-lock-initialised-twice': {
    values: ['remove lock'],
    on: verifier(0xd7, 'documented'), // the page of 0xC4; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the remove lock is not initialised yet`,
    page: 'routine',
    fix: 'Initialise a remove lock once, when the device is added; it serves one life of the device.',
  },
  'remove-lock-high-water': {
    values: ['remove lock', 'acquires held', 'limit'],
    on: verifier(OWN_SUBTYPE + 0x20, 'ours'), // a checked build asserts
    off: null,
    text: (routine) => `${routine}: no more acquires are held than HighWater says`,
    page: 'routine',
    fix: 'Look for a path that does not release, or raise the limit.',
  },
  'remove-lock-held-too-long': {
    values: ['remove lock', 'tag', 'limit in minutes'],
    on: verifier(OWN_SUBTYPE + 0x21, 'ours'), // a checked build asserts
    off: null,
    text: (routine) => `${routine}: no acquire is held for longer than Maxmin says`,
    page: 'routine',
    fix: 'Release when the request is completed, or raise the limit.',
  },
  'lock-deleted-owned': {
    values: ['lock'],
    on: verifier(0x100b, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: nobody holds the lock or waits for it`,
    page: 'routine',
    fix: 'Wait until every thread has released the lock, and let none acquire it any more.',
  },
  'wait-at-dispatch-level': {
    values: ['current IRQL', 'address of the object', 'address of the timeout'],
    on: verifier(0x3b, 'documented'), // BEHAVIOUR-DECISIONS 7; parameters 2 to 4 are *ours*
    off: null,
    text: (routine) => `${routine}: IRQL <= APC_LEVEL, or a timeout of zero at DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Wait before the IRQL is raised, or pass a timeout of zero and come back later from a work item.',
  },
  'switch-at-dispatch-level': {
    values: ['old thread', 'new thread'],
    // D-055; the third parameter, a stack address, is 0: threads have no stack in simulated memory (*ours*)
    ...both({ code: 0xb8, parameters: (value) => [value(0), value(1), 0, 0], from: 'documented' }),
    text: (routine) => `${routine}: a thread gives its processor away below DISPATCH_LEVEL only`,
    page: 'debugger/bug-check-0xb8--attempted-switch-from-dpc',
    fix: 'Do not wait in a DPC routine or while a spin lock is held; queue a work item that waits.',
  },
  'wait-for-no-object': {
    values: ['address', 'type byte found there'],
    on: verifier(OWN_SUBTYPE + 0x10, 'ours'), // no source says what becomes of such a wait
    off: null,
    text: (routine) => `${routine}: the object is an event, mutex, semaphore, timer or thread`,
    page: 'routine',
    fix: 'Initialise the object before its first use, and keep its memory until nobody waits for it.',
  },
  'wait-true-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0xe5),
    off: null,
    text: (routine) => `${routine}: IRQL <= APC_LEVEL with Wait TRUE`,
    page: 'routine',
    fix: 'Pass FALSE for Wait; nothing but a wait right afterwards is a reason for TRUE.',
  },
  'set-event-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0x80), // the page of 0xC4 has the subtype; parameters as 0xE5 (*ours*)
    off: null,
    text: limitText,
    page: 'routine',
    fix: 'Set the event from a DPC that the interrupt routine queues.',
  },
  'too-many-wait-objects': {
    values: ['current IRQL', 'number of objects'],
    ...both({ code: 0xc, parameters: () => [0, 0, 0, 0], from: 'documented' }), // no page gives parameters
    text: (routine) =>
      `${routine}: at most THREAD_WAIT_OBJECTS (3) objects, with an array of wait blocks MAXIMUM_WAIT_OBJECTS (64)`,
    page: 'debugger/bug-check-0xc--maximum-wait-objects-exceeded',
    fix: 'Pass an array of Count wait blocks in nonpaged memory, and wait for no more than 64 objects.',
  },
  'thread-ends-with-mutex': {
    values: ['thread', 'mutex'],
    // no page gives parameters: *ours*
    ...both({ code: 0x4000_008a, parameters: (value) => [value(0), value(1), 0, 0], from: 'documented' }),
    text: (routine) => `${routine}: a thread releases every mutex before it ends`,
    page: 'debugger/bug-check-0x4000008a--thread-terminate-held-mutex',
    fix: 'Release the mutex on every path out of the thread, once for each wait that acquired it.',
  },
  'thread-ends-restricted': {
    values: ['count that disables APCs', 'IRQL'],
    ...both({ code: 0x20, parameters: (value) => [0, value(0), value(1), 0], from: 'documented' }), // D-061
    text: (routine) => `${routine}: a thread ends at PASSIVE_LEVEL with APCs enabled`,
    page: 'debugger/bug-check-0x20--kernel-apc-pending-during-exit',
    fix: 'Lower the IRQL and leave every critical and guarded region before the thread ends.',
  },
  'dpc-returns-at-other-irql': {
    values: ['IRQL', 'IRQL at which it was called', 'DPC routine', 'its context'],
    // D-092: 2 names a callout routine and its parameter; that a DPC routine counts as one is *ours*
    ...both({
      code: 0xc8,
      parameters: (value) => [(value(0) << 16) | (value(1) << 8) | 2, value(2), value(3), 0],
      from: 'ours',
    }),
    text: (routine) => `${routine}: it returns at the IRQL at which it was called`,
    page: 'debugger/bug-check-0xc8--irql-unexpected-value',
    fix: 'Lower the IRQL to what the matching raise returned, and release every spin lock, on each path out.',
  },
  'apc-returns-at-other-irql': {
    values: ['IRQL', 'IRQL at which it was called', 'kind', 'kernel routine', 'normal routine'],
    // D-092; which kind of APC is case 0 and which is 1 is *ours*, and so is 0 for the KAPC
    ...both({
      code: 0xc8,
      parameters: (value) => [(value(0) << 16) | (value(1) << 8) | value(2), value(3), 0, value(4)],
      from: 'documented',
    }),
    text: (routine) => `${routine}: it returns at the IRQL at which it was called`,
    page: 'debugger/bug-check-0xc8--irql-unexpected-value',
    fix: 'Lower the IRQL to what the matching raise returned, on each path out of the routine.',
  },
  'dpc-initialized-while-queued': {
    values: ['KDPC'],
    on: verifier(OWN_SUBTYPE + 0x60, 'ours'), // no source says what becomes of the queue
    off: null,
    text: (routine) => `${routine}: the DPC is not queued`,
    page: 'routine',
    fix: 'Initialise a KDPC once; take it out with KeRemoveQueueDpc, or call KeFlushQueuedDpcs, before its memory is used anew.',
  },
  'dpc-no-such-processor': {
    values: ['KDPC', 'processor'],
    on: verifier(OWN_SUBTYPE + 0x61, 'ours'), // the page names no result
    off: null,
    text: (routine) => `${routine}: the processor exists`,
    page: 'routine',
    fix: 'Pass a number below KeQueryActiveProcessorCountEx.',
  },
  'no-such-timer': {
    values: ['address', 'type byte found there'],
    on: verifier(OWN_SUBTYPE + 0x62, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is that of a timer`,
    page: 'routine',
    fix: 'Initialise a KTIMER before its first use, and cancel it before its memory goes away.',
  },
  'timer-delete-wait-too-high': {
    values: ['current IRQL', 'highest IRQL allowed'],
    on: wrongLevel(0xe5),
    off: null,
    text: (routine) => `${routine}: IRQL <= APC_LEVEL with Wait TRUE`,
    page: 'routine',
    fix: 'Pass FALSE for Wait and a delete callback, or delete the timer below DISPATCH_LEVEL.',
  },
  'timer-initialized-while-set': {
    values: ['timer'],
    on: verifier(OWN_SUBTYPE + 0x63, 'ours'), // no source says what becomes of the clock's list
    off: null,
    text: (routine) => `${routine}: the timer is not set`,
    page: 'routine',
    fix: 'Initialise a KTIMER once; cancel it before its memory is used anew.',
  },
  'worker-returns-at-raised-irql': {
    values: ['worker routine', 'IRQL', 'argument', 'work item'],
    ...both({
      code: 0xe1,
      parameters: (value) => [value(0), value(1), value(2), value(3)],
      from: 'documented',
    }),
    text: (routine) => `${routine}: it returns at PASSIVE_LEVEL`,
    page: 'debugger/bug-check-0xe1--worker-thread-returned-at-bad-irql',
    fix: 'Lower the IRQL and release every spin lock on each path out of the routine.',
  },
  'worker-terminates': {
    values: [],
    ...both({ code: 0xe9, parameters: () => [0, 0, 0, 0], from: 'documented' }), // no page gives parameters
    text: (routine) => `${routine}: it returns and does not end its thread`,
    page: 'debugger/bug-check-0xe9--active-ex-worker-thread-termination',
    fix: 'Return from the worker routine instead of calling PsTerminateSystemThread.',
  },
  'work-item-active': {
    values: ['work item'],
    // no page gives parameters: *ours*
    ...both({ code: 0xe4, parameters: (value) => [0, value(0), 0, 0], from: 'documented' }),
    text: (routine) => `${routine}: the work item is not queued`,
    page: 'debugger/bug-check-0xe4--worker-invalid',
    fix: 'Queue or free a work item only when its routine has begun; keep a flag with an interlocked operation.',
  },
  'no-such-work-item': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x13, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is that of a work item, made for this routine`,
    page: 'routine',
    fix: 'Use IoFreeWorkItem for IoAllocateWorkItem and IoUninitializeWorkItem for IoInitializeWorkItem, once each.',
  },
  'apc-index-mismatch': {
    values: [
      'routine',
      'ApcStateIndex',
      'combined APC disable counts',
      '0 for a system call, 1 for a worker routine',
    ],
    ...both({
      code: 0x1,
      parameters: (value) => [value(0), value(1), value(2), value(3)],
      from: 'documented',
    }), // D-060
    text: (routine) => `${routine}: it returns with as many APCs disabled as it began with`,
    page: 'debugger/bug-check-0x1--apc-index-mismatch',
    fix: 'Leave every critical and guarded region, and release every mutex, on each path out of the routine.',
  },
  'no-such-thread': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x11, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the address is that of a thread object`,
    page: 'routine',
    fix: 'Take the address from KeGetCurrentThread, or from ObReferenceObjectByHandle with the handle of a thread.',
  },
  'priority-out-of-range': {
    values: ['priority'],
    on: verifier(OWN_SUBTYPE + 0x12, 'ours'), // the pages give the range and no result
    off: null,
    text: (routine) => `${routine}: a priority is between 1 and 31`,
    page: 'routine',
    fix: 'Pass LOW_PRIORITY + 1 to HIGH_PRIORITY; LOW_REALTIME_PRIORITY is 16.',
  },
  'no-such-processor': {
    values: ['affinity'],
    ...both({ code: 0x3, parameters: (value) => [value(0), 0, 0, 0], from: 'ours' }), // the page of 0x3 has no parameters
    text: (routine) => `${routine}: at least one processor of the affinity is active`,
    page: 'routine',
    fix: 'Use only bits that KeQueryActiveProcessors gives.',
  },
  'object-without-references': {
    values: ['address'],
    on: verifier(0x3f, 'documented'), // the page of 0xC4; the address as parameter is *ours*
    off: { code: 0x18, parameters: (value) => [0, value(0), 0, 0], from: 'ours' },
    text: (routine) => `${routine}: the caller holds a reference to the object`,
    page: 'routine',
    fix: 'Release each reference once, and use an object only while one is held.',
  },
  'bad-handle': {
    values: ['handle'],
    on: verifier(0x3c, 'documented'), // the page of 0xC4; the handle as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the handle is open`,
    page: 'routine',
    fix: 'Check the status of the call that gives the handle, and close it only once.',
  },
  'null-handle': {
    values: ['handle'],
    on: verifier(0xf5, 'documented'), // the page of 0xC4
    off: null,
    text: (routine) => `${routine}: the handle is not NULL`,
    page: 'routine',
    fix: 'Check the status of the call that gives the handle.',
  },
  'heap-create-not-growable-no-base': {
    values: ['heap flags', 'reserve size', 'commit size'],
    on: verifier(OWN_SUBTYPE + 1, 'ours'), // the page says must and names no result (BEHAVIOUR-DECISIONS 4)
    off: null,
    text: (routine) => `${routine}: HEAP_GROWABLE is set when HeapBase is NULL`,
    page: 'ntifs/nf-ntifs-rtlcreateheap',
    fix: 'Pass HEAP_GROWABLE, or reserve the memory of a fixed heap yourself and pass it as HeapBase.',
  },
  'heap-lock-with-no-serialize': {
    values: ['heap flags', 'lock address'],
    on: verifier(OWN_SUBTYPE + 2, 'ours'), // the page says must and names no result (BEHAVIOUR-DECISIONS 4)
    off: null,
    text: (routine) => `${routine}: Lock is NULL with HEAP_NO_SERIALIZE`,
    page: 'ntifs/nf-ntifs-rtlcreateheap',
    fix: 'Pass NULL as Lock, or leave HEAP_NO_SERIALIZE out so that the lock is used.',
  },
  'heap-unserialized-use': {
    values: ['heap address', 'thread that used it', 'thread that called'],
    on: verifier(OWN_SUBTYPE + 3, 'ours'), // S4-025 says what is likely then, and no result
    off: null,
    text: (routine) =>
      `${routine}: without serialization one thread alone uses a heap, or a lock keeps them apart`,
    page: 'ntifs/nf-ntifs-rtlallocateheap',
    fix: 'Leave HEAP_NO_SERIALIZE out, or hold a lock of your own around every call on the heap.',
  },
  'heap-destroyed-inside': {
    values: ['heap address', 'thread that is inside', 'thread that called'],
    on: verifier(OWN_SUBTYPE + 4, 'ours'), // docs/decisions/0014-heap-life.md
    off: null,
    text: (routine) => `${routine}: no call on the heap is in progress`,
    page: 'ntifs/nf-ntifs-rtldestroyheap',
    fix: 'Return from the commit routine or exception filter first and destroy the heap when its call is over.',
  },
  'heap-destroyed-locked': {
    values: ['heap address', 'thread that holds the lock', 'thread that called'],
    on: verifier(OWN_SUBTYPE + 5, 'ours'), // docs/decisions/0014-heap-life.md
    off: null,
    text: (routine) => `${routine}: no other thread holds the lock of the heap`,
    page: 'ntifs/nf-ntifs-rtldestroyheap',
    fix: 'Let every thread give the lock back and stop using the heap before it is destroyed.',
  },
  'kernel-heap-corruption': {
    values: ['corruption type', 'heap address', 'address of the corruption'],
    ...both({ code: 0x13a, parameters: (value) => [value(0), value(1), value(2), 0], from: 'documented' }), // D-109
    text: (routine) =>
      `${routine}: heap memory is used only between its allocation and its free, and only within its size`,
    page: 'debugger/bug-check-0x13a--kernel-mode-heap-corruption',
    fix: 'Look at who allocated, wrote and freed the block named below; the damage happened before this call.',
  },
  'copy-overlaps': {
    values: ['address of the target', 'address of the source', 'bytes to copy'],
    on: verifier(0xf0, 'ours'), // D-081 gives the subtype, no source the parameters
    off: null,
    text: (routine) => `${routine}: source and target do not overlap`,
    page: 'routine',
    fix: 'Call RtlMoveMemory for ranges that may overlap.',
  },
  'list-entry-corrupt': {
    values: [],
    ...both({ code: 0x139, parameters: () => [CORRUPT_LIST_ENTRY, 0, 0, 0], from: 'documented' }), // E-017
    text: (routine) => `${routine}: the neighbours of an entry point back at it`,
    page: 'debugger/bug-check-0x139--kernel-security-check-failure',
    fix: 'Look for an entry that was removed twice, freed while it was in a list, or never initialised.',
  },
  'pool-paged-allocate-level': {
    ...poolLevels.pagedAllocate,
    on: verifier(0x01, 'documented'), // D-106
    off: poolRequest(0x08), // F-018
  },
  'pool-nonpaged-allocate-level': {
    ...poolLevels.nonpagedAllocate,
    on: verifier(0x02, 'documented'), // D-106
    off: poolRequest(0x08), // F-018
  },
  'pool-paged-free-level': {
    ...poolLevels.pagedFree,
    on: verifier(0x11, 'ours'), // D-106 gives the subtype, no source the parameters
    off: poolFree(0x09),
  },
  'pool-nonpaged-free-level': {
    ...poolLevels.nonpagedFree,
    on: verifier(0x12, 'ours'),
    off: poolFree(0x09),
  },
  // The verifier looks at the level before special pool does (*ours*).
  'special-pool-paged-allocate-level': {
    ...poolLevels.pagedAllocate,
    on: verifier(0x01, 'documented'), // D-106
    off: specialPoolLevel(0x30), // D-104
  },
  'special-pool-nonpaged-allocate-level': {
    ...poolLevels.nonpagedAllocate,
    on: verifier(0x02, 'documented'), // D-106
    off: specialPoolLevel(0x30), // D-104
  },
  'special-pool-paged-free-level': {
    ...poolLevels.pagedFree,
    on: verifier(0x11, 'ours'),
    off: specialPoolLevel(0x31), // D-104
  },
  'special-pool-nonpaged-free-level': {
    ...poolLevels.nonpagedFree,
    on: verifier(0x12, 'ours'),
    off: specialPoolLevel(0x31), // D-104
  },
  'special-pool-free': {
    values: ['address', 'bytes of the block', 'zero', 'subtype'],
    ...both(specialPoolDamage), // D-104
    text: (routine) => `${routine}: what is freed is a block that was allocated and not freed yet`,
    page: 'debugger/bug-check-0xc1--special-pool-detected-memory-corruption',
    fix: 'Keep the address that the allocation gave, free it once, and set the pointer to NULL.',
  },
  'special-pool-pattern': {
    values: ['address', 'address of the changed byte', 'zero', 'subtype'],
    ...both(specialPoolDamage), // D-104, F-047
    text: (routine) => `${routine}: a driver writes to its own block only`,
    page: 'debugger/bug-check-0xc1--special-pool-detected-memory-corruption',
    fix: 'Look for a write in front of the block or just behind it; with `verify: start` one in front of it faults at once.',
  },
  'pool-free-with-held-lock': {
    values: ['address of the lock', 'address of the block', 'bytes of the block'],
    // The page has the subtype for a lock that is deleted; the lock as parameter is *ours*.
    on: { code: 0xc4, parameters: (value) => [0x100b, value(0), 0, 0], from: 'ours' },
    off: null,
    text: (routine) => `${routine}: a lock is released before its memory is freed`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Release the lock first; whoever waits for it would touch freed memory.',
  },
  'pool-free-with-dpc': {
    values: ['address of the KDPC', 'address of the block', 'bytes of the block'],
    on: { code: 0xc7, parameters: (value) => [1, value(0), value(1), value(1) + value(2)], from: 'ours' },
    off: null,
    text: (routine) => `${routine}: a DPC is not queued any more when its memory is freed`,
    page: 'debugger/bug-check-0xc7--timer-or-dpc-invalid',
    fix: 'Call KeRemoveQueueDpc or KeFlushQueuedDpcs before this free.',
  },
  'pool-free-with-work-item': {
    values: ['address of the work item', 'address of the block', 'bytes of the block'],
    on: { code: 0xe4, parameters: (value) => [0, value(0), value(1), value(1) + value(2)], from: 'ours' },
    off: null,
    text: (routine) => `${routine}: a work item is not queued any more when its memory is freed`,
    page: 'debugger/bug-check-0xe4--worker-invalid',
    fix: 'Free the item in its own routine, or wait until that has begun.',
  },
  'pool-free-with-waiters': {
    values: ['address of the object', 'address of the block', 'bytes of the block'],
    on: verifier(OWN_SUBTYPE + 0x52, 'ours'), // no source says what becomes of the threads
    off: null,
    text: (routine) => `${routine}: nobody waits for an event, mutex or semaphore when its memory is freed`,
    page: null,
    fix: 'Signal the object and let the threads that wait for it leave the wait before this free.',
  },
  'no-driver-section': {
    values: ['address or handle'],
    on: verifier(OWN_SUBTYPE + 0x50, 'ours'), // no source says what becomes of it
    off: null,
    text: (routine) => `${routine}: the address lies in a section of the driver, the handle names one`,
    page: 'routine',
    fix: 'Give the address of a variable or function of the driver, or the handle that a lock gave.',
  },
  'section-not-locked': {
    values: ['handle of the section'],
    on: verifier(OWN_SUBTYPE + 0x51, 'ours'), // no source says what becomes of it
    off: null,
    text: (routine) => `${routine}: a section is unlocked as often as it was locked`,
    page: 'routine',
    fix: 'Keep lock and unlock in pairs.',
  },
  'contiguous-free': {
    values: ['address'],
    ...both({ code: 0xc2, parameters: (value) => [0x60, value(0), 0, 0], from: 'ours' }), // F-037 has the subtype
    text: (routine) =>
      `${routine}: the address is one that the matching routine gave, and was not freed since`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: 'Keep the address that the allocation gave, and free it once with the routine that belongs to it.',
  },
  'contiguous-free-size': {
    values: ['address', 'bytes of the memory', 'bytes given'],
    on: verifier(OWN_SUBTYPE + 0x53, 'ours'), // no source says what becomes of it
    off: null,
    text: (routine) => `${routine}: the size is the one that was asked for`,
    page: 'routine',
    fix: 'Keep the size beside the address.',
  },
  'lookaside-initialised-twice': {
    values: ['address of the lookaside list'],
    on: verifier(0xca, 'ours'), // the page gives the subtype, no source the parameters; as for the next three
    off: null,
    text: (routine) => `${routine}: a lookaside list is initialised once`,
    page: 'routine',
    fix: 'Delete the list before it is initialised anew.',
  },
  'lookaside-not-initialised': {
    values: ['address of the lookaside list'],
    on: verifier(0xcb, 'ours'),
    off: null,
    text: (routine) =>
      `${routine}: what is deleted is a lookaside list that was initialised and not deleted yet`,
    page: 'routine',
    fix: 'Delete the list once, with the address that it was initialised with.',
  },
  'lookaside-freed': {
    values: ['address of the lookaside list', 'address of the block', 'bytes of the block'],
    on: verifier(0xcc, 'ours'),
    off: null,
    text: (routine) => `${routine}: a lookaside list is deleted before its memory is freed`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Call ExDelete…LookasideList for the list before this free.',
  },
  'lookaside-size': {
    values: ['address of the lookaside list', 'bytes of a block', 'least bytes'],
    on: verifier(0xcd, 'ours'),
    off: null,
    text: (routine) => `${routine}: a block has room for the link of the list (LOOKASIDE_MINIMUM_BLOCK_SIZE)`,
    page: 'routine',
    fix: 'Ask for blocks of at least LOOKASIDE_MINIMUM_BLOCK_SIZE bytes.',
  },
  'pool-zero-bytes': {
    values: ['current IRQL', 'pool type', 'zero'],
    on: verifier(0x00, 'documented'), // F-016, BEHAVIOUR-DECISIONS 11
    off: null,
    text: (routine) => `${routine}: NumberOfBytes is not 0`,
    page: 'wdm/nf-wdm-exallocatepoolwithtag',
    fix: 'Do not allocate when there is nothing to store; look at the length that the size was computed from.',
  },
  'pool-no-bytes': {
    values: ['pool'],
    on: verifier(OWN_SUBTYPE + 0x40, 'ours'), // outside of the page's contract, no result is named (BEHAVIOUR-DECISIONS 11)
    off: null,
    text: (routine) => `${routine}: NumberOfBytes is not 0`,
    page: 'wdm/nf-wdm-exallocatepool2',
    fix: 'Do not allocate when there is nothing to store; look at the length that the size was computed from.',
  },
  'pool-tag-characters': {
    values: ['tag'],
    on: verifier(OWN_SUBTYPE + 0x41, 'ours'), // F-005: the page names no result
    off: null,
    text: (routine) => `${routine}: Tag has one to four characters from 0x20 to 0x7E`,
    page: 'wdm/nf-wdm-exallocatepool2',
    fix: "Write the tag as a character constant of four letters, such as 'derF'.",
  },
  'pool-must-succeed': {
    values: ['pool type', 'bytes requested'],
    ...both(badPoolCaller(0x9a, 'ours')), // F-023 gives the subtype
    text: (routine) => `${routine}: PoolType is not one of the must-succeed types`,
    page: 'wdm/nf-wdm-exallocatepoolwithtag',
    fix: 'Ask for NonPagedPoolNx and handle a NULL result.',
  },
  'pool-tag-zero': {
    values: ['pool type', 'bytes requested'],
    ...both(badPoolCaller(0x9b, 'ours')), // BEHAVIOUR-DECISIONS 11 gives the subtypes
    text: (routine) => `${routine}: Tag is not 0`,
    page: 'wdm/nf-wdm-exallocatepoolwithtag',
    fix: "Give each kind of allocation a tag of its own, such as 'derF'.",
  },
  'pool-tag-big': {
    values: ['pool type', 'bytes requested'],
    ...both(badPoolCaller(0x9c, 'ours')),
    text: (routine) => `${routine}: Tag is not 'BIG'`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: "Choose another tag: 'BIG' is the pool's own.",
  },
  'pool-tag-unreadable': {
    values: ['tag', 'pool type'],
    ...both(badPoolCaller(0x9d, 'ours')),
    text: (routine) => `${routine}: Tag contains a letter or a digit`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: "Write the tag as a character constant of four letters, such as 'derF'.",
  },
  'pool-wrong-tag': {
    values: ['address', 'tag of the allocation', 'tag of the free'],
    ...both({
      ...badPoolCaller(0x0a, 'documented'),
      parameters: (value) => [0x0a, value(0), value(1), value(2)],
    }),
    text: (routine) => `${routine}: Tag is the one that the block was allocated with`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Free the block with the tag it was allocated with; a constant for both keeps them equal.',
  },
  'pool-double-free': {
    values: ['address'],
    on: verifier(0x13, 'ours'), // D-106 gives the subtype, no source the parameters
    off: { ...badPoolCaller(0x07, 'documented'), parameters: (value) => [0x07, 0, 0, value(0)] }, // F-035
    text: (routine) => `${routine}: a block is freed once`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Set the pointer to NULL where the block is freed, and let one piece of code own it.',
  },
  'pool-free-of-free-block': {
    values: ['header of the free block'],
    on: verifier(0x14, 'ours'), // as above
    off: { ...badPoolCaller(0x06, 'documented'), parameters: (value) => [0x06, 0, value(0), 0] }, // F-035
    text: (routine) => `${routine}: the address is that of a live block`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Free the pointer that the allocation returned, not one that was computed from it.',
  },
  'pool-free-bad-address': {
    values: ['subtype without the verifier', 'address', 'page offset for 0x50'],
    on: { ...verifier(0x10, 'ours'), parameters: (value) => [0x10, value(1), 0, 0] }, // D-106
    off: badPoolAddress,
    text: (routine) => `${routine}: the address is one that an allocation returned`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Free the pointer that the allocation returned, not one that was computed from it.',
  },
  'pool-free-outside': {
    values: ['subtype without the verifier', 'address'],
    on: { ...verifier(0x16, 'ours'), parameters: (value) => [0x16, value(1), 0, 0] }, // D-106
    off: badPoolAddress,
    text: (routine) => `${routine}: the address is one that an allocation returned`,
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    fix: 'Look where the pointer comes from: it was never set, or it belongs to a heap, a variable or a user buffer.',
  },
  'pool-quota-process': {
    values: ['subtype', 'address', 'tag', 'process pointer in memory'],
    ...both({
      code: 0xc2,
      parameters: (value) => [value(0), value(1), value(2), value(3)],
      from: 'ours', // F-037: "quota process pointer damaged"
    }),
    text: (routine) => `${routine}: the process pointer of a charged block is the one the pool stored`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: 'Look for who writes over the end of this block, or of the one in front of it.',
  },
  'pool-caller-header': {
    values: ['subtype', 'header', 'first word of the header'],
    ...both({ code: 0xc2, parameters: (value) => [value(0), value(1), value(2), 0], from: 'ours' }), // F-038
    text: (routine) => `${routine}: pool headers are written by the pool alone`,
    page: 'debugger/bug-check-0xc2--bad-pool-caller',
    fix: FIX_OVERRUN,
  },
  'pool-header': {
    values: ['subtype', 'depends on subtype', 'depends on subtype', 'depends on subtype'],
    ...both({
      code: 0x19,
      parameters: (value) => [value(0), value(1), value(2), value(3)],
      from: 'ours', // F-038 gives the subtypes, and (entry, next) for 0x20
    }),
    text: (routine) => `${routine}: a driver writes to its own block only, and not after it was freed`,
    page: 'debugger/bug-check-0x19--bad-pool-header',
    fix: FIX_OVERRUN,
  },
  'pool-link-fault': {
    values: ['referenced address', 'IRQL', 'instruction'],
    ...both({ code: 0xc5, parameters: (value) => [value(0), value(1), 0, value(2)], from: 'documented' }), // D-105
    text: (routine) => `${routine}: a driver writes to its own block only, and not after it was freed`,
    page: 'debugger/bug-check-0xc5--driver-corrupted-expool',
    fix: FIX_OVERRUN,
  },
  'pool-page-link-fault': {
    values: ['referenced address', 'IRQL', 'instruction'],
    ...both({ code: 0xd0, parameters: (value) => [value(0), value(1), 0, value(2)], from: 'documented' }), // D-105
    text: (routine) => `${routine}: a driver writes to its own block only, and not after it was freed`,
    page: 'debugger/bug-check-0xd0--driver-corrupted-mmpool',
    fix: FIX_OVERRUN,
  },
} as const satisfies Record<string, Row>;

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
    page: row.page === 'routine' ? (facts?.page ?? null) : row.page,
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

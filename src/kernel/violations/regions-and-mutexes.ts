/** Rules of critical and guarded regions, and of the mutexes that imply one. */
import { fourZerosDocumented, limitText, type Row, verifier, wrongLevel } from './row.ts';

/** The rows of these rules. */
export const regionAndMutexRules = {
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
} as const satisfies Record<string, Row>;

/** Rules of spin locks, ordinary and queued. */
import { fourZerosDocumented, limitText, type Row, verifier, wrongLevel } from './row.ts';

/** The rows of these rules. */
export const spinLockRules = {
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
  'queued-lock-release-low': {
    values: ['current IRQL', 'spin lock'],
    on: verifier(0x36, 'documented'), // subtype from the page; the lock as third parameter is *ours*
    off: null,
    text: (routine) => `${routine}: IRQL = DISPATCH_LEVEL`,
    page: 'routine',
    fix: 'Do not lower the IRQL between the acquire and the release of a queued spin lock.',
  },
} as const satisfies Record<string, Row>;

/** Rules about raising and lowering the IRQL, and about the level of a call. */
import { both, type Consequence, limitText, type Row, verifier, wrongLevel } from './row.ts';

const levels = ['current IRQL', 'requested IRQL'] as const;

const FIX_RAISE =
  'Raise only to the current level or above; use KeGetCurrentIrql when the level on entry can differ.';

/** Four zeros: the page lists no parameters (D-025), the checked HAL passes none (D-021, D-022). */
const fourZeros = (code: number): Consequence => ({
  code,
  parameters: () => [0, 0, 0, 0],
  from: 'reimplemented',
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

/** The rows of these rules. */
export const irqlRules = {
  'irql-raise-below-current': {
    values: levels,
    on: verifier(0x30, 'documented'), // D-026
    off: fourZeros(0x9), // D-021
    text: (routine) => `${routine}: the new IRQL is at or above the current one`,
    page: 'routine',
    pageWithout: 'wdm/nf-wdm-keraiseirql',
    fix: FIX_RAISE,
  },
  'irql-lower-above-current': {
    values: [...levels, '0, or 1 inside a DPC routine'],
    on: verifier(0x31, 'documented'), // D-027
    off: fourZeros(0xa), // D-022
    text: (routine) => `${routine}: the new IRQL is at or below the current one`,
    page: 'routine',
    pageWithout: 'wdm/nf-wdm-kelowerirql',
    fix: 'Lower to the level that the matching raise returned, and only once for each raise.',
  },
  'irql-lower-not-saved': {
    values: [...levels, '0, or 1 inside a DPC routine'],
    on: verifier(0x31, 'ours'), // the page says "fatal error" and names no code
    off: null,
    text: (routine) => `${routine}: the new IRQL is the one that the matching raise saved`,
    page: 'routine',
    pageWithout: 'wdm/nf-wdm-kelowerirql',
    fix: 'Keep the level that the raise returned in a local variable and lower to exactly that.',
  },
  'irql-raise-no-such-level': {
    values: levels,
    on: verifier(0x30, 'documented'), // the subtype covers "lower or invalid level"
    off: impossibleLevel,
    text: (routine) => `${routine}: the new IRQL is a level of this architecture`,
    page: 'routine',
    pageWithout: 'wdm/nf-wdm-keraiseirql',
    fix: 'Pass a level between PASSIVE_LEVEL and HIGH_LEVEL; HIGH_LEVEL is 15 on x64 and 31 on x86.',
  },
  'irql-lower-no-such-level': {
    values: levels,
    on: verifier(0x31, 'documented'), // the subtype covers "higher or invalid level"
    off: impossibleLevel,
    text: (routine) => `${routine}: the new IRQL is a level of this architecture`,
    page: 'routine',
    pageWithout: 'wdm/nf-wdm-kelowerirql',
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
  'irql-lower-with-spin-lock': {
    values: levels,
    on: verifier(0x31, 'ours'), // the page says fatal error and names no code (BEHAVIOUR-DECISIONS 6)
    off: null,
    text: (routine) => `${routine}: no spin lock is held when the IRQL goes below DISPATCH_LEVEL`,
    page: 'routine',
    pageWithout: 'wdm/nf-wdm-kelowerirql',
    fix: 'Release the spin lock first; the release lowers the IRQL itself.',
  },
  'user-mode-at-raised-irql': {
    values: ['system routine address', 'IRQL on return to user mode'],
    ...both({ code: 0x4a, parameters: (value) => [value(0), value(1), 0, 0], from: 'documented' }),
    text: (routine) => `${routine}: a system call returns to user mode at PASSIVE_LEVEL`,
    page: 'debugger/bug-check-0x4a--irql-gt-zero-at-system-service',
    fix: 'Lower the IRQL and release every spin lock on each path out of the system call, error paths too.',
  },
} as const satisfies Record<string, Row>;

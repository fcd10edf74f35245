/** Rules of work items and worker routines. */
import { both, OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const workItemRules = {
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
} as const satisfies Record<string, Row>;

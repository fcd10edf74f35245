/** Rules of DPCs and timers. */
import { both, OWN_SUBTYPE, type Row, verifier, wrongLevel } from './row.ts';

/** The rows of these rules. */
export const dpcAndTimerRules = {
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
} as const satisfies Record<string, Row>;

/** Rules of interrupt objects and service routines. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const interruptRules = {
  'isr-returns-at-other-irql': {
    values: ['IRQL', 'IRQL at which it was called', 'service routine', 'KINTERRUPT'],
    on: {
      code: 0xc4,
      parameters: (value) => [0x111, value(2), value(1), value(0)], // D-029; the order of the others is *ours*
      from: 'documented',
    },
    off: {
      code: 0xc8,
      parameters: (value) => [(value(0) << 16) | (value(1) << 8) | 3, value(2), value(3), 0],
      from: 'documented', // D-092
    },
    text: (routine) => `${routine}: it returns at the IRQL at which it was called`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Lower the IRQL to what the matching raise returned, and release every spin lock, on each path out.',
  },
  'no-such-interrupt': {
    values: ['address'],
    on: verifier(OWN_SUBTYPE + 0x70, 'ours'), // no source says what such a call does
    off: null,
    text: (routine) => `${routine}: the interrupt object is connected`,
    page: 'routine',
    fix: 'Pass what IoConnectInterrupt stored, and not after IoDisconnectInterrupt.',
  },
} as const satisfies Record<string, Row>;

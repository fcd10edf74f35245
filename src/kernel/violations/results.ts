/** Rules about what callers do with results. No Driver Verifier checks them; `cl /analyze` does, as C6031. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const resultRules = {
  'result-ignored': {
    values: ['address of the call'],
    on: verifier(OWN_SUBTYPE + 0x94, 'ours'), // it is a finding and stops nothing: tell() in src/verifier
    off: null,
    text: (routine) => `${routine}: the caller looks at the result`,
    page: 'routine',
    fix: 'Compare the result, and undo what was done so far when the call failed.',
  },
} as const satisfies Record<string, Row>;

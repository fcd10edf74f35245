/** Rules about failures that nobody sees. No Driver Verifier checks them; of results `cl /analyze` does, as C6031. */
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
  'exception-abandoned': {
    values: ['code of the exception', 'its address'],
    on: verifier(OWN_SUBTYPE + 0x97, 'ours'), // as the one above
    off: null, // it is what Windows does (E-085)
    text: (routine) => `${routine}: no jump leaves a __finally block that runs because of an exception`,
    page: null,
    fix: 'Take the return, break, continue, goto or __leave out of the block, and set a variable in it instead.',
  },
  'exception-swallowed': {
    values: ['code of the exception', 'its address'],
    on: verifier(OWN_SUBTYPE + 0x98, 'ours'), // as the ones above
    off: null,
    text: (routine) => `${routine}: a handler does something about the exception, or the request fails`,
    page: null,
    fix: 'Return GetExceptionCode() from the handler, or keep it and complete the request with it.',
  },
} as const satisfies Record<string, Row>;

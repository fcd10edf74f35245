/** Rules of text for a debugger. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const debugPrintRules = {
  'debug-print-wide-too-high': {
    values: ['IRQL'],
    on: verifier(OWN_SUBTYPE + 0x8a, 'ours'), // a rule of the page of DbgPrint; no source gives a code
    off: null,
    text: (routine) => `${routine}: wide characters are printed at PASSIVE_LEVEL`,
    page: 'wdm/nf-wdm-dbgprint',
    fix: 'Print numbers and addresses above PASSIVE_LEVEL, or convert the text before the level is raised.',
  },
} as const satisfies Record<string, Row>;

/** Rules of generic tables. No source has a code for any of them: the subtypes are irqlab's own. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const genericTableRules = {
  'table-compare-result': {
    values: ['address of the table', 'address of CompareRoutine', 'what it gave'],
    on: verifier(OWN_SUBTYPE + 0xa0, 'ours'),
    off: null,
    text: (routine) =>
      `${routine}: CompareRoutine gives GenericLessThan (0), GenericGreaterThan (1) or GenericEqual (2)`,
    page: 'routine',
    fix: 'Return one of the three names: what memcmp gives, and TRUE or FALSE, mean something else here.',
  },
  'table-restart-key': {
    values: ['address of the table', 'what RestartKey leads to'],
    on: verifier(OWN_SUBTYPE + 0xa1, 'ours'),
    off: null,
    text: (routine) => `${routine}: RestartKey is NULL, or leads to an element that is in the table`,
    page: 'routine',
    fix: 'Begin anew with NULL after a deletion, or delete elements only when the enumeration is over.',
  },
  'table-place-taken': {
    values: ['address of the table', 'NodeOrParent', 'links of the element that hangs there'],
    on: verifier(OWN_SUBTYPE + 0xa2, 'ours'),
    off: null,
    text: (routine) =>
      `${routine}: NodeOrParent and SearchResult are those of a lookup since the last change`,
    page: 'routine',
    fix: 'Look the element up again after every insertion and deletion, then insert it.',
  },
} as const satisfies Record<string, Row>;

/** Rules of references and handles. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const objectRules = {
  'object-without-references': {
    values: ['address'],
    on: verifier(0x3f, 'documented'), // the page of 0xC4; the address as parameter is *ours*
    off: { code: 0x18, parameters: (value) => [0, value(0), 0, 0], from: 'ours' },
    text: (routine) => `${routine}: the caller holds a reference to the object`,
    page: 'routine',
    fix: 'Release each reference once, and use an object only while one is held.',
  },
  'bad-handle': {
    values: ['handle'],
    on: verifier(0x3c, 'documented'), // the page of 0xC4; the handle as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the handle is open`,
    page: 'routine',
    fix: 'Check the status of the call that gives the handle, and close it only once.',
  },
  'null-handle': {
    values: ['handle'],
    on: verifier(0xf5, 'documented'), // the page of 0xC4
    off: null,
    text: (routine) => `${routine}: the handle is not NULL`,
    page: 'routine',
    fix: 'Check the status of the call that gives the handle.',
  },
  'callback-registration': {
    values: ['what was passed'],
    on: verifier(OWN_SUBTYPE + 0xa3, 'ours'),
    off: null,
    text: (routine) =>
      `${routine}: what is taken back is a registration that was made and not taken back yet`,
    page: 'routine',
    fix: 'Pass what ExRegisterCallback gave, once.',
  },
} as const satisfies Record<string, Row>;

/** What the declarations of the routines share that convert a counted string: how they fail. */
import type { DocumentedCode } from '../../contract/contract.ts';
import { STATUS_BUFFER_OVERFLOW, STATUS_INVALID_PARAMETER_2, STATUS_NO_MEMORY } from '../../status/common.ts';

/** Codes of a conversion whose result can be longer than its source. */
export const conversionCodes: readonly DocumentedCode[] = [
  { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
  { code: 'STATUS_BUFFER_OVERFLOW', when: 'the buffer is too small', modelled: 'produced' },
  { code: 'STATUS_NO_MEMORY', when: 'there is no memory for a buffer', modelled: 'produced' },
  { code: 'STATUS_INVALID_PARAMETER_2', when: 'the text is too long', modelled: 'produced' },
];

/** Fault injection: memory fails where the caller wants a new buffer. */
export const conversionFailures = {
  possible: (_: unknown, [, , allocate]: readonly [unknown, unknown, number], failure: string): boolean =>
    failure !== 'STATUS_NO_MEMORY' || allocate !== 0,
  failures: {
    STATUS_BUFFER_OVERFLOW: () => STATUS_BUFFER_OVERFLOW,
    STATUS_NO_MEMORY: () => STATUS_NO_MEMORY,
    STATUS_INVALID_PARAMETER_2: () => STATUS_INVALID_PARAMETER_2,
  },
} as const;

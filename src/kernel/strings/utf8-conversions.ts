/** What the routines of UTF-8 text share. */
import type { NTSTATUS, PointerTo, ULONG } from '../../contract/c-types.ts';
import type { DocumentedCode } from '../../contract/contract.ts';
import { isOut } from '../../machine/out.ts';
import {
  STATUS_BUFFER_OVERFLOW,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_PARAMETER,
  STATUS_INVALID_PARAMETER_4,
  STATUS_INVALID_PARAMETER_5,
  STATUS_NO_MEMORY,
  STATUS_SOME_NOT_MAPPED,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { MOST_BYTES, type Strings } from './strings.ts';
import type { Converted } from './utf8.ts';

/** A conversion between buffers. */
export interface BufferConversion {
  /** Buffer for the text, or 0 to learn how long it is. */
  readonly target: number;
  /** Its bytes. */
  readonly room: number;
  readonly actual: PointerTo<ULONG>;
  readonly text: Converted;
  /** True when the text is 16-bit units. */
  readonly wide: boolean;
}

/** Stores as many whole characters as there is room for. A status. */
export function giveText(strings: Strings, conversion: BufferConversion): NTSTATUS {
  const { target, room, actual, text, wide } = conversion;
  const width = wide ? 2 : 1;
  const fitting: number[] = [];
  let count = 0;
  for (const character of text.characters) {
    if (target !== 0 && (fitting.length + character.length) * width > room) break;
    fitting.push(...character);
    count++;
  }
  if (target !== 0) strings.store(target, fitting, wide);
  if (isOut(actual)) actual.value = fitting.length * width;
  else if (actual !== 0) strings.memory.writeUint32(actual, fitting.length * width);
  if (count < text.characters.length) return STATUS_BUFFER_TOO_SMALL;
  return text.isReplaced ? STATUS_SOME_NOT_MAPPED : STATUS_SUCCESS;
}

/** Stores text in a counted string, or in a new buffer of it. A status. */
export function giveString(
  strings: Strings,
  target: number,
  text: Converted,
  about: { readonly wide: boolean; readonly allocate: boolean; readonly routine: string },
): NTSTATUS {
  const units = text.characters.flat();
  if ((units.length + 1) * (about.wide ? 2 : 1) > MOST_BYTES) return STATUS_INVALID_PARAMETER;
  const status = strings.give(target, units, about);
  return status === STATUS_SUCCESS && text.isReplaced ? STATUS_SOME_NOT_MAPPED : status;
}

const REPLACED: DocumentedCode = {
  code: 'STATUS_SOME_NOT_MAPPED',
  when: 'what was no character became U+FFFD',
  modelled: 'produced',
};
const WORKED: DocumentedCode = { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' };

/** Codes of a conversion between buffers. */
export const bufferCodes: readonly DocumentedCode[] = [
  WORKED,
  REPLACED,
  { code: 'STATUS_BUFFER_TOO_SMALL', when: 'not all of the text fits', modelled: 'produced' },
  {
    code: 'STATUS_INVALID_PARAMETER',
    when: 'there is neither a buffer nor a number of bytes',
    modelled: 'produced',
  },
  { code: 'STATUS_INVALID_PARAMETER_4', when: 'there is no text', modelled: 'produced' },
];

/** Codes of a conversion between counted strings. */
export const stringCodes: readonly DocumentedCode[] = [
  WORKED,
  REPLACED,
  { code: 'STATUS_BUFFER_OVERFLOW', when: 'the buffer is too small', modelled: 'produced' },
  { code: 'STATUS_NO_MEMORY', when: 'there is no memory for a buffer', modelled: 'produced' },
  {
    code: 'STATUS_INVALID_PARAMETER',
    when: 'the text is too long for a counted string',
    modelled: 'produced',
  },
];

/** Fault injection: only what does not follow from the arguments alone is injected. */
export const bufferFailures = {
  possible: (): boolean => false,
  failures: {
    STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL,
    STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
    STATUS_INVALID_PARAMETER_4: () => STATUS_INVALID_PARAMETER_4,
  },
} as const;

/** The same with the code for text of an odd number of bytes. */
export const wideBufferFailures = {
  possible: bufferFailures.possible,
  failures: { ...bufferFailures.failures, STATUS_INVALID_PARAMETER_5: () => STATUS_INVALID_PARAMETER_5 },
} as const;

/** Fault injection: memory fails where the caller wants a new buffer. */
export const stringFailures = {
  possible: (_: unknown, [, , allocate]: readonly [unknown, unknown, number], failure: string): boolean =>
    failure === 'STATUS_NO_MEMORY' ? allocate !== 0 : failure === 'STATUS_BUFFER_OVERFLOW' && allocate === 0,
  failures: {
    STATUS_BUFFER_OVERFLOW: () => STATUS_BUFFER_OVERFLOW,
    STATUS_NO_MEMORY: () => STATUS_NO_MEMORY,
    STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
  },
} as const;

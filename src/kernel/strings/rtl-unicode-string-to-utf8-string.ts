import type { BOOLEAN, NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Strings } from './strings.ts';
import { fromUtf8, toUtf8 } from './utf8.ts';
import { giveString, stringCodes, stringFailures } from './utf8-conversions.ts';

/** Type of `RtlUnicodeStringToUTF8String`. */
export interface RtlUnicodeStringToUTF8String {
  /**
   * Converts a string to UTF-8. IRQL = PASSIVE_LEVEL.
   * @param DestinationString address of a UTF8_STRING
   * @param SourceString address of a UNICODE_STRING
   * @param AllocateDestinationString TRUE to get a new buffer, which RtlFreeUTF8String frees
   * @returns STATUS_SUCCESS, STATUS_SOME_NOT_MAPPED, which is a success too, or why not
   */
  (DestinationString: PVOID, SourceString: PVOID, AllocateDestinationString: BOOLEAN): NTSTATUS;
}

/** Declaration of `RtlUnicodeStringToUTF8String`. */
export const RtlUnicodeStringToUTF8String = routine<RtlUnicodeStringToUTF8String>()(
  {
    name: 'RtlUnicodeStringToUTF8String',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 2004',
    page: 'wdm/nf-wdm-rtlunicodestringtoutf8string',
    summary: 'Converts a string to UTF-8.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PUTF8_STRING', direction: 'inout' },
      { name: 'SourceString', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'AllocateDestinationString', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: stringCodes,
    seeAlso: ['RtlFreeUTF8String'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString, AllocateDestinationString) =>
    giveString(strings, DestinationString, toUtf8(strings.units(SourceString, true)), {
      wide: false,
      allocate: AllocateDestinationString !== 0,
      routine: 'RtlUnicodeStringToUTF8String',
    }),
  stringFailures,
);

/** Type of `RtlUTF8StringToUnicodeString`. */
export interface RtlUTF8StringToUnicodeString {
  /**
   * Converts a string to 16-bit characters. IRQL = PASSIVE_LEVEL.
   * @param DestinationString address of a UNICODE_STRING
   * @param SourceString address of a UTF8_STRING
   * @param AllocateDestinationString TRUE to get a new buffer, which RtlFreeUnicodeString frees
   * @returns STATUS_SUCCESS, STATUS_SOME_NOT_MAPPED, which is a success too, or why not
   */
  (DestinationString: PVOID, SourceString: PVOID, AllocateDestinationString: BOOLEAN): NTSTATUS;
}

/** Declaration of `RtlUTF8StringToUnicodeString`. */
export const RtlUTF8StringToUnicodeString = routine<RtlUTF8StringToUnicodeString>()(
  {
    name: 'RtlUTF8StringToUnicodeString',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 2004',
    page: 'wdm/nf-wdm-rtlutf8stringtounicodestring',
    summary: 'Converts a string to 16-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PUNICODE_STRING', direction: 'inout' },
      { name: 'SourceString', type: 'PUTF8_STRING', direction: 'in' },
      { name: 'AllocateDestinationString', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: stringCodes,
    seeAlso: ['RtlFreeUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString, AllocateDestinationString) =>
    giveString(strings, DestinationString, fromUtf8(strings.units(SourceString, false)), {
      wide: true,
      allocate: AllocateDestinationString !== 0,
      routine: 'RtlUTF8StringToUnicodeString',
    }),
  stringFailures,
);

import type { BOOLEAN, NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { narrowed } from './letters.ts';
import { conversionCodes, conversionFailures } from './string-conversions.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlAnsiStringToUnicodeString`. */
export interface RtlAnsiStringToUnicodeString {
  /**
   * Converts a string to 16-bit characters. IRQL = PASSIVE_LEVEL.
   * @param DestinationString address of a UNICODE_STRING
   * @param SourceString address of an ANSI_STRING
   * @param AllocateDestinationString TRUE to get a new buffer, which RtlFreeUnicodeString frees
   * @returns STATUS_SUCCESS, or why not
   */
  (DestinationString: PVOID, SourceString: PVOID, AllocateDestinationString: BOOLEAN): NTSTATUS;
}

/** Declaration of `RtlAnsiStringToUnicodeString`. */
export const RtlAnsiStringToUnicodeString = routine<RtlAnsiStringToUnicodeString>()(
  {
    name: 'RtlAnsiStringToUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-rtlansistringtounicodestring',
    summary: 'Converts a string to 16-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PUNICODE_STRING', direction: 'inout' },
      { name: 'SourceString', type: 'PCANSI_STRING', direction: 'in' },
      { name: 'AllocateDestinationString', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: conversionCodes,
    remarks: ['Bytes are characters of Latin-1.'],
    seeAlso: ['RtlFreeUnicodeString', 'RtlUnicodeStringToAnsiString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString, AllocateDestinationString) =>
    strings.give(DestinationString, strings.units(SourceString, false), {
      wide: true,
      allocate: AllocateDestinationString !== 0,
      routine: 'RtlAnsiStringToUnicodeString',
    }),
  conversionFailures,
);

/** Type of `RtlUnicodeStringToAnsiString`. */
export interface RtlUnicodeStringToAnsiString {
  /**
   * Converts a string to 8-bit characters. IRQL = PASSIVE_LEVEL.
   * @param DestinationString address of an ANSI_STRING
   * @param SourceString address of a UNICODE_STRING
   * @param AllocateDestinationString TRUE to get a new buffer, which RtlFreeAnsiString frees
   * @returns STATUS_SUCCESS, or why not
   */
  (DestinationString: PVOID, SourceString: PVOID, AllocateDestinationString: BOOLEAN): NTSTATUS;
}

/** Declaration of `RtlUnicodeStringToAnsiString`. */
export const RtlUnicodeStringToAnsiString = routine<RtlUnicodeStringToAnsiString>()(
  {
    name: 'RtlUnicodeStringToAnsiString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlunicodestringtoansistring',
    summary: 'Converts a string to 8-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PANSI_STRING', direction: 'inout' },
      { name: 'SourceString', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'AllocateDestinationString', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: conversionCodes.map((one) =>
      // Half as long as its source, the text always fits.
      one.code === 'STATUS_INVALID_PARAMETER_2' ? { ...one, modelled: 'injectable' } : one,
    ),
    remarks: ['A character above U+00FF becomes a question mark.'],
    seeAlso: ['RtlFreeAnsiString', 'RtlAnsiStringToUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString, AllocateDestinationString) =>
    strings.give(DestinationString, strings.units(SourceString, true).map(narrowed), {
      wide: false,
      allocate: AllocateDestinationString !== 0,
      routine: 'RtlUnicodeStringToAnsiString',
    }),
  conversionFailures,
);

/** Type of `RtlFreeUnicodeString`. */
export interface RtlFreeUnicodeString {
  /**
   * Frees the buffer of a string that a routine has allocated. IRQL <= APC_LEVEL.
   * @param UnicodeString address of a UNICODE_STRING
   */
  (UnicodeString: PVOID): void;
}

/** Declaration of `RtlFreeUnicodeString`. */
export const RtlFreeUnicodeString = routine<RtlFreeUnicodeString>()(
  {
    name: 'RtlFreeUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfreeunicodestring',
    summary: 'Frees the buffer of a string.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'UnicodeString', type: 'PUNICODE_STRING', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['RtlAnsiStringToUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (UnicodeString) => strings.free(UnicodeString, 'RtlFreeUnicodeString'),
);

/** Type of `RtlFreeAnsiString`. */
export interface RtlFreeAnsiString {
  /**
   * Frees the buffer of a string that a routine has allocated. IRQL <= APC_LEVEL.
   * @param AnsiString address of an ANSI_STRING
   */
  (AnsiString: PVOID): void;
}

/** Declaration of `RtlFreeAnsiString`. */
export const RtlFreeAnsiString = routine<RtlFreeAnsiString>()(
  {
    name: 'RtlFreeAnsiString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlfreeansistring',
    summary: 'Frees the buffer of a string.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'AnsiString', type: 'PANSI_STRING', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['RtlUnicodeStringToAnsiString'],
    since: '0.1.0',
  },
  (strings: Strings) => (AnsiString) => strings.free(AnsiString, 'RtlFreeAnsiString'),
);

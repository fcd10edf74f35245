import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_BUFFER_TOO_SMALL, STATUS_SUCCESS } from '../../status/common.ts';
import { upcaseByte } from './letters.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlAppendStringToString`. */
export interface RtlAppendStringToString {
  /**
   * Appends a string of 8-bit characters to another. IRQL <= APC_LEVEL.
   * @param Destination address of a STRING
   * @param Source address of a STRING
   * @returns STATUS_SUCCESS, or STATUS_BUFFER_TOO_SMALL with nothing appended
   */
  (Destination: PVOID, Source: PVOID): NTSTATUS;
}

/** Declaration of `RtlAppendStringToString`. */
export const RtlAppendStringToString = routine<RtlAppendStringToString>()(
  {
    name: 'RtlAppendStringToString',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h, FltKernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-rtlappendstringtostring',
    summary: 'Appends a string of 8-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'Destination', type: 'PSTRING', direction: 'inout' },
      { name: 'Source', type: 'const STRING *', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the string is appended', modelled: 'produced' },
      { code: 'STATUS_BUFFER_TOO_SMALL', when: 'it does not fit', modelled: 'produced' },
    ],
    seeAlso: ['RtlAppendUnicodeStringToString'],
    since: '0.1.0',
  },
  (strings: Strings) => (Destination, Source) => {
    const { length, maximumLength, buffer } = strings.header(Destination);
    const units = strings.units(Source, false);
    if (length + units.length > maximumLength) return STATUS_BUFFER_TOO_SMALL;
    strings.store(buffer + length, units, false);
    strings.setLength(Destination, length + units.length);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL } },
);

/** Type of `RtlUpperString`. */
export interface RtlUpperString {
  /**
   * Copies a string of 8-bit characters in upper case: as much of it as fits. IRQL <= APC_LEVEL.
   * @param DestinationString address of a STRING
   * @param SourceString address of a STRING
   */
  (DestinationString: PVOID, SourceString: PVOID): void;
}

/** Declaration of `RtlUpperString`. */
export const RtlUpperString = routine<RtlUpperString>()(
  {
    name: 'RtlUpperString',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlupperstring',
    summary: 'Copies a string of 8-bit characters in upper case.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PSTRING', direction: 'inout' },
      { name: 'SourceString', type: 'const STRING *', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['RtlUpperChar', 'RtlUpcaseUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) => {
    const { maximumLength, buffer } = strings.header(DestinationString);
    const units = strings.units(SourceString, false).slice(0, maximumLength).map(upcaseByte);
    strings.store(buffer, units, false);
    strings.setLength(DestinationString, units.length);
  },
);

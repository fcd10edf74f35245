import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_BUFFER_TOO_SMALL } from '../../status/common.ts';
import { append } from './append.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlAppendUnicodeToString`. */
export interface RtlAppendUnicodeToString {
  /**
   * Appends text that ends with a NUL. IRQL <= DISPATCH_LEVEL, with resident strings.
   * @param Destination address of a UNICODE_STRING
   * @param Source address of the text, or NULL for none; from TypeScript the text itself
   * @returns STATUS_SUCCESS, or STATUS_BUFFER_TOO_SMALL with nothing appended
   */
  (Destination: PVOID, Source: PVOID | string): NTSTATUS;
}

/** Declaration of `RtlAppendUnicodeToString`. */
export const RtlAppendUnicodeToString = routine<RtlAppendUnicodeToString>()(
  {
    name: 'RtlAppendUnicodeToString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlappendunicodetostring',
    summary: 'Appends text that ends with a NUL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'PUNICODE_STRING', direction: 'inout' },
      { name: 'Source', type: 'PCWSTR', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the text is appended', modelled: 'produced' },
      { code: 'STATUS_BUFFER_TOO_SMALL', when: 'it does not fit', modelled: 'produced' },
    ],
    seeAlso: ['RtlAppendUnicodeStringToString'],
    since: '0.1.0',
  },
  (strings: Strings) => (Destination, Source) => append(strings, Destination, strings.unitsOfText(Source)),
  { failures: { STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL } },
);

/** Type of `RtlAppendUnicodeStringToString`. */
export interface RtlAppendUnicodeStringToString {
  /**
   * Appends a string to another. IRQL <= DISPATCH_LEVEL, with resident strings.
   * @param Destination address of a UNICODE_STRING
   * @param Source address of a UNICODE_STRING
   * @returns STATUS_SUCCESS, or STATUS_BUFFER_TOO_SMALL with nothing appended
   */
  (Destination: PVOID, Source: PVOID): NTSTATUS;
}

/** Declaration of `RtlAppendUnicodeStringToString`. */
export const RtlAppendUnicodeStringToString = routine<RtlAppendUnicodeStringToString>()(
  {
    name: 'RtlAppendUnicodeStringToString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlappendunicodestringtostring',
    summary: 'Appends a string.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'Destination', type: 'PUNICODE_STRING', direction: 'inout' },
      { name: 'Source', type: 'PCUNICODE_STRING', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the string is appended', modelled: 'produced' },
      { code: 'STATUS_BUFFER_TOO_SMALL', when: 'it does not fit', modelled: 'produced' },
    ],
    seeAlso: ['RtlAppendUnicodeToString'],
    since: '0.1.0',
  },
  (strings: Strings) => (Destination, Source) => append(strings, Destination, strings.units(Source, true)),
  { failures: { STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL } },
);

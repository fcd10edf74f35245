import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_NAME_TOO_LONG, STATUS_SUCCESS } from '../../status/common.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlInitUTF8String`. */
export interface RtlInitUTF8String {
  /**
   * Makes a UTF8_STRING of text that ends with a NUL: it points at the text. IRQL <= DISPATCH_LEVEL.
   * @param DestinationString address of a UTF8_STRING to fill in
   * @param SourceString address of the text, or NULL for an empty string
   */
  (DestinationString: PVOID, SourceString: PVOID): void;
}

/** Declaration of `RtlInitUTF8String`. */
export const RtlInitUTF8String = routine<RtlInitUTF8String>()(
  {
    name: 'RtlInitUTF8String',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 2004',
    page: 'wdm/nf-wdm-rtlinitutf8string',
    summary: 'Makes a UTF8_STRING of text that ends with a NUL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' },
    parameters: [
      { name: 'DestinationString', type: 'PUTF8_STRING', direction: 'out' },
      { name: 'SourceString', type: 'PCSZ', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['RtlInitUTF8StringEx'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) =>
    strings.initialize(DestinationString, SourceString, false),
);

/** Type of `RtlInitUTF8StringEx`. */
export interface RtlInitUTF8StringEx {
  /**
   * Makes a UTF8_STRING of text that ends with a NUL: it points at the text. Text that is too long is refused, not
   * cut. IRQL <= DISPATCH_LEVEL.
   * @param DestinationString address of a UTF8_STRING to fill in
   * @param SourceString address of the text, or NULL for an empty string
   * @returns STATUS_SUCCESS, or STATUS_NAME_TOO_LONG
   */
  (DestinationString: PVOID, SourceString: PVOID): NTSTATUS;
}

/** Declaration of `RtlInitUTF8StringEx`. */
export const RtlInitUTF8StringEx = routine<RtlInitUTF8StringEx>()(
  {
    name: 'RtlInitUTF8StringEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 2004',
    page: 'wdm/nf-wdm-rtlinitutf8stringex',
    summary: 'Makes a UTF8_STRING of text that ends with a NUL, unless it is too long.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PUTF8_STRING', direction: 'out' },
      { name: 'SourceString', type: 'PCSZ', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
      {
        code: 'STATUS_NAME_TOO_LONG',
        when: 'the text is too long for a counted string',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlInitString', 'RtlInitUTF8String'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) =>
    strings.initializeWhole(DestinationString, SourceString) ? STATUS_SUCCESS : STATUS_NAME_TOO_LONG,
  { possible: () => false, failures: { STATUS_NAME_TOO_LONG: () => STATUS_NAME_TOO_LONG } },
);

/** Type of `RtlInitStringEx`. */
export interface RtlInitStringEx {
  /**
   * Makes a STRING of text that ends with a NUL: it points at the text. Text that is too long is refused, not cut.
   * IRQL <= DISPATCH_LEVEL.
   * @param DestinationString address of a STRING to fill in
   * @param SourceString address of the text, or NULL for an empty string
   * @returns STATUS_SUCCESS, or STATUS_NAME_TOO_LONG
   */
  (DestinationString: PVOID, SourceString: PVOID): NTSTATUS;
}

/** Declaration of `RtlInitStringEx`. */
export const RtlInitStringEx = routine<RtlInitStringEx>()(
  {
    name: 'RtlInitStringEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 10',
    page: 'wdm/nf-wdm-rtlinitstringex',
    summary: 'Makes a STRING of text that ends with a NUL, unless it is too long.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' },
    parameters: [
      { name: 'DestinationString', type: 'PSTRING', direction: 'out' },
      { name: 'SourceString', type: 'PCSZ', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
      {
        code: 'STATUS_NAME_TOO_LONG',
        when: 'the text is too long for a counted string',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlInitString', 'RtlInitUTF8String'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) =>
    strings.initializeWhole(DestinationString, SourceString) ? STATUS_SUCCESS : STATUS_NAME_TOO_LONG,
  { possible: () => false, failures: { STATUS_NAME_TOO_LONG: () => STATUS_NAME_TOO_LONG } },
);

/** Type of `RtlFreeUTF8String`. */
export interface RtlFreeUTF8String {
  /**
   * Frees the buffer of a string that RtlUnicodeStringToUTF8String has allocated. IRQL = PASSIVE_LEVEL.
   * @param utf8String address of the UTF8_STRING, which is empty afterwards
   */
  (utf8String: PVOID): void;
}

/** Declaration of `RtlFreeUTF8String`. */
export const RtlFreeUTF8String = routine<RtlFreeUTF8String>()(
  {
    name: 'RtlFreeUTF8String',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 2004',
    page: 'wdm/nf-wdm-rtlfreeutf8string',
    summary: 'Frees the buffer of a UTF8_STRING that a routine has allocated.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'utf8String', type: 'PUTF8_STRING', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['RtlUnicodeStringToUTF8String'],
    since: '0.1.0',
  },
  (strings: Strings) => (utf8String) => strings.free(utf8String, 'RtlFreeUTF8String'),
);

import type { BOOLEAN, LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlCompareUnicodeString`. */
export interface RtlCompareUnicodeString {
  /**
   * Compares two strings. IRQL = PASSIVE_LEVEL.
   * @param String1 address of a UNICODE_STRING
   * @param String2 address of a UNICODE_STRING
   * @param CaseInSensitive TRUE to ignore case
   * @returns the difference of the first characters that differ, else of the lengths; 0 when they are equal
   */
  (String1: PVOID, String2: PVOID, CaseInSensitive: BOOLEAN): LONG;
}

/** Declaration of `RtlCompareUnicodeString`. */
export const RtlCompareUnicodeString = routine<RtlCompareUnicodeString>()(
  {
    name: 'RtlCompareUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlcompareunicodestring',
    summary: 'Compares two strings.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'String1', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'String2', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'CaseInSensitive', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'LONG',
    mustCheck: true,
    seeAlso: ['RtlInitUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (String1, String2, CaseInSensitive) =>
    strings.compare(String1, String2, { wide: true, ignoreCase: CaseInSensitive !== 0 }),
);

/** Type of `RtlEqualUnicodeString`. */
export interface RtlEqualUnicodeString {
  /**
   * Says whether two strings are equal. IRQL = PASSIVE_LEVEL.
   * @param String1 address of a UNICODE_STRING
   * @param String2 address of a UNICODE_STRING
   * @param CaseInSensitive TRUE to ignore case
   * @returns TRUE when they are
   */
  (String1: PVOID, String2: PVOID, CaseInSensitive: BOOLEAN): BOOLEAN;
}

/** Declaration of `RtlEqualUnicodeString`. */
export const RtlEqualUnicodeString = routine<RtlEqualUnicodeString>()(
  {
    name: 'RtlEqualUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlequalunicodestring',
    summary: 'Says whether two strings are equal.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'String1', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'String2', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'CaseInSensitive', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['RtlInitUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (String1, String2, CaseInSensitive) =>
    Number(strings.compare(String1, String2, { wide: true, ignoreCase: CaseInSensitive !== 0 }) === 0),
);

/** Type of `RtlPrefixUnicodeString`. */
export interface RtlPrefixUnicodeString {
  /**
   * Says whether a string begins with another. IRQL = PASSIVE_LEVEL.
   * @param String1 address of a UNICODE_STRING
   * @param String2 address of a UNICODE_STRING
   * @param CaseInSensitive TRUE to ignore case
   * @returns TRUE when String2 begins with String1
   */
  (String1: PVOID, String2: PVOID, CaseInSensitive: BOOLEAN): BOOLEAN;
}

/** Declaration of `RtlPrefixUnicodeString`. */
export const RtlPrefixUnicodeString = routine<RtlPrefixUnicodeString>()(
  {
    name: 'RtlPrefixUnicodeString',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlprefixunicodestring',
    summary: 'Says whether a string begins with another.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'String1', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'String2', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'CaseInSensitive', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['RtlInitUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (String1, String2, CaseInSensitive) =>
    Number(strings.isPrefix(String1, String2, { wide: true, ignoreCase: CaseInSensitive !== 0 })),
);

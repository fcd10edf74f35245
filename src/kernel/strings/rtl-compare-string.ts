import type { BOOLEAN, LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlCompareString`. */
export interface RtlCompareString {
  /**
   * Compares two strings. IRQL = PASSIVE_LEVEL.
   * @param String1 address of a STRING
   * @param String2 address of a STRING
   * @param CaseInSensitive TRUE to ignore case
   * @returns the difference of the first characters that differ, else of the lengths; 0 when they are equal
   */
  (String1: PVOID, String2: PVOID, CaseInSensitive: BOOLEAN): LONG;
}

/** Declaration of `RtlCompareString`. */
export const RtlCompareString = routine<RtlCompareString>()(
  {
    name: 'RtlCompareString',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlcomparestring',
    summary: 'Compares two strings.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'String1', type: 'const STRING *', direction: 'in' },
      { name: 'String2', type: 'const STRING *', direction: 'in' },
      { name: 'CaseInSensitive', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'LONG',
    mustCheck: true,
    seeAlso: ['RtlInitUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (String1, String2, CaseInSensitive) =>
    strings.compare(String1, String2, { wide: false, ignoreCase: CaseInSensitive !== 0 }),
);

/** Type of `RtlEqualString`. */
export interface RtlEqualString {
  /**
   * Says whether two strings are equal. IRQL = PASSIVE_LEVEL.
   * @param String1 address of a STRING
   * @param String2 address of a STRING
   * @param CaseInSensitive TRUE to ignore case
   * @returns TRUE when they are
   */
  (String1: PVOID, String2: PVOID, CaseInSensitive: BOOLEAN): BOOLEAN;
}

/** Declaration of `RtlEqualString`. */
export const RtlEqualString = routine<RtlEqualString>()(
  {
    name: 'RtlEqualString',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlequalstring',
    summary: 'Says whether two strings are equal.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'String1', type: 'const STRING *', direction: 'in' },
      { name: 'String2', type: 'const STRING *', direction: 'in' },
      { name: 'CaseInSensitive', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['RtlInitUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (String1, String2, CaseInSensitive) =>
    Number(strings.compare(String1, String2, { wide: false, ignoreCase: CaseInSensitive !== 0 }) === 0),
);

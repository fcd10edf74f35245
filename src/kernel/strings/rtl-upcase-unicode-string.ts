import type { BOOLEAN, NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { downcase, upcase, upcaseByte } from './letters.ts';
import { conversionCodes, conversionFailures } from './string-conversions.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlUpcaseUnicodeString`. */
export interface RtlUpcaseUnicodeString {
  /**
   * Converts a string to upper case. IRQL <= APC_LEVEL.
   * @param DestinationString address of a UNICODE_STRING
   * @param SourceString address of a UNICODE_STRING
   * @param AllocateDestinationString TRUE to get a new buffer, which RtlFreeUnicodeString frees
   * @returns STATUS_SUCCESS, or why not
   */
  (DestinationString: PVOID, SourceString: PVOID, AllocateDestinationString: BOOLEAN): NTSTATUS;
}

/** Declaration of `RtlUpcaseUnicodeString`. */
export const RtlUpcaseUnicodeString = routine<RtlUpcaseUnicodeString>()(
  {
    name: 'RtlUpcaseUnicodeString',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlupcaseunicodestring',
    summary: 'Converts a string to upper case.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PUNICODE_STRING', direction: 'inout' },
      { name: 'SourceString', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'AllocateDestinationString', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: conversionCodes,
    seeAlso: ['RtlUpcaseUnicodeChar'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString, AllocateDestinationString) =>
    strings.give(DestinationString, strings.units(SourceString, true).map(upcase), {
      wide: true,
      allocate: AllocateDestinationString !== 0,
      routine: 'RtlUpcaseUnicodeString',
    }),
  conversionFailures,
);

/** Type of `RtlUpcaseUnicodeChar`. */
export interface RtlUpcaseUnicodeChar {
  /**
   * Converts a character to upper case. IRQL <= APC_LEVEL.
   * @param SourceCharacter a 16-bit character
   * @returns its upper case, or itself
   */
  (SourceCharacter: PVOID): PVOID;
}

/** Declaration of `RtlUpcaseUnicodeChar`. */
export const RtlUpcaseUnicodeChar = routine<RtlUpcaseUnicodeChar>()(
  {
    name: 'RtlUpcaseUnicodeChar',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlupcaseunicodechar',
    summary: 'Converts a character to upper case.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'SourceCharacter', type: 'WCHAR', direction: 'in' }],
    returns: 'WCHAR',
    seeAlso: ['RtlDowncaseUnicodeChar'],
    since: '0.1.0',
  },
  (_strings: Strings) => (SourceCharacter) => upcase(SourceCharacter & 0xffff),
);

/** Type of `RtlDowncaseUnicodeChar`. */
export interface RtlDowncaseUnicodeChar {
  /**
   * Converts a character to lower case. IRQL = PASSIVE_LEVEL.
   * @param SourceCharacter a 16-bit character
   * @returns its lower case, or itself
   */
  (SourceCharacter: PVOID): PVOID;
}

/** Declaration of `RtlDowncaseUnicodeChar`. */
export const RtlDowncaseUnicodeChar = routine<RtlDowncaseUnicodeChar>()(
  {
    name: 'RtlDowncaseUnicodeChar',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Ntoskrnl.lib; Ntdll.lib',
    dll: 'Ntoskrnl.exe; Ntdll.dll',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-rtldowncaseunicodechar',
    summary: 'Converts a character to lower case.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'SourceCharacter', type: 'WCHAR', direction: 'in' }],
    returns: 'WCHAR',
    seeAlso: ['RtlUpcaseUnicodeChar'],
    since: '0.1.0',
  },
  (_strings: Strings) => (SourceCharacter) => downcase(SourceCharacter & 0xffff),
);

/** Type of `RtlUpperChar`. */
export interface RtlUpperChar {
  /**
   * Converts an 8-bit character to upper case. IRQL <= APC_LEVEL.
   * @param Character an 8-bit character
   * @returns its upper case, or itself, in the signedness of char
   */
  (Character: number): number;
}

/** Declaration of `RtlUpperChar`. */
export const RtlUpperChar = routine<RtlUpperChar>()(
  {
    name: 'RtlUpperChar',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlupperchar',
    summary: 'Converts an 8-bit character to upper case.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Character', type: 'CHAR', direction: 'in' }],
    returns: 'CHAR',
    seeAlso: ['RtlUpcaseUnicodeChar'],
    since: '0.1.0',
  },
  (_strings: Strings) => (Character) => (upcaseByte(Character & 0xff) << 24) >> 24,
);

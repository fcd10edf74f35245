import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlCopyUnicodeString`. */
export interface RtlCopyUnicodeString {
  /**
   * Copies as much of a string as fits. Callable at any level, with resident strings.
   * @param DestinationString address of a UNICODE_STRING
   * @param SourceString address of a UNICODE_STRING, or NULL to empty the other
   */
  (DestinationString: PVOID, SourceString: PVOID): void;
}

/** Declaration of `RtlCopyUnicodeString`. */
export const RtlCopyUnicodeString = routine<RtlCopyUnicodeString>()(
  {
    name: 'RtlCopyUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlcopyunicodestring',
    summary: 'Copies as much of a string as fits.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PUNICODE_STRING', direction: 'inout' },
      { name: 'SourceString', type: 'PCUNICODE_STRING', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['RtlAppendUnicodeStringToString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) =>
    strings.copy(DestinationString, SourceString, true),
);

/** Type of `RtlCopyString`. */
export interface RtlCopyString {
  /**
   * Copies as much of a string as fits. Callable at any level, with resident strings.
   * @param DestinationString address of a STRING
   * @param SourceString address of a STRING, or NULL to empty the other
   */
  (DestinationString: PVOID, SourceString: PVOID): void;
}

/** Declaration of `RtlCopyString`. */
export const RtlCopyString = routine<RtlCopyString>()(
  {
    name: 'RtlCopyString',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-rtlcopystring',
    summary: 'Copies as much of a string as fits.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (See Remarks section)', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PSTRING', direction: 'out' },
      { name: 'SourceString', type: 'const STRING *', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['RtlCopyUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) =>
    strings.copy(DestinationString, SourceString, false),
);

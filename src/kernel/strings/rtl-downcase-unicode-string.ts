import type { BOOLEAN, NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { downcase } from './letters.ts';
import { conversionCodes, conversionFailures } from './string-conversions.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlDowncaseUnicodeString`. */
export interface RtlDowncaseUnicodeString {
  /**
   * Converts a string to lower case. IRQL < DISPATCH_LEVEL.
   * @param DestinationString address of a UNICODE_STRING
   * @param SourceString address of a UNICODE_STRING
   * @param AllocateDestinationString TRUE to get a new buffer, which RtlFreeUnicodeString frees
   * @returns STATUS_SUCCESS, or why not
   */
  (DestinationString: PVOID, SourceString: PVOID, AllocateDestinationString: BOOLEAN): NTSTATUS;
}

/** Declaration of `RtlDowncaseUnicodeString`. */
export const RtlDowncaseUnicodeString = routine<RtlDowncaseUnicodeString>()(
  {
    name: 'RtlDowncaseUnicodeString',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-rtldowncaseunicodestring',
    summary: 'Converts a string to lower case.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PUNICODE_STRING', direction: 'inout' },
      { name: 'SourceString', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'AllocateDestinationString', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: conversionCodes,
    seeAlso: ['RtlUpcaseUnicodeString', 'RtlDowncaseUnicodeChar'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString, AllocateDestinationString) =>
    strings.give(DestinationString, strings.units(SourceString, true).map(downcase), {
      wide: true,
      allocate: AllocateDestinationString !== 0,
      routine: 'RtlDowncaseUnicodeString',
    }),
  conversionFailures,
);

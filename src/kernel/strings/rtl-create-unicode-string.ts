import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlCreateUnicodeString`. */
export interface RtlCreateUnicodeString {
  /**
   * Makes a counted string with a buffer of its own from text that ends with a NUL. IRQL = PASSIVE_LEVEL.
   * @param DestinationString address of a UNICODE_STRING, whose buffer RtlFreeUnicodeString frees
   * @param SourceString address of the text; from TypeScript the text itself
   * @returns TRUE, or FALSE when there is no memory or the text is too long
   */
  (DestinationString: PVOID, SourceString: PVOID | string): BOOLEAN;
}

/** Declaration of `RtlCreateUnicodeString`. */
export const RtlCreateUnicodeString = routine<RtlCreateUnicodeString>()(
  {
    name: 'RtlCreateUnicodeString',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-rtlcreateunicodestring',
    summary: 'Makes a counted string with a buffer of its own.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'DestinationString', type: 'PUNICODE_STRING', direction: 'out' },
      { name: 'SourceString', type: 'PCWSTR', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    codes: [
      { code: 'STATUS_NO_MEMORY', when: 'there is no memory: the result is FALSE', modelled: 'produced' },
    ],
    seeAlso: ['RtlInitUnicodeString', 'RtlFreeUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (DestinationString, SourceString) => {
    const routine = 'RtlCreateUnicodeString';
    const units = strings.unitsOfText(SourceString);
    const status = strings.give(DestinationString, units, { wide: true, allocate: true, routine });
    if (status === STATUS_SUCCESS) return 1;
    strings.host.setLastStatus(status, routine);
    return 0;
  },
  { failures: { STATUS_NO_MEMORY: () => 0 } },
);

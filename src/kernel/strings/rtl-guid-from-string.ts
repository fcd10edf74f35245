import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_INVALID_PARAMETER, STATUS_NO_MEMORY } from '../../status/common.ts';
import { guidFromString, guidToString } from './numbers.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlGUIDFromString`. */
export interface RtlGUIDFromString {
  /**
   * Reads a GUID from text. IRQL = PASSIVE_LEVEL.
   * @param GuidString address of a UNICODE_STRING such as {00000000-0000-0000-0000-000000000000}
   * @param Guid address of the GUID to fill in
   * @returns STATUS_SUCCESS, or STATUS_INVALID_PARAMETER
   */
  (GuidString: PVOID, Guid: PVOID): NTSTATUS;
}

/** Declaration of `RtlGUIDFromString`. */
export const RtlGUIDFromString = routine<RtlGUIDFromString>()(
  {
    name: 'RtlGUIDFromString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlguidfromstring',
    summary: 'Reads a GUID from text.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'GuidString', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'Guid', type: 'GUID *', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'the text is no GUID', modelled: 'produced' },
    ],
    seeAlso: ['RtlStringFromGUID'],
    since: '0.1.0',
  },
  (strings: Strings) => (GuidString, Guid) => guidFromString(strings, GuidString, Guid),
  { failures: { STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER } },
);

/** Type of `RtlStringFromGUID`. */
export interface RtlStringFromGUID {
  /**
   * Writes a GUID as text, in a new buffer, which RtlFreeUnicodeString frees. IRQL = PASSIVE_LEVEL.
   * @param Guid address of the GUID
   * @param GuidString address of a UNICODE_STRING to fill in
   * @returns STATUS_SUCCESS, or why not
   */
  (Guid: PVOID, GuidString: PVOID): NTSTATUS;
}

/** Declaration of `RtlStringFromGUID`. */
export const RtlStringFromGUID = routine<RtlStringFromGUID>()(
  {
    name: 'RtlStringFromGUID',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlstringfromguid',
    summary: 'Writes a GUID as text.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Guid', type: 'const GUID *const', direction: 'in' },
      { name: 'GuidString', type: 'PUNICODE_STRING', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
      { code: 'STATUS_NO_MEMORY', when: 'there is no memory for a buffer', modelled: 'produced' },
    ],
    seeAlso: ['RtlGUIDFromString', 'RtlFreeUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (Guid, GuidString) => guidToString(strings, Guid, GuidString),
  { failures: { STATUS_NO_MEMORY: () => STATUS_NO_MEMORY } },
);

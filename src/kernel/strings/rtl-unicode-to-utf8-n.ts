import type { NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_INVALID_PARAMETER,
  STATUS_INVALID_PARAMETER_4,
  STATUS_INVALID_PARAMETER_5,
} from '../../status/common.ts';
import type { Strings } from './strings.ts';
import { fromUtf8, toUtf8 } from './utf8.ts';
import { bufferCodes, bufferFailures, giveText, wideBufferFailures } from './utf8-conversions.ts';

/** The first bytes of a text of TypeScript. */
const encoded = (text: string, bytes: number): number[] =>
  toUtf8(Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)))
    .characters.flat()
    .slice(0, bytes);

/** Type of `RtlUnicodeToUTF8N`. */
export interface RtlUnicodeToUTF8N {
  /**
   * Converts text to UTF-8, as many whole characters as there is room for. IRQL = PASSIVE_LEVEL.
   * @param UTF8StringDestination buffer for the text, which gets no NUL; NULL to learn how many bytes it has
   * @param UTF8StringMaxByteCount bytes of the buffer
   * @param UTF8StringActualByteCount receives how many were stored, or would be
   * @param UnicodeStringSource text of 16-bit characters
   * @param UnicodeStringByteCount its bytes
   * @returns STATUS_SUCCESS, STATUS_SOME_NOT_MAPPED, which is a success too, or why not
   */
  (
    UTF8StringDestination: PVOID,
    UTF8StringMaxByteCount: ULONG,
    UTF8StringActualByteCount: PointerTo<ULONG>,
    UnicodeStringSource: PVOID,
    UnicodeStringByteCount: ULONG,
  ): NTSTATUS;
}

/** Declaration of `RtlUnicodeToUTF8N`. */
export const RtlUnicodeToUTF8N = routine<RtlUnicodeToUTF8N>()(
  {
    name: 'RtlUnicodeToUTF8N',
    header: 'wdm.h',
    includeHeader: 'Ntifs.h, Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-rtlunicodetoutf8n',
    summary: 'Converts text to UTF-8.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'UTF8StringDestination', type: 'PCHAR', direction: 'out' },
      { name: 'UTF8StringMaxByteCount', type: 'ULONG', direction: 'in' },
      { name: 'UTF8StringActualByteCount', type: 'PULONG', direction: 'out' },
      { name: 'UnicodeStringSource', type: 'PCWCH', direction: 'in' },
      { name: 'UnicodeStringByteCount', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      ...bufferCodes,
      {
        code: 'STATUS_INVALID_PARAMETER_5',
        when: 'the text has an odd number of bytes',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlUTF8ToUnicodeN'],
    since: '0.1.0',
  },
  (strings: Strings) => (target, room, actual, source, bytes) => {
    if (source === 0) return STATUS_INVALID_PARAMETER_4;
    if (target === 0 && actual === 0) return STATUS_INVALID_PARAMETER;
    if (bytes % 2 !== 0) return STATUS_INVALID_PARAMETER_5;
    const text = toUtf8(strings.unitsAt(source, bytes, true));
    return giveText(strings, { target, room, actual, text, wide: false });
  },
  wideBufferFailures,
);

/** Type of `RtlUTF8ToUnicodeN`. */
export interface RtlUTF8ToUnicodeN {
  /**
   * Converts UTF-8 to 16-bit characters, as many whole ones as there is room for. IRQL = PASSIVE_LEVEL.
   * @param UnicodeStringDestination buffer for the text, which gets no NUL; NULL to learn how many bytes it has
   * @param UnicodeStringMaxByteCount bytes of the buffer
   * @param UnicodeStringActualByteCount receives how many were stored, or would be
   * @param UTF8StringSource text in UTF-8
   * @param UTF8StringByteCount its bytes
   * @returns STATUS_SUCCESS, STATUS_SOME_NOT_MAPPED, which is a success too, or why not
   */
  (
    UnicodeStringDestination: PVOID | string,
    UnicodeStringMaxByteCount: ULONG,
    UnicodeStringActualByteCount: PointerTo<ULONG>,
    UTF8StringSource: PVOID | string,
    UTF8StringByteCount: ULONG,
  ): NTSTATUS;
}

/** Declaration of `RtlUTF8ToUnicodeN`. */
export const RtlUTF8ToUnicodeN = routine<RtlUTF8ToUnicodeN>()(
  {
    name: 'RtlUTF8ToUnicodeN',
    header: 'wdm.h',
    includeHeader: 'Ntifs.h, Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-rtlutf8tounicoden',
    summary: 'Converts UTF-8 to 16-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'UnicodeStringDestination', type: 'PWSTR', direction: 'out', optional: true },
      { name: 'UnicodeStringMaxByteCount', type: 'ULONG', direction: 'in' },
      { name: 'UnicodeStringActualByteCount', type: 'PULONG', direction: 'out' },
      { name: 'UTF8StringSource', type: 'PCCH', direction: 'in' },
      { name: 'UTF8StringByteCount', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: bufferCodes,
    seeAlso: ['RtlUnicodeToUTF8N'],
    since: '0.1.0',
  },
  (strings: Strings) => (target, room, actual, source, bytes) => {
    if (source === 0) return STATUS_INVALID_PARAMETER_4;
    if (target === 0 && actual === 0) return STATUS_INVALID_PARAMETER;
    if (typeof target === 'string')
      throw new TypeError('UnicodeStringDestination is the address of a buffer');
    const given = typeof source === 'string' ? encoded(source, bytes) : strings.unitsAt(source, bytes, false);
    return giveText(strings, { target, room, actual, text: fromUtf8(given), wide: true });
  },
  bufferFailures,
);

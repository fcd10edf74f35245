/** Text without a header, from 8-bit characters to 16-bit ones and back. Latin-1 (*ours*): one byte is one character. */
import type { NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { isOut } from '../../machine/out.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import { narrowed } from './letters.ts';
import type { Strings } from './strings.ts';

/** Stores a number of bytes, unless the caller does not want it. */
function giveBytes(strings: Strings, target: PointerTo<ULONG>, bytes: number): void {
  if (isOut(target)) target.value = bytes;
  else if (target !== 0) strings.memory.writeUint32(target, bytes);
}

/** Type of `RtlUnicodeToMultiByteN`. */
export interface RtlUnicodeToMultiByteN {
  /**
   * Converts text to 8-bit characters, as many as there is room for. IRQL < DISPATCH_LEVEL.
   * @param MultiByteString buffer for the text, which gets no NUL
   * @param MaxBytesInMultiByteString its bytes
   * @param BytesInMultiByteString receives how many were stored, or NULL
   * @param UnicodeString text of 16-bit characters
   * @param BytesInUnicodeString its bytes
   * @returns STATUS_SUCCESS
   */
  (
    MultiByteString: PVOID,
    MaxBytesInMultiByteString: ULONG,
    BytesInMultiByteString: PointerTo<ULONG>,
    UnicodeString: PVOID,
    BytesInUnicodeString: ULONG,
  ): NTSTATUS;
}

/** Declaration of `RtlUnicodeToMultiByteN`. */
export const RtlUnicodeToMultiByteN = routine<RtlUnicodeToMultiByteN>()(
  {
    name: 'RtlUnicodeToMultiByteN',
    header: 'ntifs.h',
    includeHeader: 'Fltkernel.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-rtlunicodetomultibyten',
    summary: 'Converts text to 8-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'MultiByteString', type: 'PCHAR', direction: 'out' },
      { name: 'MaxBytesInMultiByteString', type: 'ULONG', direction: 'in' },
      { name: 'BytesInMultiByteString', type: 'PULONG', direction: 'out', optional: true },
      { name: 'UnicodeString', type: 'PCWCH', direction: 'in' },
      { name: 'BytesInUnicodeString', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    remarks: ['A character above U+00FF becomes a question mark. Text that does not fit is cut off.'],
    seeAlso: ['RtlUnicodeToMultiByteSize', 'RtlMultiByteToUnicodeN'],
    since: '0.1.0',
  },
  (strings: Strings) => (target, room, stored, source, bytes) => {
    const units = strings.unitsAt(source, Math.min(bytes, 2 * room), true);
    strings.store(target, units.map(narrowed), false);
    giveBytes(strings, stored, units.length);
    return STATUS_SUCCESS;
  },
);

/** Type of `RtlMultiByteToUnicodeN`. */
export interface RtlMultiByteToUnicodeN {
  /**
   * Converts text to 16-bit characters, as many as there is room for. IRQL < DISPATCH_LEVEL.
   * @param UnicodeString buffer for the text, which gets no NUL
   * @param MaxBytesInUnicodeString its bytes
   * @param BytesInUnicodeString receives how many were stored, or NULL
   * @param MultiByteString text of 8-bit characters
   * @param BytesInMultiByteString its bytes
   * @returns STATUS_SUCCESS
   */
  (
    UnicodeString: PVOID,
    MaxBytesInUnicodeString: ULONG,
    BytesInUnicodeString: PointerTo<ULONG>,
    MultiByteString: PVOID,
    BytesInMultiByteString: ULONG,
  ): NTSTATUS;
}

/** Declaration of `RtlMultiByteToUnicodeN`. */
export const RtlMultiByteToUnicodeN = routine<RtlMultiByteToUnicodeN>()(
  {
    name: 'RtlMultiByteToUnicodeN',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    page: 'ntifs/nf-ntifs-rtlmultibytetounicoden',
    summary: 'Converts text to 16-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'UnicodeString', type: 'PWCH', direction: 'out' },
      { name: 'MaxBytesInUnicodeString', type: 'ULONG', direction: 'in' },
      { name: 'BytesInUnicodeString', type: 'PULONG', direction: 'out', optional: true },
      { name: 'MultiByteString', type: 'const CHAR *', direction: 'in' },
      { name: 'BytesInMultiByteString', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    remarks: ['Text that does not fit is cut off.'],
    seeAlso: ['RtlMultiByteToUnicodeSize', 'RtlUnicodeToMultiByteN'],
    since: '0.1.0',
  },
  (strings: Strings) => (target, room, stored, source, bytes) => {
    const units = strings.unitsAt(source, Math.min(bytes, Math.floor(room / 2)), false);
    strings.store(target, units, true);
    giveBytes(strings, stored, 2 * units.length);
    return STATUS_SUCCESS;
  },
);

/** Type of `RtlUnicodeToMultiByteSize`. */
export interface RtlUnicodeToMultiByteSize {
  /**
   * Gives the bytes that text needs as 8-bit characters. IRQL < DISPATCH_LEVEL.
   * @param BytesInMultiByteString receives them, without a NUL
   * @param UnicodeString text of 16-bit characters
   * @param BytesInUnicodeString its bytes
   * @returns STATUS_SUCCESS
   */
  (BytesInMultiByteString: PointerTo<ULONG>, UnicodeString: PVOID, BytesInUnicodeString: ULONG): NTSTATUS;
}

/** Declaration of `RtlUnicodeToMultiByteSize`. */
export const RtlUnicodeToMultiByteSize = routine<RtlUnicodeToMultiByteSize>()(
  {
    name: 'RtlUnicodeToMultiByteSize',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-rtlunicodetomultibytesize',
    summary: 'Gives the bytes of text as 8-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'BytesInMultiByteString', type: 'PULONG', direction: 'out' },
      { name: 'UnicodeString', type: 'PCWCH', direction: 'in' },
      { name: 'BytesInUnicodeString', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    remarks: ['One for each character.'],
    seeAlso: ['RtlUnicodeToMultiByteN'],
    since: '0.1.0',
  },
  (strings: Strings) => (needed, source, bytes) => {
    giveBytes(strings, needed, strings.unitsAt(source, bytes, true).length);
    return STATUS_SUCCESS;
  },
);

/** Type of `RtlMultiByteToUnicodeSize`. */
export interface RtlMultiByteToUnicodeSize {
  /**
   * Gives the bytes that text needs as 16-bit characters. IRQL < DISPATCH_LEVEL.
   * @param BytesInUnicodeString receives them, without a NUL
   * @param MultiByteString text of 8-bit characters
   * @param BytesInMultiByteString its bytes
   * @returns STATUS_SUCCESS
   */
  (BytesInUnicodeString: PointerTo<ULONG>, MultiByteString: PVOID, BytesInMultiByteString: ULONG): NTSTATUS;
}

/** Declaration of `RtlMultiByteToUnicodeSize`. */
export const RtlMultiByteToUnicodeSize = routine<RtlMultiByteToUnicodeSize>()(
  {
    name: 'RtlMultiByteToUnicodeSize',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-rtlmultibytetounicodesize',
    summary: 'Gives the bytes of text as 16-bit characters.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'BytesInUnicodeString', type: 'PULONG', direction: 'out' },
      { name: 'MultiByteString', type: 'const CHAR *', direction: 'in' },
      { name: 'BytesInMultiByteString', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'always', modelled: 'produced' }],
    remarks: ['Two for each byte.'],
    seeAlso: ['RtlMultiByteToUnicodeN'],
    since: '0.1.0',
  },
  (strings: Strings) => (needed, source, bytes) => {
    giveBytes(strings, needed, 2 * strings.unitsAt(source, bytes, false).length);
    return STATUS_SUCCESS;
  },
);

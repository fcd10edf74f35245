import type { BOOLEAN, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  HASH_STRING_ALGORITHM_DEFAULT,
  HASH_STRING_ALGORITHM_X65599,
} from '../../contract/kernel-constants.generated.ts';
import { isOut } from '../../machine/out.ts';
import { STATUS_BUFFER_OVERFLOW, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../../status/common.ts';
import { hashOf, numberToString, stringToNumber } from './numbers.ts';
import type { Strings } from './strings.ts';

/** Type of `RtlIntegerToUnicodeString`. */
export interface RtlIntegerToUnicodeString {
  /**
   * Writes a number as text. IRQL = PASSIVE_LEVEL.
   * @param Value the number
   * @param Base 2, 8, 10 or 16; 0 is 10
   * @param String address of a UNICODE_STRING with a buffer
   * @returns STATUS_SUCCESS, or why not
   */
  (
    Value: ULONG,
    Base: ULONG,
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    String: PVOID,
  ): NTSTATUS;
}

/** Declaration of `RtlIntegerToUnicodeString`. */
export const RtlIntegerToUnicodeString = routine<RtlIntegerToUnicodeString>()(
  {
    name: 'RtlIntegerToUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlintegertounicodestring',
    summary: 'Writes a number as text.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Value', type: 'ULONG', direction: 'in' },
      { name: 'Base', type: 'ULONG', direction: 'in', optional: true },
      { name: 'String', type: 'PUNICODE_STRING', direction: 'inout' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
      { code: 'STATUS_BUFFER_OVERFLOW', when: 'the buffer is too small', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'the base is none', modelled: 'produced' },
    ],
    seeAlso: ['RtlUnicodeStringToInteger'],
    since: '0.1.0',
  },
  (strings: Strings) => (Value, Base, string) =>
    numberToString(strings, BigInt(Value >>> 0), Base, string, 'RtlIntegerToUnicodeString'),
  {
    failures: {
      STATUS_BUFFER_OVERFLOW: () => STATUS_BUFFER_OVERFLOW,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
    },
  },
);

/** Type of `RtlInt64ToUnicodeString`. */
export interface RtlInt64ToUnicodeString {
  /**
   * Writes a 64-bit number as text. IRQL = PASSIVE_LEVEL.
   * @param Value the number
   * @param Base 2, 8, 10 or 16; 0 is 10
   * @param String address of a UNICODE_STRING with a buffer
   * @returns STATUS_SUCCESS, or why not
   */
  (
    Value: bigint,
    Base: ULONG,
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    String: PVOID,
  ): NTSTATUS;
}

/** Declaration of `RtlInt64ToUnicodeString`. */
export const RtlInt64ToUnicodeString = routine<RtlInt64ToUnicodeString>()(
  {
    name: 'RtlInt64ToUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlint64tounicodestring',
    summary: 'Writes a 64-bit number as text.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Value', type: 'ULONGLONG', direction: 'in' },
      { name: 'Base', type: 'ULONG', direction: 'in', optional: true },
      { name: 'String', type: 'PUNICODE_STRING', direction: 'inout' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
      { code: 'STATUS_BUFFER_OVERFLOW', when: 'the buffer is too small', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'the base is none', modelled: 'produced' },
    ],
    seeAlso: ['RtlIntegerToUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (Value, Base, string) =>
    numberToString(strings, BigInt.asUintN(64, Value), Base, string, 'RtlInt64ToUnicodeString'),
  {
    failures: {
      STATUS_BUFFER_OVERFLOW: () => STATUS_BUFFER_OVERFLOW,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
    },
  },
);

/** Type of `RtlUnicodeStringToInteger`. */
export interface RtlUnicodeStringToInteger {
  /**
   * Reads a number from text. IRQL = PASSIVE_LEVEL.
   * @param String address of a UNICODE_STRING
   * @param Base 2, 8, 10 or 16; 0 to go by a prefix 0x, 0o or 0b, else 10
   * @param Value receives the number: a cell from `out()`, or a simulated address
   * @returns STATUS_SUCCESS, or STATUS_INVALID_PARAMETER
   */
  (
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    String: PVOID,
    Base: ULONG,
    Value: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Declaration of `RtlUnicodeStringToInteger`. */
export const RtlUnicodeStringToInteger = routine<RtlUnicodeStringToInteger>()(
  {
    name: 'RtlUnicodeStringToInteger',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Wudfwdm.h',
    library: 'NtosKrnl.lib (kernel mode); Ntdll.lib (user mode)',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    page: 'wdm/nf-wdm-rtlunicodestringtointeger',
    summary: 'Reads a number from text.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'String', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'Base', type: 'ULONG', direction: 'in', optional: true },
      { name: 'Value', type: 'PULONG', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'the base is none', modelled: 'produced' },
    ],
    seeAlso: ['RtlIntegerToUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (string, Base, Value) => {
    const number = stringToNumber(String.fromCharCode(...strings.units(string, true)), Base);
    if (number === null) return STATUS_INVALID_PARAMETER;
    if (isOut(Value)) Value.value = number;
    else strings.memory.writeUint32(Value, number);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER } },
);

/** Type of `RtlHashUnicodeString`. */
export interface RtlHashUnicodeString {
  /**
   * Computes a hash of a string. IRQL <= APC_LEVEL.
   * @param String address of a UNICODE_STRING
   * @param CaseInSensitive TRUE to ignore case
   * @param HashAlgorithm HASH_STRING_ALGORITHM_DEFAULT or HASH_STRING_ALGORITHM_X65599
   * @param HashValue receives the hash: a cell from `out()`, or a simulated address
   * @returns STATUS_SUCCESS, or STATUS_INVALID_PARAMETER
   */
  (
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    String: PVOID,
    CaseInSensitive: BOOLEAN,
    HashAlgorithm: ULONG,
    HashValue: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Declaration of `RtlHashUnicodeString`. */
export const RtlHashUnicodeString = routine<RtlHashUnicodeString>()(
  {
    name: 'RtlHashUnicodeString',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-rtlhashunicodestring',
    summary: 'Computes a hash of a string.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'String', type: 'PCUNICODE_STRING', direction: 'in' },
      { name: 'CaseInSensitive', type: 'BOOLEAN', direction: 'in' },
      { name: 'HashAlgorithm', type: 'ULONG', direction: 'in' },
      { name: 'HashValue', type: 'PULONG', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'it worked', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'the algorithm is none', modelled: 'produced' },
    ],
    seeAlso: ['RtlEqualUnicodeString'],
    since: '0.1.0',
  },
  (strings: Strings) => (string, CaseInSensitive, HashAlgorithm, HashValue) => {
    if (HashAlgorithm !== HASH_STRING_ALGORITHM_DEFAULT && HashAlgorithm !== HASH_STRING_ALGORITHM_X65599)
      return STATUS_INVALID_PARAMETER;
    const hash = hashOf(strings.units(string, true), CaseInSensitive !== 0);
    if (isOut(HashValue)) HashValue.value = hash;
    else strings.memory.writeUint32(HashValue, hash);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER } },
);

import type { HANDLE, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_BUFFER_OVERFLOW,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_KEY_DELETED,
  STATUS_NO_MORE_ENTRIES,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import { tellValue } from './key-information.ts';
import type { Registry } from './registry.ts';

/** Type of `ZwQueryValueKey`. */
export interface ZwQueryValueKey {
  /**
   * Tells of a value of a key: its type and data. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle handle of ZwOpenKey or ZwCreateKey
   * @param ValueName address of a UNICODE_STRING
   * @param KeyValueInformationClass KeyValuePartialInformation, KeyValueFullInformation or KeyValueBasicInformation
   * @param KeyValueInformation receives the structure, or NULL for the size alone
   * @param Length bytes of it
   * @param ResultLength receives the bytes that all of it takes
   * @returns STATUS_SUCCESS, or an error
   */
  (
    KeyHandle: HANDLE | bigint,
    ValueName: PVOID,
    KeyValueInformationClass: number,
    KeyValueInformation: PVOID,
    Length: ULONG,
    ResultLength: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Declaration of `ZwQueryValueKey`. */
export const ZwQueryValueKey = routine<ZwQueryValueKey>()(
  {
    name: 'ZwQueryValueKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwqueryvaluekey',
    summary: 'Gives a value of a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'KeyHandle', type: 'HANDLE', direction: 'in' },
      { name: 'ValueName', type: 'PUNICODE_STRING', direction: 'in' },
      { name: 'KeyValueInformationClass', type: 'KEY_VALUE_INFORMATION_CLASS', direction: 'in' },
      { name: 'KeyValueInformation', type: 'PVOID', direction: 'out', optional: true },
      { name: 'Length', type: 'ULONG', direction: 'in' },
      { name: 'ResultLength', type: 'PULONG', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'there is no such value', modelled: 'produced' },
      {
        code: 'STATUS_BUFFER_OVERFLOW',
        when: 'the texts or data do not fit; as much as fits is stored',
        modelled: 'produced',
      },
      { code: 'STATUS_BUFFER_TOO_SMALL', when: 'not even the fixed part fits', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'there is no such class of information',
        modelled: 'produced',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'KeyHandle is not open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'KeyHandle is that of another object',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
    ],
    seeAlso: ['ZwSetValueKey', 'ZwEnumerateValueKey', 'RtlQueryRegistryValues'],
    since: '0.1.0',
  },
  (registry: Registry) =>
    (KeyHandle, ValueName, KeyValueInformationClass, KeyValueInformation, Length, ResultLength) => {
      const target = { address: KeyValueInformation, length: Length, resultLength: ResultLength };
      return registry.withKey(KeyHandle, ({ id }) => {
        const value = registry.tree.value(id, registry.text(ValueName));
        return value === undefined
          ? STATUS_OBJECT_NAME_NOT_FOUND
          : tellValue(registry, value, KeyValueInformationClass, target);
      });
    },
  {
    failures: {
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_BUFFER_OVERFLOW: () => STATUS_BUFFER_OVERFLOW,
      STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

/** Type of `ZwEnumerateValueKey`. */
export interface ZwEnumerateValueKey {
  /**
   * Tells of a value of a key, by its number. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle handle of ZwOpenKey or ZwCreateKey
   * @param Index number of the value, from 0
   * @param KeyValueInformationClass KeyValuePartialInformation, KeyValueFullInformation or KeyValueBasicInformation
   * @param KeyValueInformation receives the structure, or NULL for the size alone
   * @param Length bytes of it
   * @param ResultLength receives the bytes that all of it takes
   * @returns STATUS_SUCCESS, STATUS_NO_MORE_ENTRIES behind the last one, or an error
   */
  (
    KeyHandle: HANDLE | bigint,
    Index: ULONG,
    KeyValueInformationClass: number,
    KeyValueInformation: PVOID,
    Length: ULONG,
    ResultLength: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Declaration of `ZwEnumerateValueKey`. */
export const ZwEnumerateValueKey = routine<ZwEnumerateValueKey>()(
  {
    name: 'ZwEnumerateValueKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwenumeratevaluekey',
    summary: 'Tells of a value of a key of the registry, by its number.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'KeyHandle', type: 'HANDLE', direction: 'in' },
      { name: 'Index', type: 'ULONG', direction: 'in' },
      { name: 'KeyValueInformationClass', type: 'KEY_VALUE_INFORMATION_CLASS', direction: 'in' },
      { name: 'KeyValueInformation', type: 'PVOID', direction: 'out', optional: true },
      { name: 'Length', type: 'ULONG', direction: 'in' },
      { name: 'ResultLength', type: 'PULONG', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_BUFFER_OVERFLOW',
        when: 'the texts or data do not fit; as much as fits is stored',
        modelled: 'produced',
      },
      { code: 'STATUS_BUFFER_TOO_SMALL', when: 'not even the fixed part fits', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'there is no such class of information',
        modelled: 'produced',
      },
      { code: 'STATUS_NO_MORE_ENTRIES', when: 'there are fewer values', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'KeyHandle is not open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'KeyHandle is that of another object',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
    ],
    seeAlso: ['ZwQueryValueKey', 'ZwEnumerateKey'],
    since: '0.1.0',
  },
  (registry: Registry) =>
    (KeyHandle, Index, KeyValueInformationClass, KeyValueInformation, Length, ResultLength) => {
      const target = { address: KeyValueInformation, length: Length, resultLength: ResultLength };
      return registry.withKey(KeyHandle, ({ values }) => {
        const value = values[Index];
        return value === undefined
          ? STATUS_NO_MORE_ENTRIES
          : tellValue(registry, value, KeyValueInformationClass, target);
      });
    },
  {
    failures: {
      STATUS_BUFFER_OVERFLOW: () => STATUS_BUFFER_OVERFLOW,
      STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_NO_MORE_ENTRIES: () => STATUS_NO_MORE_ENTRIES,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

import type { HANDLE, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_BUFFER_OVERFLOW,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_KEY_DELETED,
  STATUS_NO_MORE_ENTRIES,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import { tellKey } from './key-information.ts';
import type { Registry } from './registry.ts';

/** Type of `ZwQueryKey`. */
export interface ZwQueryKey {
  /**
   * Tells of a key: its name, how much lies in it. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle handle of ZwOpenKey or ZwCreateKey
   * @param KeyInformationClass KeyBasicInformation, KeyNodeInformation, KeyFullInformation or KeyNameInformation
   * @param KeyInformation receives the structure, or NULL for the size alone
   * @param Length bytes of it
   * @param ResultLength receives the bytes that all of it takes
   * @returns STATUS_SUCCESS, or an error
   */
  (
    KeyHandle: HANDLE | bigint,
    KeyInformationClass: number,
    KeyInformation: PVOID,
    Length: ULONG,
    ResultLength: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Declaration of `ZwQueryKey`. */
export const ZwQueryKey = routine<ZwQueryKey>()(
  {
    name: 'ZwQueryKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwquerykey',
    summary: 'Tells of a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'KeyHandle', type: 'HANDLE', direction: 'in' },
      { name: 'KeyInformationClass', type: 'KEY_INFORMATION_CLASS', direction: 'in' },
      { name: 'KeyInformation', type: 'PVOID', direction: 'out', optional: true },
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
      { code: 'STATUS_INVALID_HANDLE', when: 'KeyHandle is not open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'KeyHandle is that of another object',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
    ],
    seeAlso: ['ZwEnumerateKey', 'ZwQueryValueKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (KeyHandle, KeyInformationClass, KeyInformation, Length, ResultLength) => {
    const target = { address: KeyInformation, length: Length, resultLength: ResultLength };
    return registry.withKey(KeyHandle, (key) => tellKey(registry, key, KeyInformationClass, target));
  },
  {
    failures: {
      STATUS_BUFFER_OVERFLOW: () => STATUS_BUFFER_OVERFLOW,
      STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

/** Type of `ZwEnumerateKey`. */
export interface ZwEnumerateKey {
  /**
   * Tells of a subkey, by its number. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle handle of ZwOpenKey or ZwCreateKey
   * @param Index number of the subkey, from 0
   * @param KeyInformationClass KeyBasicInformation, KeyNodeInformation or KeyFullInformation
   * @param KeyInformation receives the structure, or NULL for the size alone
   * @param Length bytes of it
   * @param ResultLength receives the bytes that all of it takes
   * @returns STATUS_SUCCESS, STATUS_NO_MORE_ENTRIES behind the last one, or an error
   */
  (
    KeyHandle: HANDLE | bigint,
    Index: ULONG,
    KeyInformationClass: number,
    KeyInformation: PVOID,
    Length: ULONG,
    ResultLength: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Declaration of `ZwEnumerateKey`. */
export const ZwEnumerateKey = routine<ZwEnumerateKey>()(
  {
    name: 'ZwEnumerateKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwenumeratekey',
    summary: 'Tells of a subkey of a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'KeyHandle', type: 'HANDLE', direction: 'in' },
      { name: 'Index', type: 'ULONG', direction: 'in' },
      { name: 'KeyInformationClass', type: 'KEY_INFORMATION_CLASS', direction: 'in' },
      { name: 'KeyInformation', type: 'PVOID', direction: 'out', optional: true },
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
      { code: 'STATUS_NO_MORE_ENTRIES', when: 'there are fewer subkeys', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'KeyHandle is not open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'KeyHandle is that of another object',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
    ],
    seeAlso: ['ZwQueryKey', 'ZwEnumerateValueKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (KeyHandle, Index, KeyInformationClass, KeyInformation, Length, ResultLength) => {
    const target = { address: KeyInformation, length: Length, resultLength: ResultLength };
    return registry.withKey(KeyHandle, ({ keys }) => {
      const subkey = registry.tree.key(keys[Index] ?? 0);
      return subkey === undefined
        ? STATUS_NO_MORE_ENTRIES
        : tellKey(registry, subkey, KeyInformationClass, target);
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

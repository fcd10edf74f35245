import type { HANDLE, NTSTATUS, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_KEY_DELETED,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Registry } from './registry.ts';

/** Type of `ZwSetValueKey`. */
export interface ZwSetValueKey {
  /**
   * Stores a value in a key. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle handle of ZwOpenKey or ZwCreateKey
   * @param ValueName address of a UNICODE_STRING
   * @param TitleIndex 0
   * @param Type REG_SZ, REG_DWORD and others
   * @param Data address of the data; a string with its NUL
   * @param DataSize bytes of them
   * @returns STATUS_SUCCESS, or an error
   */
  (
    KeyHandle: HANDLE | bigint,
    ValueName: PVOID,
    TitleIndex: ULONG,
    Type: ULONG,
    Data: PVOID,
    DataSize: ULONG,
  ): NTSTATUS;
}

/** Declaration of `ZwSetValueKey`. */
export const ZwSetValueKey = routine<ZwSetValueKey>()(
  {
    name: 'ZwSetValueKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwsetvaluekey',
    summary: 'Stores a value in a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'KeyHandle', type: 'HANDLE', direction: 'in' },
      { name: 'ValueName', type: 'PUNICODE_STRING', direction: 'in' },
      { name: 'TitleIndex', type: 'ULONG', direction: 'in', optional: true },
      { name: 'Type', type: 'ULONG', direction: 'in' },
      { name: 'Data', type: 'PVOID', direction: 'in', optional: true },
      { name: 'DataSize', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'KeyHandle is not open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'KeyHandle is that of another object',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'access is missing',
        modelled: 'never',
        why: 'handles of drivers are not checked for access (decision 0087)',
      },
    ],
    seeAlso: ['ZwQueryValueKey', 'ZwDeleteValueKey', 'RtlWriteRegistryValue'],
    since: '0.1.0',
  },
  (registry: Registry) => (KeyHandle, ValueName, _TitleIndex, Type, Data, DataSize) =>
    registry.withKey(KeyHandle, ({ id }) => {
      const data = registry.host.kernelMemory.readBytes(Data, DataSize);
      registry.tree.setValue(id, { name: registry.text(ValueName), type: Type, data });
      return STATUS_SUCCESS;
    }),
  {
    failures: {
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

/** Type of `ZwDeleteValueKey`. */
export interface ZwDeleteValueKey {
  /**
   * Deletes a value of a key. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle handle of ZwOpenKey or ZwCreateKey
   * @param ValueName address of a UNICODE_STRING
   * @returns STATUS_SUCCESS, or an error
   */
  (KeyHandle: HANDLE | bigint, ValueName: PVOID): NTSTATUS;
}

/** Declaration of `ZwDeleteValueKey`. */
export const ZwDeleteValueKey = routine<ZwDeleteValueKey>()(
  {
    name: 'ZwDeleteValueKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwdeletevaluekey',
    summary: 'Deletes a value of a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'KeyHandle', type: 'HANDLE', direction: 'in' },
      { name: 'ValueName', type: 'PUNICODE_STRING', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'KeyHandle is not open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'KeyHandle is that of another object',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'there is no such value', modelled: 'produced' },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'access is missing',
        modelled: 'never',
        why: 'handles of drivers are not checked for access (decision 0087)',
      },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'injectable' },
    ],
    seeAlso: ['ZwSetValueKey', 'ZwDeleteKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (KeyHandle, ValueName) =>
    registry.withKey(KeyHandle, ({ id }) =>
      registry.tree.deleteValue(id, registry.text(ValueName)) ? STATUS_SUCCESS : STATUS_OBJECT_NAME_NOT_FOUND,
    ),
  {
    failures: {
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
    },
  },
);

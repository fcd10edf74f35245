import type { HANDLE, NTSTATUS } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_CANNOT_DELETE,
  STATUS_INVALID_HANDLE,
  STATUS_KEY_DELETED,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Registry } from './registry.ts';

/** Type of `ZwDeleteKey`. */
export interface ZwDeleteKey {
  /**
   * Deletes a key without subkeys. The handle stays open. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle handle of ZwOpenKey or ZwCreateKey
   * @returns STATUS_SUCCESS, or an error
   */
  (KeyHandle: HANDLE | bigint): NTSTATUS;
}

/** Declaration of `ZwDeleteKey`. */
export const ZwDeleteKey = routine<ZwDeleteKey>()(
  {
    name: 'ZwDeleteKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwdeletekey',
    summary: 'Deletes a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'KeyHandle', type: 'HANDLE', direction: 'in' }],
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
      { code: 'STATUS_CANNOT_DELETE', when: 'the key has subkeys', modelled: 'produced' },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'access is missing',
        modelled: 'never',
        why: 'handles of drivers are not checked for access (decision 0087)',
      },
    ],
    seeAlso: ['ZwCreateKey', 'ZwDeleteValueKey', 'ZwClose'],
    since: '0.1.0',
  },
  (registry: Registry) => (KeyHandle) => registry.withKey(KeyHandle, ({ id }) => registry.tree.delete(id)),
  {
    failures: {
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
      STATUS_CANNOT_DELETE: () => STATUS_CANNOT_DELETE,
    },
  },
);

/** Type of `ZwFlushKey`. */
export interface ZwFlushKey {
  /**
   * Writes a key to disk: there is none, and nothing to do. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle handle of ZwOpenKey or ZwCreateKey
   * @returns STATUS_SUCCESS, or an error
   */
  (KeyHandle: HANDLE | bigint): NTSTATUS;
}

/** Declaration of `ZwFlushKey`. */
export const ZwFlushKey = routine<ZwFlushKey>()(
  {
    name: 'ZwFlushKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwflushkey',
    summary: 'Writes a key of the registry to disk.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'KeyHandle', type: 'HANDLE', direction: 'in' }],
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
    ],
    seeAlso: ['ZwSetValueKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (KeyHandle) => registry.withKey(KeyHandle, () => STATUS_SUCCESS),
  {
    failures: {
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

import type { HANDLE, NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_KEY_DELETED,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Registry } from './registry.ts';

/** Type of `ZwOpenKey`. */
export interface ZwOpenKey {
  /**
   * Opens a key of the registry. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle receives a handle: a cell from `out()`, or a simulated address
   * @param DesiredAccess access that the handle gives: KEY_READ
   * @param ObjectAttributes address of OBJECT_ATTRIBUTES with the path, \\Registry\\Machine\\…, or one from a RootDirectory
   * @returns STATUS_SUCCESS, or an error
   */
  (KeyHandle: PointerTo<HANDLE>, DesiredAccess: number, ObjectAttributes: PVOID): NTSTATUS;
}

/** Access is granted, whatever it is (*ours*, docs/decisions/0087-registry.md). */
export const ZwOpenKey = routine<ZwOpenKey>()(
  {
    name: 'ZwOpenKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwopenkey',
    summary: 'Opens a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'KeyHandle', type: 'PHANDLE', direction: 'out' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectAttributes', type: 'POBJECT_ATTRIBUTES', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the Length of the attributes is not that of the structure',
        modelled: 'produced',
      },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'there is no such key', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_PATH_SYNTAX_BAD',
        when: 'the name does not begin with a backslash, or does with a RootDirectory',
        modelled: 'produced',
      },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'RootDirectory is not open', modelled: 'produced' },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'RootDirectory is no key', modelled: 'produced' },
      { code: 'STATUS_KEY_DELETED', when: 'RootDirectory was deleted', modelled: 'produced' },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'access is missing',
        modelled: 'never',
        why: 'handles of drivers are not checked for access (decision 0087)',
      },
    ],
    seeAlso: ['ZwCreateKey', 'ZwQueryValueKey', 'ZwClose'],
    since: '0.1.0',
  },
  (registry: Registry) => (KeyHandle, DesiredAccess, ObjectAttributes) => {
    const { status, id, path, process } = registry.placeOf(ObjectAttributes);
    if (status !== STATUS_SUCCESS) return status;
    const key = registry.tree.find(id, path);
    return key === 0 ? STATUS_OBJECT_NAME_NOT_FOUND : registry.open(key, DesiredAccess, KeyHandle, process);
  },
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_OBJECT_PATH_SYNTAX_BAD: () => STATUS_OBJECT_PATH_SYNTAX_BAD,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

import type { NTSTATUS, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_KEY_DELETED,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Registry } from './registry.ts';
import { keyRelativeTo, placeRelativeTo } from './relative-keys.ts';

/** Type of `RtlCreateRegistryKey`. */
export interface RtlCreateRegistryKey {
  /**
   * Makes a key; one that is there stays as it is. IRQL = PASSIVE_LEVEL.
   * @param RelativeTo RTL_REGISTRY_ABSOLUTE, RTL_REGISTRY_SERVICES or another place; RTL_REGISTRY_HANDLE for a handle, RTL_REGISTRY_OPTIONAL where the key may be missing
   * @param Path path of the key from there, with a NUL at its end; the handle
   * @returns STATUS_SUCCESS, or an error
   */
  (RelativeTo: ULONG, Path: PVOID | string): NTSTATUS;
}

/** Declaration of `RtlCreateRegistryKey`. */
export const RtlCreateRegistryKey = routine<RtlCreateRegistryKey>()(
  {
    name: 'RtlCreateRegistryKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlcreateregistrykey',
    summary: 'Makes a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'RelativeTo', type: 'ULONG', direction: 'in' },
      { name: 'Path', type: 'PWSTR', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'RelativeTo is none of the places', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'the key above is not there', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_PATH_SYNTAX_BAD',
        when: 'an absolute path does not begin with a backslash',
        modelled: 'produced',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'Path is no handle that is open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'Path is the handle of another object',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
    ],
    seeAlso: ['RtlCheckRegistryKey', 'RtlWriteRegistryValue', 'ZwCreateKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (RelativeTo, Path) => {
    const { status, from, path } = placeRelativeTo(registry, RelativeTo, Path);
    return status === STATUS_SUCCESS ? registry.tree.create(from, path, false).status : status;
  },
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_OBJECT_PATH_SYNTAX_BAD: () => STATUS_OBJECT_PATH_SYNTAX_BAD,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

/** Type of `RtlCheckRegistryKey`. */
export interface RtlCheckRegistryKey {
  /**
   * Says whether a key is there. IRQL = PASSIVE_LEVEL.
   * @param RelativeTo RTL_REGISTRY_ABSOLUTE, RTL_REGISTRY_SERVICES or another place; RTL_REGISTRY_HANDLE for a handle, RTL_REGISTRY_OPTIONAL where the key may be missing
   * @param Path path of the key from there, with a NUL at its end; the handle
   * @returns STATUS_SUCCESS when it is, or an error
   */
  (RelativeTo: ULONG, Path: PVOID | string): NTSTATUS;
}

/** Declaration of `RtlCheckRegistryKey`. */
export const RtlCheckRegistryKey = routine<RtlCheckRegistryKey>()(
  {
    name: 'RtlCheckRegistryKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlcheckregistrykey',
    summary: 'Says whether a key of the registry is there.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'RelativeTo', type: 'ULONG', direction: 'in' },
      { name: 'Path', type: 'PWSTR', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'RelativeTo is none of the places', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'there is no such key', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_PATH_SYNTAX_BAD',
        when: 'an absolute path does not begin with a backslash',
        modelled: 'produced',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'Path is no handle that is open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'Path is the handle of another object',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
    ],
    seeAlso: ['RtlCreateRegistryKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (RelativeTo, Path) => keyRelativeTo(registry, RelativeTo, Path).status,
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_OBJECT_PATH_SYNTAX_BAD: () => STATUS_OBJECT_PATH_SYNTAX_BAD,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

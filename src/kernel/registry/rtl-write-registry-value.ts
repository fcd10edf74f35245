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

/** Name of a value: text with a NUL at its end, or a text of TypeScript. */
const nameOf = ({ strings }: Registry, name: PVOID | string): string =>
  String.fromCharCode(...strings.unitsOfText(name));

/** Type of `RtlWriteRegistryValue`. */
export interface RtlWriteRegistryValue {
  /**
   * Stores a value in a key, which is made when it is not there. IRQL = PASSIVE_LEVEL.
   * @param RelativeTo RTL_REGISTRY_ABSOLUTE, RTL_REGISTRY_SERVICES or another place; RTL_REGISTRY_HANDLE for a handle, RTL_REGISTRY_OPTIONAL where the key may be missing
   * @param Path path of the key from there, with a NUL at its end; the handle
   * @param ValueName name, with a NUL at its end
   * @param ValueType REG_SZ, REG_DWORD and others
   * @param ValueData address of the data
   * @param ValueLength bytes of them
   * @returns STATUS_SUCCESS, or an error
   */
  (
    RelativeTo: ULONG,
    Path: PVOID | string,
    ValueName: PVOID | string,
    ValueType: ULONG,
    ValueData: PVOID,
    ValueLength: ULONG,
  ): NTSTATUS;
}

/** Declaration of `RtlWriteRegistryValue`. */
export const RtlWriteRegistryValue = routine<RtlWriteRegistryValue>()(
  {
    name: 'RtlWriteRegistryValue',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtlwriteregistryvalue',
    summary: 'Stores a value in a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'RelativeTo', type: 'ULONG', direction: 'in' },
      { name: 'Path', type: 'PCWSTR', direction: 'in' },
      { name: 'ValueName', type: 'PCWSTR', direction: 'in' },
      { name: 'ValueType', type: 'ULONG', direction: 'in' },
      { name: 'ValueData', type: 'PVOID', direction: 'in', optional: true },
      { name: 'ValueLength', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
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
    seeAlso: ['RtlQueryRegistryValues', 'RtlDeleteRegistryValue', 'ZwSetValueKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (RelativeTo, Path, ValueName, ValueType, ValueData, ValueLength) => {
    const { status, from, path } = placeRelativeTo(registry, RelativeTo, Path);
    if (status !== STATUS_SUCCESS) return status;
    const made = registry.tree.create(from, path, false);
    if (made.status !== STATUS_SUCCESS) return made.status;
    const data = registry.host.kernelMemory.readBytes(ValueData, ValueLength);
    registry.tree.setValue(made.id, { name: nameOf(registry, ValueName), type: ValueType, data });
    return STATUS_SUCCESS;
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

/** Type of `RtlDeleteRegistryValue`. */
export interface RtlDeleteRegistryValue {
  /**
   * Deletes a value of a key. IRQL = PASSIVE_LEVEL.
   * @param RelativeTo RTL_REGISTRY_ABSOLUTE, RTL_REGISTRY_SERVICES or another place; RTL_REGISTRY_HANDLE for a handle, RTL_REGISTRY_OPTIONAL where the key may be missing
   * @param Path path of the key from there, with a NUL at its end; the handle
   * @param ValueName name, with a NUL at its end
   * @returns STATUS_SUCCESS, or an error
   */
  (RelativeTo: ULONG, Path: PVOID | string, ValueName: PVOID | string): NTSTATUS;
}

/** Declaration of `RtlDeleteRegistryValue`. */
export const RtlDeleteRegistryValue = routine<RtlDeleteRegistryValue>()(
  {
    name: 'RtlDeleteRegistryValue',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-rtldeleteregistryvalue',
    summary: 'Deletes a value of a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'RelativeTo', type: 'ULONG', direction: 'in' },
      { name: 'Path', type: 'PCWSTR', direction: 'in' },
      { name: 'ValueName', type: 'PCWSTR', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'RelativeTo is none of the places', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_NAME_NOT_FOUND',
        when: 'there is no such key, or no such value',
        modelled: 'produced',
      },
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
    seeAlso: ['RtlWriteRegistryValue', 'ZwDeleteValueKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (RelativeTo, Path, ValueName) => {
    const { status, id } = keyRelativeTo(registry, RelativeTo, Path);
    if (id === 0) return status;
    const isGone = registry.tree.deleteValue(id, nameOf(registry, ValueName));
    return isGone ? STATUS_SUCCESS : STATUS_OBJECT_NAME_NOT_FOUND;
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

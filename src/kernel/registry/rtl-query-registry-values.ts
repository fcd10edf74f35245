import type { NTSTATUS, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_KEY_DELETED,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import { QueryTableRun } from './query-table.ts';
import type { Registry } from './registry.ts';
import { keyRelativeTo } from './relative-keys.ts';

/** Type of `RtlQueryRegistryValues`. */
export interface RtlQueryRegistryValues {
  /**
   * Gives many values of a key at once: each entry of a table says which, and where they go. IRQL = PASSIVE_LEVEL.
   * @param RelativeTo RTL_REGISTRY_ABSOLUTE, RTL_REGISTRY_SERVICES or another place; RTL_REGISTRY_HANDLE for a handle, RTL_REGISTRY_OPTIONAL where the key may be missing
   * @param Path path of the key from there, with a NUL at its end; the handle
   * @param QueryTable address of RTL_QUERY_REGISTRY_TABLE structures; one of zeros ends them
   * @param Context for the routines of the table
   * @param Environment NULL; another one is not looked at
   * @returns STATUS_SUCCESS, what a routine of the table returned, or an error
   */
  (RelativeTo: ULONG, Path: PVOID | string, QueryTable: PVOID, Context: PVOID, Environment: PVOID): NTSTATUS;
}

/** What an entry may ask for, and what is ours in the answers: docs/decisions/0087-registry.md. */
export const RtlQueryRegistryValues = routine<RtlQueryRegistryValues>()(
  {
    name: 'RtlQueryRegistryValues',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Ntoskrnl.lib',
    dll: 'Ntoskrnl.exe',
    page: 'wdm/nf-wdm-rtlqueryregistryvalues',
    summary: 'Gives many values of a key of the registry.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'RelativeTo', type: 'ULONG', direction: 'in' },
      { name: 'Path', type: 'PCWSTR', direction: 'in' },
      { name: 'QueryTable', type: 'PRTL_QUERY_REGISTRY_TABLE', direction: 'inout' },
      { name: 'Context', type: 'PVOID', direction: 'in', optional: true },
      { name: 'Environment', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'RelativeTo is none of the places, or an entry contradicts itself',
        modelled: 'produced',
      },
      {
        code: 'STATUS_OBJECT_NAME_NOT_FOUND',
        when: 'there is no such key, or no value that is required',
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
        when: 'a value has another type than RTL_QUERY_REGISTRY_TYPECHECK says',
        modelled: 'produced',
      },
      { code: 'STATUS_KEY_DELETED', when: 'the key was deleted', modelled: 'produced' },
      {
        code: 'STATUS_BUFFER_TOO_SMALL',
        when: 'a value does not fit its place (RTL_QUERY_REGISTRY_DIRECT)',
        modelled: 'produced',
      },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
    ],
    seeAlso: ['RtlWriteRegistryValue', 'ZwQueryValueKey'],
    since: '0.1.0',
  },
  (registry: Registry) => (RelativeTo, Path, QueryTable, Context) => {
    const { status, id, isOptional } = keyRelativeTo(registry, RelativeTo, Path);
    if (id === 0 && !(isOptional && status === STATUS_OBJECT_NAME_NOT_FOUND)) return status;
    return new QueryTableRun(registry, id, Context).run(QueryTable);
  },
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_OBJECT_PATH_SYNTAX_BAD: () => STATUS_OBJECT_PATH_SYNTAX_BAD,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
      STATUS_BUFFER_TOO_SMALL: () => STATUS_BUFFER_TOO_SMALL,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
    },
  },
);

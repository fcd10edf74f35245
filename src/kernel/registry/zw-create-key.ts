import type { HANDLE, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  REG_CREATED_NEW_KEY,
  REG_OPENED_EXISTING_KEY,
  REG_OPTION_VOLATILE,
} from '../../contract/kernel-constants.generated.ts';
import { isOut } from '../../machine/out.ts';
import {
  STATUS_CHILD_MUST_BE_VOLATILE,
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

/** Type of `ZwCreateKey`. */
export interface ZwCreateKey {
  /**
   * Opens a key of the registry, and makes it when it is not there. IRQL = PASSIVE_LEVEL.
   * @param KeyHandle receives a handle: a cell from `out()`, or a simulated address
   * @param DesiredAccess access that the handle gives: KEY_ALL_ACCESS
   * @param ObjectAttributes address of OBJECT_ATTRIBUTES with the path; the key above has to be there
   * @param TitleIndex 0
   * @param Class NULL; a class is not kept
   * @param CreateOptions REG_OPTION_NON_VOLATILE (0), or REG_OPTION_VOLATILE (1)
   * @param Disposition receives REG_CREATED_NEW_KEY or REG_OPENED_EXISTING_KEY; NULL where nobody asks
   * @returns STATUS_SUCCESS, or an error
   */
  (
    KeyHandle: PointerTo<HANDLE>,
    DesiredAccess: number,
    ObjectAttributes: PVOID,
    TitleIndex: ULONG,
    Class: PVOID,
    CreateOptions: ULONG,
    Disposition: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Nothing outlives a machine, so volatile keys differ in what may lie in them only. Other options are not looked at (*ours*, docs/decisions/0087-registry.md). */
export const ZwCreateKey = routine<ZwCreateKey>()(
  {
    name: 'ZwCreateKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwcreatekey',
    summary: 'Opens a key of the registry, or makes it.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'KeyHandle', type: 'PHANDLE', direction: 'out' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectAttributes', type: 'POBJECT_ATTRIBUTES', direction: 'in' },
      { name: 'TitleIndex', type: 'ULONG', direction: 'in', optional: true },
      { name: 'Class', type: 'PUNICODE_STRING', direction: 'in', optional: true },
      { name: 'CreateOptions', type: 'ULONG', direction: 'in' },
      { name: 'Disposition', type: 'PULONG', direction: 'out', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the Length of the attributes is not that of the structure',
        modelled: 'produced',
      },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'the key above is not there', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_PATH_SYNTAX_BAD',
        when: 'the name does not begin with a backslash, or does with a RootDirectory',
        modelled: 'produced',
      },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
      {
        code: 'STATUS_CHILD_MUST_BE_VOLATILE',
        when: 'the key above is volatile, and this one is not to be',
        modelled: 'produced',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'RootDirectory is not open', modelled: 'produced' },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'RootDirectory is no key', modelled: 'produced' },
      { code: 'STATUS_KEY_DELETED', when: 'RootDirectory was deleted', modelled: 'produced' },
    ],
    seeAlso: ['ZwOpenKey', 'ZwSetValueKey', 'ZwDeleteKey', 'ZwClose'],
    since: '0.1.0',
  },
  (registry: Registry) =>
    (KeyHandle, DesiredAccess, ObjectAttributes, _TitleIndex, _Class, CreateOptions, Disposition) => {
      const place = registry.placeOf(ObjectAttributes);
      if (place.status !== STATUS_SUCCESS) return place.status;
      const isVolatile = (CreateOptions & REG_OPTION_VOLATILE) !== 0;
      const { status, id, isNew } = registry.tree.create(place.id, place.path, isVolatile);
      if (status !== STATUS_SUCCESS) return status;
      const disposition = isNew ? REG_CREATED_NEW_KEY : REG_OPENED_EXISTING_KEY;
      if (isOut(Disposition)) Disposition.value = disposition;
      else if (Disposition !== 0) registry.host.kernelMemory.writeUint32(Disposition, disposition);
      return registry.open(id, DesiredAccess, KeyHandle, place.process);
    },
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_OBJECT_PATH_SYNTAX_BAD: () => STATUS_OBJECT_PATH_SYNTAX_BAD,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
      STATUS_CHILD_MUST_BE_VOLATILE: () => STATUS_CHILD_MUST_BE_VOLATILE,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_KEY_DELETED: () => STATUS_KEY_DELETED,
    },
  },
);

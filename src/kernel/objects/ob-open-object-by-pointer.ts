import type { HANDLE, NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { KPROCESSOR_MODE } from '../../contract/kernel-types.ts';
import { STATUS_OBJECT_TYPE_MISMATCH } from '../../status/common.ts';
import type { Threads } from '../threads/threads.ts';
import { openByPointer } from './references.ts';

/** Type of `ObOpenObjectByPointer`. */
export interface ObOpenObjectByPointer {
  /**
   * Opens a handle to an object whose address is known. IRQL <= APC_LEVEL.
   * @param Object address of an object that the caller holds a reference to
   * @param HandleAttributes OBJ_KERNEL_HANDLE, or 0 for a handle of the current process
   * @param PassedAccessState NULL; irqlab models no other
   * @param DesiredAccess access that the handle gives
   * @param ObjectType NULL, or the type that the object must have: *PsProcessType
   * @param AccessMode KernelMode, or UserMode
   * @param Handle receives the handle; close it with ZwClose
   * @returns STATUS_SUCCESS, or an error
   */
  (
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    Object: PVOID,
    HandleAttributes: number,
    PassedAccessState: PVOID,
    DesiredAccess: number,
    ObjectType: PVOID,
    AccessMode: KPROCESSOR_MODE,
    Handle: PointerTo<HANDLE>,
  ): NTSTATUS;
}

/** There are no security descriptors: DesiredAccess is granted (*ours*, docs/decisions/0091-attached-threads.md). */
const NO_SECURITY = 'there are no security descriptors, quotas and privileges of handles (decision 0091)';

/** Declaration of `ObOpenObjectByPointer`. */
export const ObOpenObjectByPointer = routine<ObOpenObjectByPointer>()(
  {
    name: 'ObOpenObjectByPointer',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-obopenobjectbypointer',
    summary: 'Opens a handle to an object whose address is known.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'Object', type: 'PVOID', direction: 'in' },
      { name: 'HandleAttributes', type: 'ULONG', direction: 'in' },
      { name: 'PassedAccessState', type: 'PACCESS_STATE', direction: 'in', optional: true },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectType', type: 'POBJECT_TYPE', direction: 'in', optional: true },
      { name: 'AccessMode', type: 'KPROCESSOR_MODE', direction: 'in' },
      { name: 'Handle', type: 'PHANDLE', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the handle is open', modelled: 'produced' },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'the object has another type', modelled: 'produced' },
      { code: 'STATUS_ACCESS_DENIED', when: 'the access is refused', modelled: 'never', why: NO_SECURITY },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory for the handle',
        modelled: 'never',
        why: 'handles take no simulated memory',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'a parameter is invalid',
        modelled: 'never',
        why: 'an address of no object is a finding of Driver Verifier (decision 0091)',
      },
      {
        code: 'STATUS_PRIVILEGE_NOT_HELD',
        when: 'a privilege is missing',
        modelled: 'never',
        why: NO_SECURITY,
      },
      {
        code: 'STATUS_QUOTA_EXCEEDED',
        when: 'the quota of the process is used up',
        modelled: 'never',
        why: NO_SECURITY,
      },
      {
        code: 'STATUS_UNSUCCESSFUL',
        when: 'no handle can be made',
        modelled: 'never',
        why: 'handles take no simulated memory',
      },
    ],
    seeAlso: ['ObReferenceObjectByHandle', 'PsLookupProcessByProcessId', 'ZwClose'],
    since: '0.1.0',
  },
  (threads: Threads) =>
    (object, HandleAttributes, PassedAccessState, DesiredAccess, ObjectType, _mode, Handle) =>
      openByPointer(threads, {
        object,
        attributes: HandleAttributes,
        accessState: PassedAccessState,
        access: DesiredAccess,
        type: ObjectType,
        target: Handle,
      }),
  { failures: { STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH } },
);

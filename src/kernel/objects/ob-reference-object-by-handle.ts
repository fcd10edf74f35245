import type { HANDLE, NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { KernelMode } from '../../contract/kernel-constants.generated.ts';
import type { KPROCESSOR_MODE } from '../../contract/kernel-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import type { Threads } from '../threads/threads.ts';
import { referenceByHandle } from './references.ts';

/** Type of `ObReferenceObjectByHandle`. */
export interface ObReferenceObjectByHandle {
  /**
   * Gives the object that a handle names, and a reference to it. IRQL = PASSIVE_LEVEL.
   * @param Handle handle, or NtCurrentThread() or NtCurrentProcess()
   * @param DesiredAccess access that is wanted; checked for UserMode only
   * @param ObjectType NULL, or the type that the object must have: *PsThreadType
   * @param AccessMode KernelMode, or UserMode to have the access checked
   * @param Object receives the address of the object; release it with ObDereferenceObject
   * @param HandleInformation NULL; irqlab gives no information about the handle
   * @returns STATUS_SUCCESS, or why not
   */
  (
    Handle: HANDLE | bigint,
    DesiredAccess: number,
    ObjectType: PVOID,
    AccessMode: KPROCESSOR_MODE,
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    Object: PointerTo<PVOID>,
    HandleInformation: PVOID,
  ): NTSTATUS;
}

/** Declaration of `ObReferenceObjectByHandle`. */
export const ObReferenceObjectByHandle = routine<ObReferenceObjectByHandle>()(
  {
    name: 'ObReferenceObjectByHandle',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-obreferenceobjectbyhandle',
    summary: 'Gives the object that a handle names, and a reference to it.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Handle', type: 'HANDLE', direction: 'in' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectType', type: 'POBJECT_TYPE', direction: 'in', optional: true },
      { name: 'AccessMode', type: 'KPROCESSOR_MODE', direction: 'in' },
      { name: 'Object', type: 'PVOID *', direction: 'out' },
      { name: 'HandleInformation', type: 'POBJECT_HANDLE_INFORMATION', direction: 'out', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the object is referenced', modelled: 'produced' },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'the object has another type', modelled: 'produced' },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'AccessMode is UserMode and the handle does not give the access',
        modelled: 'produced',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'the handle is not open', modelled: 'produced' },
    ],
    seeAlso: ['ObDereferenceObject', 'ZwClose', 'PsCreateSystemThread'],
    since: '0.1.0',
  },
  (threads: Threads) => (Handle, DesiredAccess, ObjectType, AccessMode, object) =>
    referenceByHandle(threads, {
      handle: threads.handle(Handle),
      access: DesiredAccess,
      type: ObjectType,
      user: AccessMode !== 0,
      target: object,
    }),
  {
    possible: (_, [, , , mode], failure) => failure !== 'STATUS_ACCESS_DENIED' || mode !== KernelMode,
    failures: {
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_ACCESS_DENIED: () => STATUS_ACCESS_DENIED,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
    },
  },
);

import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_OBJECT_TYPE_MISMATCH } from '../../status/common.ts';
import type { Threads } from '../threads/threads.ts';
import { referenceByPointer } from './references.ts';

/** Type of `ObReferenceObjectByPointer`. */
export interface ObReferenceObjectByPointer {
  /**
   * Adds a reference to an object of a type. IRQL <= DISPATCH_LEVEL.
   * @param Object address of an object that the caller holds a reference to
   * @param DesiredAccess not looked at: no handle is involved
   * @param ObjectType NULL, or the type that the object must have: *PsThreadType
   * @param AccessMode not looked at
   * @returns STATUS_SUCCESS, or STATUS_OBJECT_TYPE_MISMATCH
   */
  (
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    Object: PVOID,
    DesiredAccess: number,
    ObjectType: PVOID,
    AccessMode: number,
  ): NTSTATUS;
}

/** Declaration of `ObReferenceObjectByPointer`. */
export const ObReferenceObjectByPointer = routine<ObReferenceObjectByPointer>()(
  {
    name: 'ObReferenceObjectByPointer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-obreferenceobjectbypointer',
    summary: 'Adds a reference to an object of a type.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Object', type: 'PVOID', direction: 'in' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectType', type: 'POBJECT_TYPE', direction: 'in', optional: true },
      { name: 'AccessMode', type: 'KPROCESSOR_MODE', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the object is referenced', modelled: 'produced' },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'the object has another type', modelled: 'produced' },
    ],
    seeAlso: ['ObReferenceObjectByHandle', 'ObDereferenceObject'],
    since: '0.1.0',
  },
  (threads: Threads) => (object, _DesiredAccess, ObjectType) =>
    referenceByPointer(threads, object, ObjectType),
  { failures: { STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH } },
);

import type { BOOLEAN, NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CallbackObjects } from './callback-objects.ts';

/** Type of `ExCreateCallback`. */
export interface ExCreateCallback {
  /**
   * Opens the callback object of a name, or makes it. ObDereferenceObject gives the reference back that the caller
   * gets. IRQL <= APC_LEVEL.
   * @param CallbackObject receives the object
   * @param ObjectAttributes its name, as `\Callback\Name`
   * @param Create TRUE to make it where it is not there
   * @param AllowMultipleCallbacks FALSE for an object that takes one registration at a time; for one that is there it means nothing
   * @returns STATUS_SUCCESS; STATUS_OBJECT_NAME_NOT_FOUND where it is not there and not wanted, or what is wrong
   * with the name
   */
  (
    CallbackObject: PointerTo<PVOID>,
    ObjectAttributes: PVOID,
    Create: BOOLEAN,
    AllowMultipleCallbacks: BOOLEAN,
  ): NTSTATUS;
}

/** Declaration of `ExCreateCallback`. */
export const ExCreateCallback = routine<ExCreateCallback>()(
  {
    name: 'ExCreateCallback',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-excreatecallback',
    summary: 'Opens or makes a callback object.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'CallbackObject', type: 'PCALLBACK_OBJECT *', direction: 'out' },
      { name: 'ObjectAttributes', type: 'POBJECT_ATTRIBUTES', direction: 'in' },
      { name: 'Create', type: 'BOOLEAN', direction: 'in' },
      { name: 'AllowMultipleCallbacks', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'the object is there', modelled: 'produced' }],
    seeAlso: ['ExRegisterCallback', 'ExNotifyCallback', 'ObDereferenceObject'],
    since: '0.1.0',
  },
  (objects: CallbackObjects) => (CallbackObject, ObjectAttributes, Create, AllowMultipleCallbacks) => {
    const { status, object } = objects.create(ObjectAttributes, Create !== 0, AllowMultipleCallbacks === 0);
    if (object !== 0) objects.store(CallbackObject, object);
    return status;
  },
);

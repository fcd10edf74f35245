import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { CallbackObjects } from './callback-objects.ts';

/** Type of `ExRegisterCallback`. */
export interface ExRegisterCallback {
  /**
   * Registers a function that is called with each notification: CallbackFunction(CallbackContext, Argument1,
   * Argument2). IRQL <= APC_LEVEL.
   * @param CallbackObject address of the callback object
   * @param CallbackFunction the function; it runs at the level of whoever notifies
   * @param CallbackContext what it gets first
   * @returns what ExUnregisterCallback takes; NULL where the object takes one registration and has it
   */
  (CallbackObject: PVOID, CallbackFunction: Callback, CallbackContext: PVOID): PVOID;
}

/** Declaration of `ExRegisterCallback`. */
export const ExRegisterCallback = routine<ExRegisterCallback>()(
  {
    name: 'ExRegisterCallback',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-exregistercallback',
    summary: 'Registers a function with a callback object.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'IRQL <= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'CallbackObject', type: 'PCALLBACK_OBJECT', direction: 'inout' },
      { name: 'CallbackFunction', type: 'PCALLBACK_FUNCTION', direction: 'in' },
      { name: 'CallbackContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'PVOID',
    seeAlso: ['ExUnregisterCallback', 'ExCreateCallback'],
    since: '0.1.0',
  },
  (objects: CallbackObjects) => (CallbackObject, CallbackFunction, CallbackContext) =>
    objects.register(CallbackObject, CallbackFunction, CallbackContext),
);

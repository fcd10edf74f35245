import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { CallbackObjects } from './callback-objects.ts';

/** Type of `ExNotifyCallback`. */
export interface ExNotifyCallback {
  /**
   * Calls the functions that are registered with an object, in the order of registration, at the level of the
   * caller. IRQL <= DISPATCH_LEVEL.
   * @param CallbackObject address of the callback object
   * @param Argument1 what they get second
   * @param Argument2 what they get third
   */
  (CallbackObject: PVOID, Argument1: PVOID, Argument2: PVOID): void;
}

/** Declaration of `ExNotifyCallback`. */
export const ExNotifyCallback = routine<ExNotifyCallback>()(
  {
    name: 'ExNotifyCallback',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exnotifycallback',
    summary: 'Calls the functions that are registered with a callback object.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'CallbackObject', type: 'PVOID', direction: 'in' },
      { name: 'Argument1', type: 'PVOID', direction: 'in', optional: true },
      { name: 'Argument2', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['ExRegisterCallback'],
    since: '0.1.0',
  },
  (objects: CallbackObjects) => (CallbackObject, Argument1, Argument2) =>
    objects.notify(CallbackObject, Argument1, Argument2),
);

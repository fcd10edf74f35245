import { blockingRoutine } from '../../contract/blocking.ts';
import type { PVOID } from '../../contract/c-types.ts';
import type { CallbackObjects } from './callback-objects.ts';

/** Type of `ExUnregisterCallback`. */
export interface ExUnregisterCallback {
  /**
   * Takes a registration back, and waits until its function has returned: a function that takes its own
   * registration back waits for itself. IRQL <= APC_LEVEL.
   * @param CallbackRegistration what ExRegisterCallback gave
   */
  (CallbackRegistration: PVOID): void;
}

/** Declaration of `ExUnregisterCallback`. */
export const ExUnregisterCallback = blockingRoutine<ExUnregisterCallback>()(
  {
    name: 'ExUnregisterCallback',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exunregistercallback',
    summary: 'Takes the registration of a function with a callback object back.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'CallbackRegistration', type: 'PVOID', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    seeAlso: ['ExRegisterCallback'],
    since: '0.1.0',
  },
  (objects: CallbackObjects) =>
    function* (CallbackRegistration) {
      yield* objects.unregister(CallbackRegistration);
    },
);

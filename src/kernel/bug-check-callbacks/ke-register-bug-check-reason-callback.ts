import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  KbCallbackRemovePages,
  KbCallbackSecondaryDumpData,
  KbCallbackTriageDumpData,
} from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { CallbackServices } from './callback-services.ts';

/** Reasons that a driver may name; the others are reserved or invalid by their names. */
const isReason = (reason: number): boolean =>
  (reason >= KbCallbackSecondaryDumpData && reason <= KbCallbackRemovePages) ||
  reason === KbCallbackTriageDumpData;

/** Registers a function that runs while a crash dump is written. */
export interface KeRegisterBugCheckReasonCallback {
  /**
   * Registers a function that runs while a crash dump is written. irqlab writes none, as a machine that is
   * set up without: the function is never called. Any IRQL.
   * @param CallbackRecord address of a KBUGCHECK_REASON_CALLBACK_RECORD in resident memory, which stays
   *   there; zeroed
   * @param CallbackRoutine function to run: (Reason, Record, ReasonSpecificData,
   *   ReasonSpecificDataLength)
   * @param Reason KbCallback… value: when to run it
   * @param Component address of a text that names the driver
   * @returns 1 when it is registered, 0 when it was already, the record was not prepared or the reason
   *   is none
   */
  (CallbackRecord: PVOID, CallbackRoutine: Callback, Reason: number, Component: PVOID): BOOLEAN;
}

/** *Ours*, docs/decisions/0026-bug-check-callbacks.md: no dump, hence no call; a reason that is none is refused. */
export const KeRegisterBugCheckReasonCallback = routine<KeRegisterBugCheckReasonCallback>()(
  {
    name: 'KeRegisterBugCheckReasonCallback',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP SP1; Windows Server 2003',
    page: 'wdm/nf-wdm-keregisterbugcheckreasoncallback',
    summary: 'Registers a function that runs while a crash dump is written.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'CallbackRecord', type: 'PKBUGCHECK_REASON_CALLBACK_RECORD', direction: 'out' },
      { name: 'CallbackRoutine', type: 'PKBUGCHECK_REASON_CALLBACK_ROUTINE', direction: 'in' },
      { name: 'Reason', type: 'KBUGCHECK_CALLBACK_REASON', direction: 'in' },
      { name: 'Component', type: 'PUCHAR', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['KeDeregisterBugCheckReasonCallback', 'KeRegisterBugCheckCallback'],
    since: '0.1.0',
  },
  ({ callbacks, callbackAddress }: CallbackServices) =>
    (CallbackRecord, CallbackRoutine, Reason, Component) =>
      isReason(Reason)
        ? callbacks.register({
            record: CallbackRecord,
            routine: callbackAddress(CallbackRoutine),
            buffer: 0,
            length: 0,
            component: Component,
            reason: Reason,
          })
        : 0,
);

/** Takes a callback for crash dumps back. */
export interface KeDeregisterBugCheckReasonCallback {
  /**
   * Takes a callback for crash dumps back. Any IRQL.
   * @param CallbackRecord address of a record that was registered
   * @returns 1 when it was registered, else 0
   */
  (CallbackRecord: PVOID): BOOLEAN;
}

/** As KeRegisterBugCheckReasonCallback. */
export const KeDeregisterBugCheckReasonCallback = routine<KeDeregisterBugCheckReasonCallback>()(
  {
    name: 'KeDeregisterBugCheckReasonCallback',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP SP1; Windows Server 2003',
    page: 'wdm/nf-wdm-kederegisterbugcheckreasoncallback',
    summary: 'Takes a callback for crash dumps back.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'CallbackRecord', type: 'PKBUGCHECK_REASON_CALLBACK_RECORD', direction: 'inout' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['KeRegisterBugCheckReasonCallback'],
    since: '0.1.0',
  },
  ({ callbacks }: CallbackServices) =>
    (CallbackRecord) =>
      callbacks.deregister(CallbackRecord, false),
);

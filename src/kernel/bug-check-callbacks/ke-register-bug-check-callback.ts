import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { CallbackServices } from './callback-services.ts';

/** Prepares the record of a bug check callback. */
export interface KeInitializeCallbackRecord {
  /**
   * Prepares the record of a bug check callback, plain or with a reason: it says that it is not registered.
   * Any IRQL.
   * @param CallbackRecord address of a KBUGCHECK_CALLBACK_RECORD in resident memory, which stays there
   */
  (CallbackRecord: PVOID): void;
}

/** A macro that sets State; the state of a reason record lies elsewhere, and a zeroed one is initialised. */
export const KeInitializeCallbackRecord = routine<KeInitializeCallbackRecord>()(
  {
    name: 'KeInitializeCallbackRecord',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinitializecallbackrecord',
    summary: 'Prepares the record of a bug check callback.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'CallbackRecord', type: 'PKBUGCHECK_CALLBACK_RECORD', direction: 'in' }],
    returns: 'void',
    seeAlso: ['KeRegisterBugCheckCallback'],
    since: '0.1.0',
  },
  ({ callbacks }: CallbackServices) =>
    (CallbackRecord) =>
      callbacks.initialize(CallbackRecord),
);

/** Registers a function that runs when the machine stops with a bug check. */
export interface KeRegisterBugCheckCallback {
  /**
   * Registers a function that runs when the machine stops with a bug check: at HIGH_LEVEL, with Buffer and
   * Length. It may fill the buffer and touch resident memory; it must not call any routine. Any IRQL.
   * @param CallbackRecord address of a KBUGCHECK_CALLBACK_RECORD in resident memory, which stays there;
   *   prepare it with KeInitializeCallbackRecord
   * @param CallbackRoutine function to run: (Buffer, Length)
   * @param Buffer address of resident memory for the function, or NULL
   * @param Length bytes of the buffer
   * @param Component address of a text that names the driver
   * @returns 1 when it is registered, 0 when it was already, or the record was not prepared
   */
  (CallbackRecord: PVOID, CallbackRoutine: Callback, Buffer: PVOID, Length: ULONG, Component: PVOID): BOOLEAN;
}

/** How callbacks run: *ours*, docs/decisions/0026-bug-check-callbacks.md. */
export const KeRegisterBugCheckCallback = routine<KeRegisterBugCheckCallback>()(
  {
    name: 'KeRegisterBugCheckCallback',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keregisterbugcheckcallback',
    summary: 'Registers a function that runs when the machine stops with a bug check.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'CallbackRecord', type: 'PKBUGCHECK_CALLBACK_RECORD', direction: 'out' },
      { name: 'CallbackRoutine', type: 'PKBUGCHECK_CALLBACK_ROUTINE', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'in', optional: true },
      { name: 'Length', type: 'ULONG', direction: 'in' },
      { name: 'Component', type: 'PUCHAR', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['KeDeregisterBugCheckCallback', 'KeInitializeCallbackRecord', 'KeBugCheckEx'],
    since: '0.1.0',
  },
  ({ callbacks, callbackAddress }: CallbackServices) =>
    (CallbackRecord, CallbackRoutine, Buffer, Length, Component) =>
      callbacks.register({
        record: CallbackRecord,
        routine: callbackAddress(CallbackRoutine),
        buffer: Buffer,
        length: Length >>> 0,
        component: Component,
        reason: null,
      }),
);

/** Takes a bug check callback back. */
export interface KeDeregisterBugCheckCallback {
  /**
   * Takes a bug check callback back. Any IRQL.
   * @param CallbackRecord address of a record that was registered
   * @returns 1 when it was registered, else 0
   */
  (CallbackRecord: PVOID): BOOLEAN;
}

/** As KeRegisterBugCheckCallback. */
export const KeDeregisterBugCheckCallback = routine<KeDeregisterBugCheckCallback>()(
  {
    name: 'KeDeregisterBugCheckCallback',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kederegisterbugcheckcallback',
    summary: 'Takes a bug check callback back.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'CallbackRecord', type: 'PKBUGCHECK_CALLBACK_RECORD', direction: 'inout' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    seeAlso: ['KeRegisterBugCheckCallback'],
    since: '0.1.0',
  },
  ({ callbacks }: CallbackServices) =>
    (CallbackRecord) =>
      callbacks.deregister(CallbackRecord, true),
);

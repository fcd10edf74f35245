import type { NTSTATUS } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_PROCEDURE_NOT_FOUND,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Io } from './io.ts';
import { isFull, register, registered, unregister } from './notifications.ts';

/** Type of `PsSetCreateThreadNotifyRoutine`. */
export interface PsSetCreateThreadNotifyRoutine {
  /**
   * Asks for a call when a thread begins and ends. IRQL = PASSIVE_LEVEL.
   * @param NotifyRoutine routine: identifier of the process, of the thread, and TRUE when it begins
   * @returns STATUS_SUCCESS, or an error
   */
  (NotifyRoutine: Callback): NTSTATUS;
}

/** Who hears of what: docs/decisions/0093-notifications.md. */
export const PsSetCreateThreadNotifyRoutine = routine<PsSetCreateThreadNotifyRoutine>()(
  {
    name: 'PsSetCreateThreadNotifyRoutine',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-pssetcreatethreadnotifyroutine',
    summary: 'Asks for a call when a thread begins and ends.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'NotifyRoutine', type: 'PCREATE_THREAD_NOTIFY_ROUTINE', direction: 'in' }],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there are 64 such routines already',
        modelled: 'produced',
      },
    ],
    seeAlso: ['PsRemoveCreateThreadNotifyRoutine', 'PsSetCreateProcessNotifyRoutine'],
    since: '0.1.0',
  },
  (io: Io) => (NotifyRoutine) => {
    if (isFull(io, 'thread')) return STATUS_INSUFFICIENT_RESOURCES;
    register(io, 'thread', NotifyRoutine, 'PsSetCreateThreadNotifyRoutine');
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES } },
);

/** Type of `PsRemoveCreateThreadNotifyRoutine`. */
export interface PsRemoveCreateThreadNotifyRoutine {
  /**
   * Takes a PsSetCreateThreadNotifyRoutine back. IRQL <= APC_LEVEL.
   * @param NotifyRoutine routine that PsSetCreateThreadNotifyRoutine was given
   * @returns STATUS_SUCCESS, or STATUS_PROCEDURE_NOT_FOUND
   */
  (NotifyRoutine: Callback): NTSTATUS;
}

/** Declaration of `PsRemoveCreateThreadNotifyRoutine`. */
export const PsRemoveCreateThreadNotifyRoutine = routine<PsRemoveCreateThreadNotifyRoutine>()(
  {
    name: 'PsRemoveCreateThreadNotifyRoutine',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-psremovecreatethreadnotifyroutine',
    summary: 'Takes a PsSetCreateThreadNotifyRoutine back.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'NotifyRoutine', type: 'PCREATE_THREAD_NOTIFY_ROUTINE', direction: 'in' }],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_PROCEDURE_NOT_FOUND', when: 'the routine is not registered', modelled: 'produced' },
    ],
    seeAlso: ['PsSetCreateThreadNotifyRoutine'],
    since: '0.1.0',
  },
  (io: Io) => (NotifyRoutine) => {
    const known = registered(io, 'thread', NotifyRoutine);
    if (known === undefined) return STATUS_PROCEDURE_NOT_FOUND;
    unregister(io, known);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_PROCEDURE_NOT_FOUND: () => STATUS_PROCEDURE_NOT_FOUND } },
);

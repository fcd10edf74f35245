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

/** Type of `PsSetLoadImageNotifyRoutine`. */
export interface PsSetLoadImageNotifyRoutine {
  /**
   * Asks for a call when an image is loaded. IRQL = PASSIVE_LEVEL.
   * @param NotifyRoutine routine: name of the image, identifier of the process or 0 for a driver, and an IMAGE_INFO
   * @returns STATUS_SUCCESS, or an error
   */
  (NotifyRoutine: Callback): NTSTATUS;
}

/** Who hears of what: docs/decisions/0093-notifications.md. */
export const PsSetLoadImageNotifyRoutine = routine<PsSetLoadImageNotifyRoutine>()(
  {
    name: 'PsSetLoadImageNotifyRoutine',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-pssetloadimagenotifyroutine',
    summary: 'Asks for a call when an image is loaded.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'NotifyRoutine', type: 'PLOAD_IMAGE_NOTIFY_ROUTINE', direction: 'in' }],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there are 64 such routines already',
        modelled: 'produced',
      },
    ],
    seeAlso: ['PsRemoveLoadImageNotifyRoutine', 'PsSetCreateProcessNotifyRoutine'],
    since: '0.1.0',
  },
  (io: Io) => (NotifyRoutine) => {
    if (isFull(io, 'image')) return STATUS_INSUFFICIENT_RESOURCES;
    register(io, 'image', NotifyRoutine, 'PsSetLoadImageNotifyRoutine');
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES } },
);

/** Type of `PsRemoveLoadImageNotifyRoutine`. */
export interface PsRemoveLoadImageNotifyRoutine {
  /**
   * Takes a PsSetLoadImageNotifyRoutine back. IRQL <= APC_LEVEL.
   * @param NotifyRoutine routine that PsSetLoadImageNotifyRoutine was given
   * @returns STATUS_SUCCESS, or STATUS_PROCEDURE_NOT_FOUND
   */
  (NotifyRoutine: Callback): NTSTATUS;
}

/** Declaration of `PsRemoveLoadImageNotifyRoutine`. */
export const PsRemoveLoadImageNotifyRoutine = routine<PsRemoveLoadImageNotifyRoutine>()(
  {
    name: 'PsRemoveLoadImageNotifyRoutine',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-psremoveloadimagenotifyroutine',
    summary: 'Takes a PsSetLoadImageNotifyRoutine back.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'NotifyRoutine', type: 'PLOAD_IMAGE_NOTIFY_ROUTINE', direction: 'in' }],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_PROCEDURE_NOT_FOUND', when: 'the routine is not registered', modelled: 'produced' },
    ],
    seeAlso: ['PsSetLoadImageNotifyRoutine'],
    since: '0.1.0',
  },
  (io: Io) => (NotifyRoutine) => {
    const known = registered(io, 'image', NotifyRoutine);
    if (known === undefined) return STATUS_PROCEDURE_NOT_FOUND;
    unregister(io, known);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_PROCEDURE_NOT_FOUND: () => STATUS_PROCEDURE_NOT_FOUND } },
);

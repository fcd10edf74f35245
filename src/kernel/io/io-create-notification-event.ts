import type { HANDLE, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Io } from './io.ts';
import { openNamedEvent } from './named-events.ts';

/** Type of `IoCreateNotificationEvent`. */
export interface IoCreateNotificationEvent {
  /**
   * Makes a notification event with a name, which is set, or opens it. IRQL = PASSIVE_LEVEL.
   * @param EventName address of a UNICODE_STRING such as \\BaseNamedObjects\\Ready
   * @param EventHandle receives a kernel handle: a cell from `out()`, or a simulated address
   * @returns address of the KEVENT, or NULL; it lives until the handle is closed
   */
  (EventName: PVOID, EventHandle: PointerTo<HANDLE>): PVOID;
}

/** Declaration of `IoCreateNotificationEvent`. */
export const IoCreateNotificationEvent = routine<IoCreateNotificationEvent>()(
  {
    name: 'IoCreateNotificationEvent',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iocreatenotificationevent',
    summary: 'Makes or opens a notification event with a name.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'EventName', type: 'PUNICODE_STRING', direction: 'in' },
      { name: 'EventHandle', type: 'PHANDLE', direction: 'out' },
    ],
    returns: 'PKEVENT',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'the event cannot be made: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['KeSetEvent', 'ZwClose'],
    since: '0.1.0',
  },
  (io: Io) => (EventName, EventHandle) => openNamedEvent(io, EventName, EventHandle, 'notificationEvent'),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Type of `IoCreateSynchronizationEvent`. */
export interface IoCreateSynchronizationEvent {
  /**
   * Makes a synchronization event with a name, which is set, or opens it. IRQL = PASSIVE_LEVEL.
   * @param EventName address of a UNICODE_STRING such as \\BaseNamedObjects\\Ready
   * @param EventHandle receives a kernel handle: a cell from `out()`, or a simulated address
   * @returns address of the KEVENT, or NULL; it lives until the handle is closed
   */
  (EventName: PVOID, EventHandle: PointerTo<HANDLE>): PVOID;
}

/** Declaration of `IoCreateSynchronizationEvent`. */
export const IoCreateSynchronizationEvent = routine<IoCreateSynchronizationEvent>()(
  {
    name: 'IoCreateSynchronizationEvent',
    header: 'wdm.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iocreatesynchronizationevent',
    summary: 'Makes or opens a synchronization event with a name.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'EventName', type: 'PUNICODE_STRING', direction: 'in' },
      { name: 'EventHandle', type: 'PHANDLE', direction: 'out' },
    ],
    returns: 'PKEVENT',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'the event cannot be made: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['KeSetEvent', 'ZwClose'],
    since: '0.1.0',
  },
  (io: Io) => (EventName, EventHandle) => openNamedEvent(io, EventName, EventHandle, 'synchronizationEvent'),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dispatcher } from './dispatcher.ts';
import { objectTypes } from './objects.ts';

/** Type of `KeInitializeEvent`. */
export interface KeInitializeEvent {
  /**
   * Makes an event. Callable at any level.
   * @param Event memory of a KEVENT: resident, and it stays until nobody uses the event
   * @param Type NotificationEvent (stays set, releases everybody) or SynchronizationEvent (releases one, then clears itself)
   * @param State 1 (TRUE) to begin set
   */
  (Event: PVOID, Type: number, State: BOOLEAN): void;
}

/** Declaration of `KeInitializeEvent`. */
export const KeInitializeEvent = routine<KeInitializeEvent>()(
  {
    name: 'KeInitializeEvent',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinitializeevent',
    summary: 'Makes a notification event or a synchronization event.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Event', type: 'PRKEVENT', direction: 'out' },
      { name: 'Type', type: 'EVENT_TYPE', direction: 'in' },
      { name: 'State', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'void',
    remarks: ['A type other than the two is a mistake of the caller; irqlab stops with a TypeError.'],
    seeAlso: ['KeSetEvent', 'KeClearEvent', 'KeResetEvent', 'KeReadStateEvent', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  ({ headers }: Dispatcher) =>
    (Event, Type, State) => {
      if (Type !== objectTypes.notificationEvent && Type !== objectTypes.synchronizationEvent)
        throw new TypeError(
          `KeInitializeEvent: Type is ${Type}; pass NotificationEvent (0) or SynchronizationEvent (1)`,
        );
      headers.initialize(Event, Type, headers.size('KEVENT'), State === 0 ? 0 : 1);
    },
);

import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Type of `KeResetEvent`. */
export interface KeResetEvent {
  /**
   * Clears an event. IRQL <= DISPATCH_LEVEL.
   * @param Event event that KeInitializeEvent made
   * @returns the state before: 0 when it was not set
   */
  (Event: PVOID): LONG;
}

/** Declaration of `KeResetEvent`. */
export const KeResetEvent = routine<KeResetEvent>()(
  {
    name: 'KeResetEvent',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keresetevent',
    summary: 'Clears an event and gives its state before.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Event', type: 'PRKEVENT', direction: 'inout' }],
    returns: 'LONG',
    seeAlso: ['KeClearEvent', 'KeSetEvent'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) => (Event) => dispatcher.signal(Event, 0, 0),
);

import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Type of `KeReadStateEvent`. */
export interface KeReadStateEvent {
  /**
   * Gives the state of an event. IRQL <= DISPATCH_LEVEL.
   * @param Event event that KeInitializeEvent made
   * @returns not 0 when the event is set
   */
  (Event: PVOID): LONG;
}

/** Declaration of `KeReadStateEvent`. */
export const KeReadStateEvent = routine<KeReadStateEvent>()(
  {
    name: 'KeReadStateEvent',
    header: 'wdm.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kereadstateevent',
    summary: 'Gives the state of an event.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Event', type: 'PRKEVENT', direction: 'in' }],
    returns: 'LONG',
    seeAlso: ['KeSetEvent'],
    since: '0.1.0',
  },
  ({ headers }: Dispatcher) =>
    (Event) =>
      headers.state(Event),
);

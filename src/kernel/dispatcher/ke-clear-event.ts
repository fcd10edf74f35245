import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Type of `KeClearEvent`. */
export interface KeClearEvent {
  /**
   * Clears an event. IRQL <= DISPATCH_LEVEL.
   * @param Event event that KeInitializeEvent made
   */
  (Event: PVOID): void;
}

/** Declaration of `KeClearEvent`. */
export const KeClearEvent = routine<KeClearEvent>()(
  {
    name: 'KeClearEvent',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keclearevent',
    summary: 'Clears an event.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Event', type: 'PRKEVENT', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['KeResetEvent', 'KeSetEvent'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) => (Event) => {
    dispatcher.signal(Event, 0, 0);
  },
);

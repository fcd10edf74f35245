import type { BOOLEAN, LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { KPRIORITY } from '../../contract/kernel-types.ts';
import type { Dispatcher } from './dispatcher.ts';
import { waitTrueCondition } from './wait-rules.ts';

/** Type of `KePulseEvent`. */
export interface KePulseEvent {
  /**
   * Sets an event, releases who waits for it at this moment, and clears it. IRQL <= DISPATCH_LEVEL.
   * @param Event event that KeInitializeEvent made
   * @param Increment added to the priority of the threads that it releases, until they wait again
   * @param Wait 1 (TRUE) when the caller calls a KeWaitXxx routine right afterwards: until then the level stays at DISPATCH_LEVEL
   * @returns the state before: 0 when it was not set
   */
  (Event: PVOID, Increment: KPRIORITY, Wait: BOOLEAN): LONG;
}

/** Declaration of `KePulseEvent`. */
export const KePulseEvent = routine<KePulseEvent>()(
  {
    name: 'KePulseEvent',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-kepulseevent',
    summary: 'Sets an event, releases who waits for it now, and clears it.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Event', type: 'PRKEVENT', direction: 'inout' },
      { name: 'Increment', type: 'KPRIORITY', direction: 'in' },
      { name: 'Wait', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'LONG',
    remarks: [
      'A synchronization event releases one thread, a notification event all that wait. Who begins to wait afterwards is not released.',
      'With Wait TRUE the routine returns at DISPATCH_LEVEL, and the wait that follows restores the level from before: no other thread runs in between.',
    ],
    seeAlso: ['KeSetEvent', 'KeClearEvent'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) => (Event, Increment, Wait) => {
    const before = dispatcher.signal(Event, 1, Increment);
    dispatcher.headers.setState(Event, 0);
    dispatcher.finish(Wait);
    return before;
  },
  { conditions: [waitTrueCondition(2)] },
);

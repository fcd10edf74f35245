import type { BOOLEAN, LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { KPRIORITY } from '../../contract/kernel-types.ts';
import type { Dispatcher } from './dispatcher.ts';
import { waitTrueCondition } from './wait-rules.ts';

/** Type of `KeSetEvent`. */
export interface KeSetEvent {
  /**
   * Sets an event and releases who waits for it. IRQL <= DISPATCH_LEVEL, with Wait <= APC_LEVEL.
   * @param Event event that KeInitializeEvent made
   * @param Increment added to the priority of the threads that it releases, until they wait again
   * @param Wait 1 (TRUE) when the caller calls a KeWaitXxx routine right afterwards: until then the level stays at DISPATCH_LEVEL
   * @returns the state before: 0 when it was not set
   */
  (Event: PVOID, Increment: KPRIORITY, Wait: BOOLEAN): LONG;
}

/** Declaration of `KeSetEvent`. */
export const KeSetEvent = routine<KeSetEvent>()(
  {
    name: 'KeSetEvent',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesetevent',
    summary: 'Sets an event and releases the threads that wait for it.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL; with Wait <= APC_LEVEL', source: 'header' },
    parameters: [
      { name: 'Event', type: 'PRKEVENT', direction: 'inout' },
      { name: 'Increment', type: 'KPRIORITY', direction: 'in' },
      { name: 'Wait', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'LONG',
    returnText: 'The state of the event before the call; not 0 means that it was set.',
    remarks: [
      'With Wait TRUE the routine returns at DISPATCH_LEVEL, and the wait that follows restores the level from before: no other thread runs in between.',
    ],
    seeAlso: ['KeInitializeEvent', 'KeClearEvent', 'KeResetEvent', 'KePulseEvent', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) => (Event, Increment, Wait) => {
    const before = dispatcher.signal(Event, 1, Increment);
    dispatcher.finish(Wait);
    return before;
  },
  { conditions: [waitTrueCondition(2)] },
);

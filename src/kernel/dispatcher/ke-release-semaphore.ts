import type { BOOLEAN, LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { KPRIORITY } from '../../contract/kernel-types.ts';
import type { Dispatcher } from './dispatcher.ts';
import { limitExceeded, releaseSemaphore } from './semaphores.ts';
import { waitTrueCondition } from './wait-rules.ts';

/** Type of `KeReleaseSemaphore`. */
export interface KeReleaseSemaphore {
  /**
   * Adds to the count of a semaphore. IRQL <= DISPATCH_LEVEL, with Wait <= APC_LEVEL.
   * @param Semaphore semaphore that KeInitializeSemaphore made
   * @param Increment added to the priority of the threads that it releases, until they wait again
   * @param Adjustment added to the count, above 0
   * @param Wait 1 (TRUE) when the caller calls a KeWaitXxx routine right afterwards: until then the level stays at DISPATCH_LEVEL
   * @returns the count before
   */
  (Semaphore: PVOID, Increment: KPRIORITY, Adjustment: LONG, Wait: BOOLEAN): LONG;
}

/** Declaration of `KeReleaseSemaphore`. */
export const KeReleaseSemaphore = routine<KeReleaseSemaphore>()(
  {
    name: 'KeReleaseSemaphore',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kereleasesemaphore',
    summary: 'Adds to the count of a semaphore and releases as many threads.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL; with Wait <= APC_LEVEL', source: 'header' },
    parameters: [
      { name: 'Semaphore', type: 'PRKSEMAPHORE', direction: 'inout' },
      { name: 'Increment', type: 'KPRIORITY', direction: 'in' },
      { name: 'Adjustment', type: 'LONG', direction: 'in' },
      { name: 'Wait', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'LONG',
    codes: [
      {
        code: 'STATUS_SEMAPHORE_LIMIT_EXCEEDED',
        when: 'raised when the count would exceed the limit; it stays as it was',
        modelled: 'produced',
      },
    ],
    remarks: [
      'With Wait TRUE the routine returns at DISPATCH_LEVEL, and the wait that follows restores the level from before: no other thread runs in between.',
    ],
    seeAlso: ['KeInitializeSemaphore', 'KeReadStateSemaphore', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) => (Semaphore, Increment, Adjustment, Wait) => {
    const before = releaseSemaphore(dispatcher, Semaphore, Adjustment, Increment);
    dispatcher.finish(Wait);
    return before;
  },
  {
    conditions: [waitTrueCondition(3)],
    failures: {
      STATUS_SEMAPHORE_LIMIT_EXCEEDED: (dispatcher, [Semaphore]) => {
        limitExceeded(dispatcher);
        return dispatcher.headers.state(Semaphore);
      },
    },
  },
);

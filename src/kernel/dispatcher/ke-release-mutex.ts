import type { BOOLEAN, LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_MUTANT_NOT_OWNED } from '../../status/common.ts';
import type { Dispatcher } from './dispatcher.ts';
import { waitTrueCondition } from './wait-rules.ts';

/** Added to the priority of the thread that gets a mutex. No page gives the number: *ours*, that of an event. */
const RELEASE_INCREMENT = 1;

/** Type of `KeReleaseMutex`. */
export interface KeReleaseMutex {
  /**
   * Gives a mutex back once for each wait that acquired it. IRQL <= DISPATCH_LEVEL, with Wait <= APC_LEVEL.
   * @param Mutex mutex that KeInitializeMutex made
   * @param Wait 1 (TRUE) when the caller calls a KeWaitXxx routine right afterwards: until then the level stays at DISPATCH_LEVEL
   * @returns 0 when the mutex is free now; below 0 when the thread acquired it more often
   */
  (Mutex: PVOID, Wait: BOOLEAN): LONG;
}

/** Declaration of `KeReleaseMutex`. */
export const KeReleaseMutex = routine<KeReleaseMutex>()(
  {
    name: 'KeReleaseMutex',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kereleasemutex',
    summary: 'Gives a mutex back that the calling thread owns.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Mutex', type: 'PRKMUTEX', direction: 'inout' },
      { name: 'Wait', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'LONG',
    codes: [
      {
        code: 'STATUS_MUTANT_NOT_OWNED',
        when: 'raised when the calling thread does not own the mutex',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ABANDONED',
        when: 'raised when the mutex was abandoned and nobody has acquired it since',
        modelled: 'produced',
      },
    ],
    remarks: [
      'With Wait TRUE the routine returns at DISPATCH_LEVEL, and the wait that follows restores the level from before: no other thread runs in between.',
      'Only the thread that acquired a mutex can release it, as often as it acquired it.',
    ],
    seeAlso: ['KeInitializeMutex', 'KeWaitForMutexObject'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) => (Mutex, Wait) => {
    const before = dispatcher.mutants.release(Mutex);
    if (before === 0) dispatcher.release(Mutex, RELEASE_INCREMENT);
    dispatcher.finish(Wait);
    return before;
  },
  {
    conditions: [waitTrueCondition(1)],
    failures: {
      STATUS_MUTANT_NOT_OWNED: (dispatcher, [Mutex]) => {
        dispatcher.raise(STATUS_MUTANT_NOT_OWNED);
        return dispatcher.headers.state(Mutex);
      },
    },
  },
);

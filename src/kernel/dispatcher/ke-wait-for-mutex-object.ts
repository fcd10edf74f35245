import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, NTSTATUS, PVOID } from '../../contract/c-types.ts';
import type { KPROCESSOR_MODE, KWAIT_REASON, LargeIntegerIn } from '../../contract/kernel-types.ts';
import { STATUS_TIMEOUT } from '../../status/common.ts';
import { alertability } from './alerts.ts';
import type { Dispatcher } from './dispatcher.ts';
import { readTimeout } from './timeout.ts';
import { mutantLimitExceeded, waitConditions } from './wait-rules.ts';

/** Type of `KeWaitForMutexObject`. */
export interface KeWaitForMutexObject {
  /**
   * Waits until a mutex is free, and acquires it. IRQL <= APC_LEVEL; at DISPATCH_LEVEL with a timeout of zero only.
   * @param Object mutex that KeInitializeMutex made
   * @param WaitReason Executive; UserRequest for work in the context of a user thread
   * @param WaitMode KernelMode, or UserMode
   * @param Alertable 1 (TRUE) when an alert ends the wait, and with UserMode a user APC
   * @param Timeout NULL to wait without end, else 100 ns units: below 0 from now on, 0 to try only, above 0 a date
   * @returns STATUS_SUCCESS, STATUS_ABANDONED for a mutex whose owner ended, or STATUS_TIMEOUT when the time was up before
   */
  (
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    Object: PVOID,
    WaitReason: KWAIT_REASON,
    WaitMode: KPROCESSOR_MODE,
    Alertable: BOOLEAN,
    Timeout: LargeIntegerIn,
  ): NTSTATUS;
}

/** Declaration of `KeWaitForMutexObject`. */
export const KeWaitForMutexObject = blockingRoutine<KeWaitForMutexObject>()(
  {
    name: 'KeWaitForMutexObject',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Waits until a mutex is free, and acquires it: another name of KeWaitForSingleObject.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '<= APC_LEVEL; with a timeout of zero <= DISPATCH_LEVEL',
      source: 'ours',
    },
    parameters: [
      { name: 'Object', type: 'PVOID', direction: 'in' },
      { name: 'WaitReason', type: 'KWAIT_REASON', direction: 'in' },
      { name: 'WaitMode', type: 'KPROCESSOR_MODE', direction: 'in' },
      { name: 'Alertable', type: 'BOOLEAN', direction: 'in' },
      { name: 'Timeout', type: 'PLARGE_INTEGER', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the object was signalled', modelled: 'produced' },
      { code: 'STATUS_TIMEOUT', when: 'the time was up before', modelled: 'produced' },
      { code: 'STATUS_ABANDONED', when: 'the object is a mutex whose owner ended', modelled: 'produced' },
      {
        code: 'STATUS_MUTANT_LIMIT_EXCEEDED',
        when: 'raised when the thread acquired the mutex MINLONG times',
        modelled: 'produced',
      },
    ],
    blocks: true,
    remarks: [
      'Plain code lets other threads run until the wait is over. In a thread that is a generator function write yield* nt.wait.KeWaitForMutexObject(\u2026).',
    ],
    seeAlso: ['KeInitializeMutex', 'KeReleaseMutex', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) =>
    function* (object, _WaitReason, WaitMode, Alertable, Timeout) {
      const timeout = readTimeout(dispatcher.memory, Timeout);
      return yield* dispatcher.wait({
        routine: 'KeWaitForMutexObject',
        objects: [object],
        all: false,
        timeout,
        ...alertability(WaitMode, Alertable),
      });
    },
  {
    conditions: waitConditions(0, 4),
    possible: (_, [, , , , timeout], failure) => failure !== 'STATUS_TIMEOUT' || timeout !== 0,
    failures: { STATUS_TIMEOUT: () => STATUS_TIMEOUT, STATUS_MUTANT_LIMIT_EXCEEDED: mutantLimitExceeded },
  },
);

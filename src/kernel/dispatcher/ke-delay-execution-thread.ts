import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, NTSTATUS } from '../../contract/c-types.ts';
import type { KPROCESSOR_MODE, LargeIntegerIn } from '../../contract/kernel-types.ts';
import { readLargeInteger } from '../large-integer.ts';
import { alertability } from './alerts.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Type of `KeDelayExecutionThread`. */
export interface KeDelayExecutionThread {
  /**
   * Lets the calling thread sleep. IRQL <= APC_LEVEL.
   * @param WaitMode KernelMode, or UserMode
   * @param Alertable 1 (TRUE) when an alert ends the wait, and with UserMode a user APC
   * @param Interval 100 ns units: below 0 from now on, above 0 a date
   * @returns STATUS_SUCCESS when the time was up
   */
  (WaitMode: KPROCESSOR_MODE, Alertable: BOOLEAN, Interval: LargeIntegerIn): NTSTATUS;
}

/** Declaration of `KeDelayExecutionThread`. */
export const KeDelayExecutionThread = blockingRoutine<KeDelayExecutionThread>()(
  {
    name: 'KeDelayExecutionThread',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kedelayexecutionthread',
    summary: 'Lets the calling thread sleep until a time.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'WaitMode', type: 'KPROCESSOR_MODE', direction: 'in' },
      { name: 'Alertable', type: 'BOOLEAN', direction: 'in' },
      { name: 'Interval', type: 'PLARGE_INTEGER', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the time was up', modelled: 'produced' },
      {
        code: 'STATUS_ALERTED',
        when: 'the wait was alertable and the thread was alerted',
        modelled: 'produced',
      },
      {
        code: 'STATUS_USER_APC',
        when: 'the wait was alertable, of UserMode, and a user APC came to the thread',
        modelled: 'produced',
      },
    ],
    blocks: true,
    remarks: ['Simulated time passes when nobody else can run, or when the test advances it.'],
    seeAlso: ['KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) =>
    function* (WaitMode, Alertable, Interval) {
      const interval = readLargeInteger(dispatcher.memory, Interval);
      return yield* dispatcher.delay('KeDelayExecutionThread', interval, alertability(WaitMode, Alertable));
    },
);

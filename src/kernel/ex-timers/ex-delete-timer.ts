import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import { structure } from '../../contract/structure.ts';
import type { ExTimerEnd, ExTimers } from './ex-timers.ts';

/** Type of `ExDeleteTimer`. */
export interface ExDeleteTimer {
  /**
   * Deletes an executive timer. IRQL <= DISPATCH_LEVEL; with Wait TRUE <= APC_LEVEL.
   * @param Timer timer from ExAllocateTimer
   * @param Cancel 1 (TRUE) to cancel it; 0 (FALSE) lets a timer that is set expire first
   * @param Wait 1 (TRUE) to return when it is deleted and nothing of it runs any more
   * @param Parameters EXT_DELETE_PARAMETERS with what is called at the end, or NULL
   * @returns 1 (TRUE) when it was set and is cancelled, else 0 (FALSE)
   */
  (Timer: PVOID, Cancel: BOOLEAN, Wait: BOOLEAN, Parameters: PVOID): BOOLEAN;
}

function readEnd({ host }: ExTimers, parameters: number): ExTimerEnd {
  if (parameters === 0) return { callback: 0, context: 0 };
  const { at } = structure(host.architecture, 'EXT_DELETE_PARAMETERS');
  return {
    callback: host.kernelMemory.readPointer(parameters + at.DeleteCallback),
    context: host.kernelMemory.readPointer(parameters + at.DeleteContext),
  };
}

/** Declaration of `ExDeleteTimer`. */
export const ExDeleteTimer = blockingRoutine<ExDeleteTimer>()(
  {
    name: 'ExDeleteTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Ntoskrnl.lib',
    dll: null,
    minClient: 'Windows 8.1',
    page: 'wdm/nf-wdm-exdeletetimer',
    summary: 'Deletes an executive timer.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'See Remarks.', source: 'ours' },
    parameters: [
      { name: 'Timer', type: 'PEX_TIMER', direction: 'in' },
      { name: 'Cancel', type: 'BOOLEAN', direction: 'in' },
      { name: 'Wait', type: 'BOOLEAN', direction: 'in' },
      { name: 'Parameters', type: 'PEXT_DELETE_PARAMETERS', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was set and is cancelled, else 0 (FALSE).',
    blocks: true,
    remarks: ['No other routine may be given the timer afterwards.'],
    seeAlso: ['ExAllocateTimer', 'ExCancelTimer', 'ExInitializeDeleteTimerParameters'],
    since: '0.1.0',
  },
  (timers: ExTimers) =>
    function* (Timer, Cancel, Wait, Parameters) {
      const how = { routine: 'ExDeleteTimer', cancel: Cancel !== 0, wait: Wait !== 0 };
      return (yield* timers.remove(Timer, readEnd(timers, Parameters), how)) ? 1 : 0;
    },
  {
    conditions: [
      {
        text: 'with Wait TRUE: IRQL <= APC_LEVEL',
        holds: ({ host }, args) => args[2] === 0 || host.irql() < DISPATCH_LEVEL,
        violation: 'timer-delete-wait-too-high',
      },
    ],
  },
);

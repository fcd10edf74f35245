import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { WaitAll } from '../../contract/kernel-constants.generated.ts';
import type { KPROCESSOR_MODE, KWAIT_REASON, LargeIntegerIn } from '../../contract/kernel-types.ts';
import { STATUS_TIMEOUT } from '../../status/common.ts';
import { alertability } from './alerts.ts';
import type { Dispatcher } from './dispatcher.ts';
import { readTimeout } from './timeout.ts';
import { readObjects, writeWaitBlocks } from './wait-blocks.ts';
import { waitConditions, waitCountCondition } from './wait-rules.ts';

/** Type of `KeWaitForMultipleObjects`. */
export interface KeWaitForMultipleObjects {
  /**
   * Waits until one of several dispatcher objects is signalled, or all of them. IRQL <= APC_LEVEL; at DISPATCH_LEVEL with a timeout of zero only.
   * @param Count number of objects, 1 to 64
   * @param Object address of an array of pointers to them
   * @param WaitType WaitAny for one of them, WaitAll for all at once
   * @param WaitReason Executive; UserRequest for work in the context of a user thread
   * @param WaitMode KernelMode, or UserMode
   * @param Alertable 1 (TRUE) when an alert ends the wait, and with UserMode a user APC
   * @param Timeout NULL to wait without end, else 100 ns units: below 0 from now on, 0 to try only, above 0 a date
   * @param WaitBlockArray memory of Count wait blocks (KWAIT_BLOCK); NULL is enough for THREAD_WAIT_OBJECTS (3) objects
   * @returns STATUS_SUCCESS for all; for one STATUS_WAIT_0, or STATUS_ABANDONED_WAIT_0, plus its number in the array; STATUS_TIMEOUT
   */
  (
    Count: ULONG,
    // biome-ignore lint/suspicious/noShadowRestrictedNames: the name that the page gives it
    Object: PointerTo<PVOID>,
    WaitType: number,
    WaitReason: KWAIT_REASON,
    WaitMode: KPROCESSOR_MODE,
    Alertable: BOOLEAN,
    Timeout: LargeIntegerIn,
    WaitBlockArray: PVOID,
  ): NTSTATUS;
}

/** Declaration of `KeWaitForMultipleObjects`. */
export const KeWaitForMultipleObjects = blockingRoutine<KeWaitForMultipleObjects>()(
  {
    name: 'KeWaitForMultipleObjects',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kewaitformultipleobjects',
    summary: 'Waits until one of several dispatcher objects is signalled, or all of them.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '<= APC_LEVEL; with a timeout of zero <= DISPATCH_LEVEL',
      source: 'header',
    },
    parameters: [
      { name: 'Count', type: 'ULONG', direction: 'in' },
      { name: 'Object', type: 'PVOID *', direction: 'in' },
      { name: 'WaitType', type: 'WAIT_TYPE', direction: 'in' },
      { name: 'WaitReason', type: 'KWAIT_REASON', direction: 'in' },
      { name: 'WaitMode', type: 'KPROCESSOR_MODE', direction: 'in' },
      { name: 'Alertable', type: 'BOOLEAN', direction: 'in' },
      { name: 'Timeout', type: 'PLARGE_INTEGER', direction: 'in', optional: true },
      { name: 'WaitBlockArray', type: 'PKWAIT_BLOCK', direction: 'out', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'with WaitAll: all objects were signalled', modelled: 'produced' },
      { code: 'STATUS_TIMEOUT', when: 'the time was up before', modelled: 'produced' },
      {
        code: 'STATUS_WAIT_0',
        when: 'with WaitAny: the first object was signalled; the second gives one more, and so on',
        modelled: 'produced',
      },
      {
        code: 'STATUS_WAIT_63',
        when: 'with WaitAny: the last of 64 objects was signalled',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ABANDONED_WAIT_0',
        when: 'the first object is a mutex whose owner ended',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ABANDONED_WAIT_63',
        when: 'the last of 64 objects is a mutex whose owner ended',
        modelled: 'produced',
      },
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
    remarks: [
      'With WaitAll nothing is taken before all objects are signalled at one moment.',
      'Plain code lets other threads run until the wait is over. In a thread that is a generator function write yield* nt.wait.KeWaitForMultipleObjects(\u2026).',
    ],
    seeAlso: ['KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) =>
    function* (Count, object, WaitType, _WaitReason, WaitMode, Alertable, Timeout, WaitBlockArray) {
      const timeout = readTimeout(dispatcher.memory, Timeout);
      const objects = readObjects(dispatcher, object, Count);
      const all = WaitType === WaitAll;
      if (WaitBlockArray !== 0) writeWaitBlocks(dispatcher, WaitBlockArray, objects, all);
      const how = alertability(WaitMode, Alertable);
      return yield* dispatcher.wait({ routine: 'KeWaitForMultipleObjects', objects, all, timeout, ...how });
    },
  {
    possible: (_, [, , , , , , timeout], failure) => failure !== 'STATUS_TIMEOUT' || timeout !== 0,
    failures: { STATUS_TIMEOUT: () => STATUS_TIMEOUT },
    conditions: [waitCountCondition, ...waitConditions(1, 6)],
  },
);

import { blockingRoutine } from '../../contract/blocking.ts';
import type { PVOID } from '../../contract/c-types.ts';
import type { Rundowns } from './rundowns.ts';

/** Waits until nobody uses an object. */
export interface ExWaitForRundownProtectionRelease {
  /**
   * Lets nobody take a reference any more, and waits until all are given back. IRQL <= APC_LEVEL.
   * @param RunRef address of the EX_RUNDOWN_REF, resident
   */
  (RunRef: PVOID): void;
}

/** Declaration of `ExWaitForRundownProtectionRelease`. */
export const ExWaitForRundownProtectionRelease = blockingRoutine<ExWaitForRundownProtectionRelease>()(
  {
    name: 'ExWaitForRundownProtectionRelease',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-exwaitforrundownprotectionrelease',
    summary: 'Waits until nobody uses an object.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'RunRef', type: 'PEX_RUNDOWN_REF', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    seeAlso: ['ExAcquireRundownProtection', 'ExReInitializeRundownProtection'],
    since: '0.1.0',
  },
  (rundowns: Rundowns) =>
    function* (RunRef) {
      yield* rundowns.wait(RunRef, 'ExWaitForRundownProtectionRelease');
    },
);

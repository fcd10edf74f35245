import type { LOGICAL, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { SharedSpinLocks } from './shared-spin-locks.ts';

/** Makes a reader of a spin lock its writer, if nobody else reads. */
export interface ExTryConvertSharedSpinLockExclusive {
  /**
   * Makes the only reader of a lock its writer; never spins. The lock is released by the exclusive routine then. IRQL = DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   * @returns 1 (TRUE) when the caller holds the lock exclusively now, else 0 (FALSE): it still shares it
   */
  (SpinLock: PVOID): LOGICAL;
}

/** Declaration of `ExTryConvertSharedSpinLockExclusive`. */
export const ExTryConvertSharedSpinLockExclusive = routine<ExTryConvertSharedSpinLockExclusive>()(
  {
    name: 'ExTryConvertSharedSpinLockExclusive',
    header: 'wdm.h',
    library: 'Ntoskrnl.lib',
    dll: null,
    page: 'wdm/nf-wdm-extryconvertsharedspinlockexclusive',
    summary: 'Makes a reader of a spin lock its writer, if nobody else reads.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'LOGICAL',
    mustCheck: true,
    returnText:
      '1 (TRUE) when the caller holds the lock exclusively now, else 0 (FALSE): it still shares it.',
    seeAlso: ['ExAcquireSpinLockShared', 'ExReleaseSpinLockExclusive'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => locks.tryConvert(SpinLock, 'ExTryConvertSharedSpinLockExclusive'),
);

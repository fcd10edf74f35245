import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { PushLocks } from './push-locks.ts';

/** Makes a push lock. */
export interface ExInitializePushLock {
  /**
   * Makes a push lock that nobody holds. IRQL <= DISPATCH_LEVEL.
   * @param PushLock memory of a pointer-sized integer, that stays until nobody uses the lock
   */
  (PushLock: PVOID): void;
}

/** Declaration of `ExInitializePushLock`. */
export const ExInitializePushLock = routine<ExInitializePushLock>()(
  {
    name: 'ExInitializePushLock',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 1809',
    page: 'wdm/nf-wdm-exinitializepushlock',
    summary: 'Makes a push lock.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'PushLock', type: 'PULONG_PTR', direction: 'out' }],
    returns: 'void',
    seeAlso: ['ExAcquirePushLockExclusive', 'ExAcquirePushLockShared'],
    since: '0.1.0',
  },
  (locks: PushLocks) => (PushLock) => locks.initialize(PushLock),
);

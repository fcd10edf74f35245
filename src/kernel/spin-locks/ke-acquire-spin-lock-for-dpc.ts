/** For code that runs in an ordinary or a threaded DPC: the level is raised where it is below DISPATCH_LEVEL. */
import type { KIRQL, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import type { SpinLocks } from './spin-locks.ts';

/** Takes a spin lock in a DPC. */
export interface KeAcquireSpinLockForDpc {
  /**
   * Takes a spin lock in a DPC, threaded or not. IRQL <= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @returns the level before, for KeReleaseSpinLockForDpc
   */
  (SpinLock: PVOID): KIRQL;
}

/** Declaration of `KeAcquireSpinLockForDpc`. */
export const KeAcquireSpinLockForDpc = routine<KeAcquireSpinLockForDpc>()(
  {
    name: 'KeAcquireSpinLockForDpc',
    header: 'wdm.h',
    minClient: 'Windows Vista',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-keacquirespinlockfordpc',
    summary: 'Takes a spin lock in a DPC.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '<= DISPATCH_LEVEL',
      source: 'header',
    },
    parameters: [{ name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' }],
    returns: 'KIRQL',
    returnText: 'The level before, for KeReleaseSpinLockForDpc.',
    seeAlso: ['KeReleaseSpinLockForDpc'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock) =>
    locks.acquireRaised(SpinLock, DISPATCH_LEVEL, 'KeAcquireSpinLockForDpc'),
);

/** Gives a spin lock back in a DPC. */
export interface KeReleaseSpinLockForDpc {
  /**
   * Gives back what KeAcquireSpinLockForDpc took. IRQL = DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @param OldIrql what KeAcquireSpinLockForDpc gave
   */
  (SpinLock: PVOID, OldIrql: KIRQL): void;
}

/** Declaration of `KeReleaseSpinLockForDpc`. */
export const KeReleaseSpinLockForDpc = routine<KeReleaseSpinLockForDpc>()(
  {
    name: 'KeReleaseSpinLockForDpc',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-kereleasespinlockfordpc',
    summary: 'Gives a spin lock back in a DPC.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'See Remarks section.', source: 'ours' },
    parameters: [
      { name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' },
      { name: 'OldIrql', type: 'KIRQL', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['KeAcquireSpinLockForDpc'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock, OldIrql) => {
    locks.requireDispatch('spin-lock-release-low', SpinLock, 'KeReleaseSpinLockForDpc');
    locks.releaseLowered(SpinLock, OldIrql, 'KeReleaseSpinLockForDpc');
  },
);

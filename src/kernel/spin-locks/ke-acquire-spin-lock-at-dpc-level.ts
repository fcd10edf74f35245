/** For code that runs at DISPATCH_LEVEL or above already: the level stays. */
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { SpinLocks } from './spin-locks.ts';

/** Takes a spin lock at DISPATCH_LEVEL. */
export interface KeAcquireSpinLockAtDpcLevel {
  /**
   * Takes a spin lock without touching the level. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   */
  (SpinLock: PVOID): void;
}

/** Declaration of `KeAcquireSpinLockAtDpcLevel`. */
export const KeAcquireSpinLockAtDpcLevel = routine<KeAcquireSpinLockAtDpcLevel>()(
  {
    name: 'KeAcquireSpinLockAtDpcLevel',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-keacquirespinlockatdpclevel',
    summary: 'Takes a spin lock at DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'See Remarks section.', source: 'ours' },
    parameters: [{ name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['KeReleaseSpinLockFromDpcLevel'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock) => {
    locks.requireDispatch('spin-lock-acquire-low', SpinLock, 'KeAcquireSpinLockAtDpcLevel');
    locks.acquire(SpinLock, 'KeAcquireSpinLockAtDpcLevel');
  },
);

/** Gives a spin lock back at DISPATCH_LEVEL. */
export interface KeReleaseSpinLockFromDpcLevel {
  /**
   * Gives back what KeAcquireSpinLockAtDpcLevel or KeTryToAcquireSpinLockAtDpcLevel took. The level stays. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   */
  (SpinLock: PVOID): void;
}

/** Declaration of `KeReleaseSpinLockFromDpcLevel`. */
export const KeReleaseSpinLockFromDpcLevel = routine<KeReleaseSpinLockFromDpcLevel>()(
  {
    name: 'KeReleaseSpinLockFromDpcLevel',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kereleasespinlockfromdpclevel',
    summary: 'Gives a spin lock back at DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['KeAcquireSpinLockAtDpcLevel'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock) => {
    locks.requireDispatch('spin-lock-release-from-dpc-low', SpinLock, 'KeReleaseSpinLockFromDpcLevel');
    locks.release(SpinLock, 'KeReleaseSpinLockFromDpcLevel');
  },
);

/** Takes a spin lock if nobody holds it. */
export interface KeTryToAcquireSpinLockAtDpcLevel {
  /**
   * Takes a spin lock when it is free; never spins (D-039). IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @returns 1 (TRUE) when the lock is held by the caller now, else 0 (FALSE)
   */
  (SpinLock: PVOID): BOOLEAN;
}

/** Declaration of `KeTryToAcquireSpinLockAtDpcLevel`. */
export const KeTryToAcquireSpinLockAtDpcLevel = routine<KeTryToAcquireSpinLockAtDpcLevel>()(
  {
    name: 'KeTryToAcquireSpinLockAtDpcLevel',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003 SP1',
    page: 'wdm/nf-wdm-ketrytoacquirespinlockatdpclevel',
    summary: 'Takes a spin lock if nobody holds it.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    returnText: '1 (TRUE) when the lock is held by the caller now, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_LOCK_NOT_GRANTED',
        when: 'somebody else holds the lock: the result is FALSE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['KeReleaseSpinLockFromDpcLevel'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock) => {
    locks.requireDispatch('spin-lock-acquire-low', SpinLock, 'KeTryToAcquireSpinLockAtDpcLevel');
    return locks.tryAcquire(SpinLock, 'KeTryToAcquireSpinLockAtDpcLevel');
  },
  { failures: { STATUS_LOCK_NOT_GRANTED: () => 0 } },
);

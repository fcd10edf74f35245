/** Guarded mutexes: the owner is in a guarded region, at the level of before. */
import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { FastMutexes } from './fast-mutexes.ts';

/** Enters a guarded region and acquires a guarded mutex. */
export interface KeAcquireGuardedMutex {
  /**
   * Enters a guarded region, then acquires a guarded mutex; waits while another thread holds it. IRQL <= APC_LEVEL.
   * @param Mutex address of the KGUARDED_MUTEX, resident
   */
  (Mutex: PVOID): void;
}

/** Declaration of `KeAcquireGuardedMutex`. */
export const KeAcquireGuardedMutex = blockingRoutine<KeAcquireGuardedMutex>()(
  {
    name: 'KeAcquireGuardedMutex',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-keacquireguardedmutex',
    summary: 'Enters a guarded region and acquires a guarded mutex.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Mutex', type: 'PKGUARDED_MUTEX', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    remarks: ['A thread that holds the mutex must not acquire it again: it would wait for itself.'],
    seeAlso: ['KeReleaseGuardedMutex', 'KeTryToAcquireGuardedMutex'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) =>
    function* (Mutex) {
      mutexes.regions.enterGuarded();
      yield* mutexes.acquire(Mutex, 'KeAcquireGuardedMutex', 'guarded');
    },
);

/** Acquires a guarded mutex if nobody holds it. */
export interface KeTryToAcquireGuardedMutex {
  /**
   * Enters a guarded region and acquires a guarded mutex when it is free; never waits. IRQL <= APC_LEVEL.
   * @param Mutex address of the KGUARDED_MUTEX, resident
   * @returns 1 (TRUE) when the caller holds the mutex now, else 0 (FALSE)
   */
  (Mutex: PVOID): BOOLEAN;
}

/** Declaration of `KeTryToAcquireGuardedMutex`. */
export const KeTryToAcquireGuardedMutex = routine<KeTryToAcquireGuardedMutex>()(
  {
    name: 'KeTryToAcquireGuardedMutex',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-ketrytoacquireguardedmutex',
    summary: 'Acquires a guarded mutex if nobody holds it.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Mutex', type: 'PKGUARDED_MUTEX', direction: 'inout' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    returnText: '1 (TRUE) when the caller holds the mutex now, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_LOCK_NOT_GRANTED',
        when: 'somebody else holds the lock: the result is FALSE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['KeReleaseGuardedMutex'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) => (Mutex) => {
    mutexes.regions.enterGuarded();
    const acquired = mutexes.tryAcquire(Mutex, 'KeTryToAcquireGuardedMutex', 'guarded');
    if (acquired === 0) mutexes.regions.leaveGuarded('KeTryToAcquireGuardedMutex');
    return acquired;
  },
  { failures: { STATUS_LOCK_NOT_GRANTED: () => 0 } },
);

/** Releases a guarded mutex and leaves its guarded region. */
export interface KeReleaseGuardedMutex {
  /**
   * Releases a guarded mutex and leaves the guarded region of its acquire. IRQL <= APC_LEVEL.
   * @param Mutex address of the KGUARDED_MUTEX, resident
   */
  (Mutex: PVOID): void;
}

/** Declaration of `KeReleaseGuardedMutex`. */
export const KeReleaseGuardedMutex = routine<KeReleaseGuardedMutex>()(
  {
    name: 'KeReleaseGuardedMutex',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-kereleaseguardedmutex',
    summary: 'Releases a guarded mutex and leaves its guarded region.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Mutex', type: 'PKGUARDED_MUTEX', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['KeAcquireGuardedMutex'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) => (Mutex) => {
    mutexes.release(Mutex, 'KeReleaseGuardedMutex', 'guarded');
    mutexes.regions.leaveGuarded('KeReleaseGuardedMutex');
    mutexes.finish();
  },
);

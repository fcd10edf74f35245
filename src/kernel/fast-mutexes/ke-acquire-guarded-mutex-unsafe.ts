/** For code that keeps APCs away itself: the regions stay. */
import { blockingRoutine } from '../../contract/blocking.ts';
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { FastMutexes } from './fast-mutexes.ts';

/** Acquires a guarded mutex in a guarded region. */
export interface KeAcquireGuardedMutexUnsafe {
  /**
   * Acquires a guarded mutex without entering a region; waits while another thread holds it. IRQL <= APC_LEVEL.
   * @param FastMutex address of the KGUARDED_MUTEX, resident
   */
  (FastMutex: PVOID): void;
}

/** Declaration of `KeAcquireGuardedMutexUnsafe`. */
export const KeAcquireGuardedMutexUnsafe = blockingRoutine<KeAcquireGuardedMutexUnsafe>()(
  {
    name: 'KeAcquireGuardedMutexUnsafe',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-keacquireguardedmutexunsafe',
    summary: 'Acquires a guarded mutex in a guarded region.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'FastMutex', type: 'PKGUARDED_MUTEX', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    remarks: ['The caller is at APC_LEVEL, or in a guarded or critical region.'],
    seeAlso: ['KeReleaseGuardedMutexUnsafe'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) =>
    function* (FastMutex) {
      mutexes.requireNoApcs('fast-mutex-unsafe-acquire', FastMutex, 'KeAcquireGuardedMutexUnsafe');
      yield* mutexes.acquire(FastMutex, 'KeAcquireGuardedMutexUnsafe', 'unsafe');
    },
);

/** Releases what KeAcquireGuardedMutexUnsafe acquired. */
export interface KeReleaseGuardedMutexUnsafe {
  /**
   * Releases what KeAcquireGuardedMutexUnsafe acquired. The regions stay. IRQL <= APC_LEVEL.
   * @param FastMutex address of the KGUARDED_MUTEX, resident
   */
  (FastMutex: PVOID): void;
}

/** Declaration of `KeReleaseGuardedMutexUnsafe`. */
export const KeReleaseGuardedMutexUnsafe = routine<KeReleaseGuardedMutexUnsafe>()(
  {
    name: 'KeReleaseGuardedMutexUnsafe',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-kereleaseguardedmutexunsafe',
    summary: 'Releases what KeAcquireGuardedMutexUnsafe acquired.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'FastMutex', type: 'PKGUARDED_MUTEX', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['KeAcquireGuardedMutexUnsafe'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) => (FastMutex) => {
    mutexes.requireNoApcs('fast-mutex-unsafe-release', FastMutex, 'KeReleaseGuardedMutexUnsafe');
    mutexes.release(FastMutex, 'KeReleaseGuardedMutexUnsafe', 'unsafe');
    mutexes.finish();
  },
);

/** For code that keeps APCs away itself: neither level nor regions change. */
import { blockingRoutine } from '../../contract/blocking.ts';
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { FastMutexes } from './fast-mutexes.ts';

/** Acquires a fast mutex at APC_LEVEL or in a critical region. */
export interface ExAcquireFastMutexUnsafe {
  /**
   * Acquires a fast mutex without touching the level; waits while another thread holds it. IRQL = APC_LEVEL.
   * @param FastMutex address of the FAST_MUTEX, resident
   */
  (FastMutex: PVOID): void;
}

/** Declaration of `ExAcquireFastMutexUnsafe`. */
export const ExAcquireFastMutexUnsafe = blockingRoutine<ExAcquireFastMutexUnsafe>()(
  {
    name: 'ExAcquireFastMutexUnsafe',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exacquirefastmutexunsafe',
    summary: 'Acquires a fast mutex at APC_LEVEL or in a critical region.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'APC_LEVEL', source: 'page' },
    parameters: [{ name: 'FastMutex', type: 'PFAST_MUTEX', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    remarks: ['The caller is at APC_LEVEL, or in a critical or guarded region.'],
    seeAlso: ['ExReleaseFastMutexUnsafe'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) =>
    function* (FastMutex) {
      mutexes.requireNoApcs('fast-mutex-unsafe-acquire', FastMutex, 'ExAcquireFastMutexUnsafe');
      yield* mutexes.acquire(FastMutex, 'ExAcquireFastMutexUnsafe', 'unsafe');
    },
);

/** Releases what ExAcquireFastMutexUnsafe acquired. */
export interface ExReleaseFastMutexUnsafe {
  /**
   * Releases what ExAcquireFastMutexUnsafe acquired. The level stays. IRQL = APC_LEVEL.
   * @param FastMutex address of the FAST_MUTEX, resident
   */
  (FastMutex: PVOID): void;
}

/** Declaration of `ExReleaseFastMutexUnsafe`. */
export const ExReleaseFastMutexUnsafe = routine<ExReleaseFastMutexUnsafe>()(
  {
    name: 'ExReleaseFastMutexUnsafe',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exreleasefastmutexunsafe',
    summary: 'Releases what ExAcquireFastMutexUnsafe acquired.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'APC_LEVEL', source: 'page' },
    parameters: [{ name: 'FastMutex', type: 'PFAST_MUTEX', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExAcquireFastMutexUnsafe'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) => (FastMutex) => {
    mutexes.requireNoApcs('fast-mutex-unsafe-release', FastMutex, 'ExReleaseFastMutexUnsafe');
    mutexes.release(FastMutex, 'ExReleaseFastMutexUnsafe', 'unsafe');
    mutexes.finish();
  },
);

/** Fast mutexes: the owner runs at APC_LEVEL, so that no APC can interrupt it. */
import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { FastMutexes } from './fast-mutexes.ts';

/** Acquires a fast mutex and raises to APC_LEVEL. */
export interface ExAcquireFastMutex {
  /**
   * Raises to APC_LEVEL, then acquires a fast mutex; waits while another thread holds it. IRQL <= APC_LEVEL.
   * @param FastMutex address of the FAST_MUTEX, resident
   */
  (FastMutex: PVOID): void;
}

/** Declaration of `ExAcquireFastMutex`. */
export const ExAcquireFastMutex = blockingRoutine<ExAcquireFastMutex>()(
  {
    name: 'ExAcquireFastMutex',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exacquirefastmutex',
    summary: 'Acquires a fast mutex and raises to APC_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'FastMutex', type: 'PFAST_MUTEX', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    remarks: ['A thread that holds the mutex must not acquire it again: it would wait for itself.'],
    seeAlso: ['ExReleaseFastMutex', 'ExTryToAcquireFastMutex'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) =>
    function* (FastMutex) {
      yield* mutexes.acquireRaised(FastMutex, 'ExAcquireFastMutex');
    },
);

/** Acquires a fast mutex if nobody holds it. */
export interface ExTryToAcquireFastMutex {
  /**
   * Acquires a fast mutex and raises to APC_LEVEL when the mutex is free; never waits. IRQL <= APC_LEVEL.
   * @param FastMutex address of the FAST_MUTEX, resident
   * @returns 1 (TRUE) when the caller holds the mutex now, else 0 (FALSE)
   */
  (FastMutex: PVOID): BOOLEAN;
}

/** Declaration of `ExTryToAcquireFastMutex`. */
export const ExTryToAcquireFastMutex = routine<ExTryToAcquireFastMutex>()(
  {
    name: 'ExTryToAcquireFastMutex',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-extrytoacquirefastmutex',
    summary: 'Acquires a fast mutex if nobody holds it.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'FastMutex', type: 'PFAST_MUTEX', direction: 'inout' }],
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
    seeAlso: ['ExReleaseFastMutex'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) => (FastMutex) => mutexes.tryAcquireRaised(FastMutex, 'ExTryToAcquireFastMutex'),
  { failures: { STATUS_LOCK_NOT_GRANTED: () => 0 } },
);

/** Releases a fast mutex and lowers the IRQL. */
export interface ExReleaseFastMutex {
  /**
   * Releases a fast mutex and lowers to the level before its acquire. IRQL = APC_LEVEL.
   * @param FastMutex address of the FAST_MUTEX, resident
   */
  (FastMutex: PVOID): void;
}

/** Declaration of `ExReleaseFastMutex`. */
export const ExReleaseFastMutex = routine<ExReleaseFastMutex>()(
  {
    name: 'ExReleaseFastMutex',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exreleasefastmutex',
    summary: 'Releases a fast mutex and lowers the IRQL.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'APC_LEVEL', source: 'page' },
    parameters: [{ name: 'FastMutex', type: 'PFAST_MUTEX', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExAcquireFastMutex'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) => (FastMutex) => {
    mutexes.releaseLowered(FastMutex, 'ExReleaseFastMutex');
    mutexes.finish();
  },
);

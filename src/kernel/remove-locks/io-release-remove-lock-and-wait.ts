import { blockingRoutine } from '../../contract/blocking.ts';
import type { PVOID, ULONG } from '../../contract/c-types.ts';
import type { RemoveLocks } from './remove-locks.ts';

/** Gives a remove lock back and waits until nobody holds it. */
export interface IoReleaseRemoveLockAndWait {
  /**
   * Gives back an acquire with the same tag, lets nobody acquire any more, and waits until none is held. IRQL = PASSIVE_LEVEL.
   * @param RemoveLock address of the IO_REMOVE_LOCK
   * @param Tag any pointer, the same for acquire and release; usually the IRP
   */
  (RemoveLock: PVOID, Tag: PVOID): void;
}

/** Declaration of `IoReleaseRemoveLockAndWait`. */
export const IoReleaseRemoveLockAndWait = blockingRoutine<IoReleaseRemoveLockAndWait>()(
  {
    name: 'IoReleaseRemoveLockAndWait',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioreleaseremovelockandwait',
    summary: 'Gives a remove lock back and waits until nobody holds it.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'RemoveLock', type: 'PIO_REMOVE_LOCK', direction: 'in' },
      { name: 'Tag', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    blocks: true,
    seeAlso: ['IoAcquireRemoveLock'],
    since: '0.1.0',
  },
  (locks: RemoveLocks) =>
    function* (RemoveLock, Tag) {
      yield* locks.releaseAndWait(RemoveLock, Tag, 'IoReleaseRemoveLockAndWait');
    },
);

/** Gives a remove lock back and waits, for the macro. */
export interface IoReleaseRemoveLockAndWaitEx {
  /**
   * What IoReleaseRemoveLockAndWait calls. IRQL <= PASSIVE_LEVEL.
   * @param RemoveLock address of the IO_REMOVE_LOCK
   * @param Tag any pointer, the same for acquire and release; usually the IRP
   * @param RemlockSize size of an IO_REMOVE_LOCK
   */
  (RemoveLock: PVOID, Tag: PVOID, RemlockSize: ULONG): void;
}

/** Declaration of `IoReleaseRemoveLockAndWaitEx`. */
export const IoReleaseRemoveLockAndWaitEx = blockingRoutine<IoReleaseRemoveLockAndWaitEx>()(
  {
    name: 'IoReleaseRemoveLockAndWaitEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Gives a remove lock back and waits, for the macro.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'ours' },
    parameters: [
      { name: 'RemoveLock', type: 'PIO_REMOVE_LOCK', direction: 'inout' },
      { name: 'Tag', type: 'PVOID', direction: 'in' },
      { name: 'RemlockSize', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    blocks: true,
    seeAlso: ['IoReleaseRemoveLockAndWait'],
    since: '0.1.0',
  },
  (locks: RemoveLocks) =>
    function* (RemoveLock, Tag, RemlockSize) {
      locks.checkSize(RemlockSize, 'IoReleaseRemoveLockAndWaitEx');
      yield* locks.releaseAndWait(RemoveLock, Tag, 'IoReleaseRemoveLockAndWaitEx');
    },
);

import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { RemoveLocks } from './remove-locks.ts';

/** Gives a remove lock back. */
export interface IoReleaseRemoveLock {
  /**
   * Gives back an acquire with the same tag. IRQL <= DISPATCH_LEVEL.
   * @param RemoveLock address of the IO_REMOVE_LOCK
   * @param Tag any pointer, the same for acquire and release; usually the IRP
   */
  (RemoveLock: PVOID, Tag: PVOID): void;
}

/** Declaration of `IoReleaseRemoveLock`. */
export const IoReleaseRemoveLock = routine<IoReleaseRemoveLock>()(
  {
    name: 'IoReleaseRemoveLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioreleaseremovelock',
    summary: 'Gives a remove lock back.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'RemoveLock', type: 'PIO_REMOVE_LOCK', direction: 'in' },
      { name: 'Tag', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoAcquireRemoveLock'],
    since: '0.1.0',
  },
  (locks: RemoveLocks) => (RemoveLock, Tag) => locks.release(RemoveLock, Tag, 'IoReleaseRemoveLock'),
);

/** Gives a remove lock back, for the macro. */
export interface IoReleaseRemoveLockEx {
  /**
   * What IoReleaseRemoveLock calls. IRQL <= DISPATCH_LEVEL.
   * @param RemoveLock address of the IO_REMOVE_LOCK
   * @param Tag any pointer, the same for acquire and release; usually the IRP
   * @param RemlockSize size of an IO_REMOVE_LOCK
   */
  (RemoveLock: PVOID, Tag: PVOID, RemlockSize: ULONG): void;
}

/** Declaration of `IoReleaseRemoveLockEx`. */
export const IoReleaseRemoveLockEx = routine<IoReleaseRemoveLockEx>()(
  {
    name: 'IoReleaseRemoveLockEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Gives a remove lock back, for the macro.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'RemoveLock', type: 'PIO_REMOVE_LOCK', direction: 'inout' },
      { name: 'Tag', type: 'PVOID', direction: 'in' },
      { name: 'RemlockSize', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoReleaseRemoveLock'],
    since: '0.1.0',
  },
  (locks: RemoveLocks) => (RemoveLock, Tag, RemlockSize) => {
    locks.checkSize(RemlockSize, 'IoReleaseRemoveLockEx');
    locks.release(RemoveLock, Tag, 'IoReleaseRemoveLockEx');
  },
);

import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { RemoveLocks } from './remove-locks.ts';

/** Makes a remove lock. */
export interface IoInitializeRemoveLock {
  /**
   * Makes a remove lock of a device. IRQL = PASSIVE_LEVEL.
   * @param Lock memory of an IO_REMOVE_LOCK in the device extension
   * @param Tag pool tag for the notes of a checked build
   * @param Maxmin minutes that one acquire may be held, 0 for any time
   * @param HighWater acquires that may be held at a time, 0 for any number
   */
  (Lock: PVOID, Tag: ULONG, Maxmin: ULONG, HighWater: ULONG): void;
}

/** Declaration of `IoInitializeRemoveLock`. */
export const IoInitializeRemoveLock = routine<IoInitializeRemoveLock>()(
  {
    name: 'IoInitializeRemoveLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioinitializeremovelock',
    summary: 'Makes a remove lock.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Lock', type: 'PIO_REMOVE_LOCK', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
      { name: 'Maxmin', type: 'ULONG', direction: 'in' },
      { name: 'HighWater', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoAcquireRemoveLock', 'IoReleaseRemoveLockAndWait'],
    since: '0.1.0',
  },
  (locks: RemoveLocks) => (Lock, _Tag, Maxmin, HighWater) =>
    locks.initialize(Lock, { maxMinutes: Maxmin, highWater: HighWater }, 'IoInitializeRemoveLock'),
);

/** Makes a remove lock, for the macro. */
export interface IoInitializeRemoveLockEx {
  /**
   * What IoInitializeRemoveLock calls. IRQL <= PASSIVE_LEVEL.
   * @param Lock memory of an IO_REMOVE_LOCK in the device extension
   * @param AllocateTag pool tag for the notes of a checked build
   * @param MaxLockedMinutes minutes that one acquire may be held, 0 for any time
   * @param HighWatermark acquires that may be held at a time, 0 for any number
   * @param RemlockSize size of an IO_REMOVE_LOCK
   */
  (Lock: PVOID, AllocateTag: ULONG, MaxLockedMinutes: ULONG, HighWatermark: ULONG, RemlockSize: ULONG): void;
}

/** Declaration of `IoInitializeRemoveLockEx`. */
export const IoInitializeRemoveLockEx = routine<IoInitializeRemoveLockEx>()(
  {
    name: 'IoInitializeRemoveLockEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Makes a remove lock, for the macro.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'ours' },
    parameters: [
      { name: 'Lock', type: 'PIO_REMOVE_LOCK', direction: 'inout' },
      { name: 'AllocateTag', type: 'ULONG', direction: 'in' },
      { name: 'MaxLockedMinutes', type: 'ULONG', direction: 'in' },
      { name: 'HighWatermark', type: 'ULONG', direction: 'in' },
      { name: 'RemlockSize', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoInitializeRemoveLock'],
    since: '0.1.0',
  },
  (locks: RemoveLocks) => (Lock, _AllocateTag, MaxLockedMinutes, HighWatermark, RemlockSize) => {
    locks.checkSize(RemlockSize, 'IoInitializeRemoveLockEx');
    locks.initialize(
      Lock,
      { maxMinutes: MaxLockedMinutes, highWater: HighWatermark },
      'IoInitializeRemoveLockEx',
    );
  },
);

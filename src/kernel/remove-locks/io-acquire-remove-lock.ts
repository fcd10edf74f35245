import type { NTSTATUS, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_DELETE_PENDING } from '../../status/common.ts';
import type { RemoveLocks } from './remove-locks.ts';

/** Keeps a device from being removed. */
export interface IoAcquireRemoveLock {
  /**
   * Keeps a device from being removed until the release; never waits. IRQL <= DISPATCH_LEVEL.
   * @param RemoveLock address of the IO_REMOVE_LOCK
   * @param Tag any pointer, the same for acquire and release; usually the IRP
   * @returns STATUS_SUCCESS, or STATUS_DELETE_PENDING when the device is being removed
   */
  (RemoveLock: PVOID, Tag: PVOID): NTSTATUS;
}

/** Declaration of `IoAcquireRemoveLock`. */
export const IoAcquireRemoveLock = routine<IoAcquireRemoveLock>()(
  {
    name: 'IoAcquireRemoveLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-ioacquireremovelock',
    summary: 'Keeps a device from being removed.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'RemoveLock', type: 'PIO_REMOVE_LOCK', direction: 'in' },
      { name: 'Tag', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS, or STATUS_DELETE_PENDING when the device is being removed.',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the caller may use the device', modelled: 'produced' },
      { code: 'STATUS_DELETE_PENDING', when: 'the device is being removed', modelled: 'produced' },
    ],
    seeAlso: ['IoReleaseRemoveLock'],
    since: '0.1.0',
  },
  (locks: RemoveLocks) => (RemoveLock, Tag) => locks.acquire(RemoveLock, Tag, 'IoAcquireRemoveLock'),
  { failures: { STATUS_DELETE_PENDING: () => STATUS_DELETE_PENDING } },
);

/** Keeps a device from being removed, for the macro. */
export interface IoAcquireRemoveLockEx {
  /**
   * What IoAcquireRemoveLock calls. IRQL <= DISPATCH_LEVEL.
   * @param RemoveLock address of the IO_REMOVE_LOCK
   * @param Tag any pointer, the same for acquire and release; usually the IRP
   * @param File name of the source file, for a checked build
   * @param Line line there
   * @param RemlockSize size of an IO_REMOVE_LOCK
   * @returns STATUS_SUCCESS, or STATUS_DELETE_PENDING when the device is being removed
   */
  (RemoveLock: PVOID, Tag: PVOID, File: PVOID | string, Line: ULONG, RemlockSize: ULONG): NTSTATUS;
}

/** Declaration of `IoAcquireRemoveLockEx`. */
export const IoAcquireRemoveLockEx = routine<IoAcquireRemoveLockEx>()(
  {
    name: 'IoAcquireRemoveLockEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Keeps a device from being removed, for the macro.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'RemoveLock', type: 'PIO_REMOVE_LOCK', direction: 'inout' },
      { name: 'Tag', type: 'PVOID', direction: 'in' },
      { name: 'File', type: 'PCSTR', direction: 'inout' },
      { name: 'Line', type: 'ULONG', direction: 'in' },
      { name: 'RemlockSize', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS, or STATUS_DELETE_PENDING when the device is being removed.',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the caller may use the device', modelled: 'produced' },
      { code: 'STATUS_DELETE_PENDING', when: 'the device is being removed', modelled: 'produced' },
    ],
    seeAlso: ['IoAcquireRemoveLock'],
    since: '0.1.0',
  },
  (locks: RemoveLocks) => (RemoveLock, Tag, _File, _Line, RemlockSize) => {
    locks.checkSize(RemlockSize, 'IoAcquireRemoveLockEx');
    return locks.acquire(RemoveLock, Tag, 'IoAcquireRemoveLockEx');
  },
  { failures: { STATUS_DELETE_PENDING: () => STATUS_DELETE_PENDING } },
);

import { blockingRoutine } from '../contract/blocking.ts';
import type { PVOID } from '../contract/c-types.ts';
import { acquire } from './srw-locks.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface AcquireSRWLockExclusive {
  /**
   * Waits until a slim reader/writer lock is taken for the calling thread alone.
   * @param SRWLock address of an SRWLOCK
   */
  (SRWLock: PVOID): void;
}

/** Rules: srw-locks.ts. */
export const AcquireSRWLockExclusive = blockingRoutine<AcquireSRWLockExclusive>()(
  {
    name: 'AcquireSRWLockExclusive',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Waits until a slim reader/writer lock is taken for the calling thread alone.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'SRWLock', type: 'PSRWLOCK', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    remarks: ['A thread that takes one twice waits for itself: a deadlock.'],
    seeAlso: ['ReleaseSRWLockExclusive', 'TryAcquireSRWLockExclusive'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (SRWLock) {
      yield* acquire(services, 'AcquireSRWLockExclusive', SRWLock, 'exclusive');
    },
);

/** See the call signature. */
export interface AcquireSRWLockShared {
  /**
   * Waits until a slim reader/writer lock is taken for the calling thread and others who share it.
   * @param SRWLock address of an SRWLOCK
   */
  (SRWLock: PVOID): void;
}

/** Rules: srw-locks.ts. */
export const AcquireSRWLockShared = blockingRoutine<AcquireSRWLockShared>()(
  {
    name: 'AcquireSRWLockShared',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Waits until a slim reader/writer lock is taken for the calling thread and others who share it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'SRWLock', type: 'PSRWLOCK', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    seeAlso: ['ReleaseSRWLockShared', 'TryAcquireSRWLockShared'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (SRWLock) {
      yield* acquire(services, 'AcquireSRWLockShared', SRWLock, 'shared');
    },
);

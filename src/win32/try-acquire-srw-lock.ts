import type { BOOLEAN, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { tryAcquire } from './srw-locks.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface TryAcquireSRWLockExclusive {
  /**
   * Takes a slim reader/writer lock if nobody is in the way.
   * @param SRWLock address of an SRWLOCK
   * @returns 1 (TRUE) when the calling thread has it now, else 0 (FALSE)
   */
  (SRWLock: PVOID): BOOLEAN;
}

/** Rules: srw-locks.ts. */
export const TryAcquireSRWLockExclusive = routine<TryAcquireSRWLockExclusive>()(
  {
    name: 'TryAcquireSRWLockExclusive',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Takes a slim reader/writer lock if nobody is in the way.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'SRWLock', type: 'PSRWLOCK', direction: 'inout' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when the calling thread has it now, else 0 (FALSE).',
    seeAlso: ['AcquireSRWLockExclusive'],
    since: '0.1.0',
  },
  (services: Win32Services) => (SRWLock) => (tryAcquire(services, SRWLock, 'exclusive') ? 1 : 0),
);

/** See the call signature. */
export interface TryAcquireSRWLockShared {
  /**
   * Takes a slim reader/writer lock if nobody is in the way.
   * @param SRWLock address of an SRWLOCK
   * @returns 1 (TRUE) when the calling thread has it now, else 0 (FALSE)
   */
  (SRWLock: PVOID): BOOLEAN;
}

/** Rules: srw-locks.ts. */
export const TryAcquireSRWLockShared = routine<TryAcquireSRWLockShared>()(
  {
    name: 'TryAcquireSRWLockShared',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Takes a slim reader/writer lock if nobody is in the way.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'SRWLock', type: 'PSRWLOCK', direction: 'inout' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when the calling thread has it now, else 0 (FALSE).',
    seeAlso: ['AcquireSRWLockShared'],
    since: '0.1.0',
  },
  (services: Win32Services) => (SRWLock) => (tryAcquire(services, SRWLock, 'shared') ? 1 : 0),
);

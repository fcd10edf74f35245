import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { release } from './srw-locks.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface ReleaseSRWLockExclusive {
  /**
   * Gives a slim reader/writer lock back.
   * @param SRWLock address of an SRWLOCK
   */
  (SRWLock: PVOID): void;
}

/** Rules: srw-locks.ts. One that is not held so raises STATUS_RESOURCE_NOT_OWNED (*ours*). */
export const ReleaseSRWLockExclusive = routine<ReleaseSRWLockExclusive>()(
  {
    name: 'ReleaseSRWLockExclusive',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives a slim reader/writer lock back.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'SRWLock', type: 'PSRWLOCK', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['AcquireSRWLockExclusive'],
    since: '0.1.0',
  },
  (services: Win32Services) => (SRWLock) => release(services, SRWLock, 'exclusive'),
);

/** See the call signature. */
export interface ReleaseSRWLockShared {
  /**
   * Gives a slim reader/writer lock back.
   * @param SRWLock address of an SRWLOCK
   */
  (SRWLock: PVOID): void;
}

/** Rules: srw-locks.ts. One that is not held so raises STATUS_RESOURCE_NOT_OWNED (*ours*). */
export const ReleaseSRWLockShared = routine<ReleaseSRWLockShared>()(
  {
    name: 'ReleaseSRWLockShared',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives a slim reader/writer lock back.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'SRWLock', type: 'PSRWLOCK', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['AcquireSRWLockShared'],
    since: '0.1.0',
  },
  (services: Win32Services) => (SRWLock) => release(services, SRWLock, 'shared'),
);

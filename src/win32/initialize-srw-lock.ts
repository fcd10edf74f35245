import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface InitializeSRWLock {
  /**
   * Makes a slim reader/writer lock, which nobody has.
   * @param SRWLock address of an SRWLOCK
   */
  (SRWLock: PVOID): void;
}

/** Rules: srw-locks.ts. */
export const InitializeSRWLock = routine<InitializeSRWLock>()(
  {
    name: 'InitializeSRWLock',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a slim reader/writer lock, which nobody has.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'SRWLock', type: 'PSRWLOCK', direction: 'out' }],
    returns: 'void',
    seeAlso: ['AcquireSRWLockExclusive', 'AcquireSRWLockShared'],
    since: '0.1.0',
  },
  (services: Win32Services) => (SRWLock) => services.heap.memory.writePointer(SRWLock, 0),
);

import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { leave } from './critical-sections.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface LeaveCriticalSection {
  /**
   * Gives a critical section back once.
   * @param lpCriticalSection address of a CRITICAL_SECTION
   */
  (lpCriticalSection: PVOID): void;
}

/** Rules: critical-sections.ts. */
export const LeaveCriticalSection = routine<LeaveCriticalSection>()(
  {
    name: 'LeaveCriticalSection',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives a critical section back once.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpCriticalSection', type: 'LPCRITICAL_SECTION', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['EnterCriticalSection'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpCriticalSection) => leave(services, lpCriticalSection),
);

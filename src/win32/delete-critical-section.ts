import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { clear } from './critical-sections.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface DeleteCriticalSection {
  /**
   * Ends a critical section: its bytes become 0, and nobody can enter it.
   * @param lpCriticalSection address of a CRITICAL_SECTION
   */
  (lpCriticalSection: PVOID): void;
}

/** Rules: critical-sections.ts. */
export const DeleteCriticalSection = routine<DeleteCriticalSection>()(
  {
    name: 'DeleteCriticalSection',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Ends a critical section: its bytes become 0, and nobody can enter it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpCriticalSection', type: 'LPCRITICAL_SECTION', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['InitializeCriticalSection'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpCriticalSection) => clear(services, lpCriticalSection),
);

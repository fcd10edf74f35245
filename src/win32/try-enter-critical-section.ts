import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { tryEnter } from './critical-sections.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface TryEnterCriticalSection {
  /**
   * Takes a critical section if no other thread owns it.
   * @param lpCriticalSection address of a CRITICAL_SECTION
   * @returns 1 (TRUE) when the calling thread owns it now, else 0 (FALSE)
   */
  (lpCriticalSection: PVOID): BOOL;
}

/** Rules: critical-sections.ts. */
export const TryEnterCriticalSection = routine<TryEnterCriticalSection>()(
  {
    name: 'TryEnterCriticalSection',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Takes a critical section if no other thread owns it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpCriticalSection', type: 'LPCRITICAL_SECTION', direction: 'inout' }],
    returns: 'BOOL',
    returnText: '1 (TRUE) when the calling thread owns it now, else 0 (FALSE).',
    seeAlso: ['EnterCriticalSection'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpCriticalSection) => (tryEnter(services, lpCriticalSection) ? 1 : 0),
);

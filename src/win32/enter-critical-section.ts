import { blockingRoutine } from '../contract/blocking.ts';
import type { PVOID } from '../contract/c-types.ts';
import { enter } from './critical-sections.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface EnterCriticalSection {
  /**
   * Waits until the calling thread owns a critical section. It may own it several times.
   * @param lpCriticalSection address of a CRITICAL_SECTION
   */
  (lpCriticalSection: PVOID): void;
}

/** Rules: critical-sections.ts. */
export const EnterCriticalSection = blockingRoutine<EnterCriticalSection>()(
  {
    name: 'EnterCriticalSection',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Waits until the calling thread owns a critical section. It may own it several times.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpCriticalSection', type: 'LPCRITICAL_SECTION', direction: 'inout' }],
    returns: 'void',
    blocks: true,
    seeAlso: ['LeaveCriticalSection', 'TryEnterCriticalSection'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (lpCriticalSection) {
      yield* enter(services, lpCriticalSection);
    },
);

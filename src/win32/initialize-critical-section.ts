import type { DWORD, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { initialize } from './critical-sections.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface InitializeCriticalSection {
  /**
   * Makes a critical section, which nobody owns.
   * @param lpCriticalSection address of a CRITICAL_SECTION
   */
  (lpCriticalSection: PVOID): void;
}

/** Rules: critical-sections.ts. */
export const InitializeCriticalSection = routine<InitializeCriticalSection>()(
  {
    name: 'InitializeCriticalSection',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a critical section, which nobody owns.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpCriticalSection', type: 'LPCRITICAL_SECTION', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['EnterCriticalSection', 'DeleteCriticalSection'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpCriticalSection) => initialize(services, lpCriticalSection, 0),
);

/** See the call signature. */
export interface InitializeCriticalSectionAndSpinCount {
  /**
   * Makes a critical section with a spin count, which is only kept.
   * @param lpCriticalSection address of a CRITICAL_SECTION
   * @param dwSpinCount turns before a wait; no thread runs beside another, so none is made
   * @returns 1 (TRUE)
   */
  (lpCriticalSection: PVOID, dwSpinCount: DWORD): BOOL;
}

/** Rules: critical-sections.ts. */
export const InitializeCriticalSectionAndSpinCount = routine<InitializeCriticalSectionAndSpinCount>()(
  {
    name: 'InitializeCriticalSectionAndSpinCount',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a critical section with a spin count, which is only kept.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpCriticalSection', type: 'LPCRITICAL_SECTION', direction: 'inout' },
      { name: 'dwSpinCount', type: 'DWORD', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE).',
    seeAlso: ['InitializeCriticalSection'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpCriticalSection, dwSpinCount) => {
    initialize(services, lpCriticalSection, dwSpinCount >>> 0);
    return 1;
  },
);

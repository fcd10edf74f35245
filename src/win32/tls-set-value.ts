import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL, LPVOID } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface TlsSetValue {
  /**
   * Stores a pointer in a slot for the calling thread.
   * @param dwTlsIndex index from TlsAlloc
   * @param lpTlsValue the pointer
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (dwTlsIndex: DWORD, lpTlsValue: LPVOID): BOOL;
}

/** Slots: tls-slots.ts. */
export const TlsSetValue = routine<TlsSetValue>()(
  {
    name: 'TlsSetValue',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Stores a pointer in a slot for the calling thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'dwTlsIndex', type: 'DWORD', direction: 'in' },
      { name: 'lpTlsValue', type: 'LPVOID', direction: 'in', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the index is none; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['TlsGetValue'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwTlsIndex, lpTlsValue) =>
    services.slots.set(dwTlsIndex >>> 0, services.threadId(), lpTlsValue)
      ? 1
      : failWith(services, STATUS_INVALID_PARAMETER),
  { failures: { STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER) } },
);

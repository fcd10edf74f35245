import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { LPVOID } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface TlsGetValue {
  /**
   * Gives what the calling thread has in a slot. The last error becomes 0.
   * @param dwTlsIndex index from TlsAlloc
   * @returns the value, 0 when none was stored; after a failure too: see GetLastError
   */
  (dwTlsIndex: DWORD): LPVOID;
}

/** Slots: tls-slots.ts. */
export const TlsGetValue = routine<TlsGetValue>()(
  {
    name: 'TlsGetValue',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives what the calling thread has in a slot. The last error becomes 0.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'dwTlsIndex', type: 'DWORD', direction: 'in' }],
    returns: 'LPVOID',
    returnText: 'The value, 0 when none was stored; after a failure too: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the index is none; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['TlsSetValue'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwTlsIndex) => {
    const value = services.slots.value(dwTlsIndex >>> 0, services.threadId());
    if (value === null) return failWith(services, STATUS_INVALID_PARAMETER);
    services.thread.lastError = 0;
    return value;
  },
  { failures: { STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER) } },
);

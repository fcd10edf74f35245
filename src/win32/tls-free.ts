import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface TlsFree {
  /**
   * Gives a slot back.
   * @param dwTlsIndex index from TlsAlloc
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (dwTlsIndex: DWORD): BOOL;
}

/** Slots: tls-slots.ts. */
export const TlsFree = routine<TlsFree>()(
  {
    name: 'TlsFree',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives a slot back.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'dwTlsIndex', type: 'DWORD', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the index is none; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['TlsAlloc'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwTlsIndex) =>
    services.slots.free(dwTlsIndex >>> 0) ? 1 : failWith(services, STATUS_INVALID_PARAMETER),
  { failures: { STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER) } },
);

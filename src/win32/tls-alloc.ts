import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { STATUS_NO_MEMORY } from '../status/common.ts';
import { failingWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** TLS_OUT_OF_INDEXES of winbase.h. */
const OUT_OF_INDEXES = 0xffff_ffff;

const outOfIndexes = failingWith(OUT_OF_INDEXES, STATUS_NO_MEMORY);

/** See the call signature. */
export interface TlsAlloc {
  /**
   * Gives a slot that holds a pointer for each thread.
   * @returns index of the slot, or TLS_OUT_OF_INDEXES: see GetLastError
   */
  (): DWORD;
}

/** Slots: tls-slots.ts. */
export const TlsAlloc = routine<TlsAlloc>()(
  {
    name: 'TlsAlloc',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives a slot that holds a pointer for each thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'DWORD',
    returnText: 'Index of the slot, or TLS_OUT_OF_INDEXES: see GetLastError.',
    codes: [
      {
        code: 'STATUS_NO_MEMORY',
        when: 'all slots are taken; last error ERROR_NOT_ENOUGH_MEMORY',
        modelled: 'produced',
      },
    ],
    seeAlso: ['TlsFree', 'TlsGetValue'],
    since: '0.1.0',
  },
  (services: Win32Services) => () => services.slots.allocate() ?? outOfIndexes(services),
  { failures: { STATUS_NO_MEMORY: outOfIndexes } },
);

import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { structure } from '../contract/structure.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GetSystemTimeAsFileTime {
  /**
   * Gives the date: 100 ns units since 1601, as KeQuerySystemTime.
   * @param lpSystemTimeAsFileTime address of a FILETIME: two DWORDs, the lower half first
   */
  (lpSystemTimeAsFileTime: PVOID): void;
}

/** The two halves are stored one by one: a FILETIME need not lie at a multiple of 8. */
export const GetSystemTimeAsFileTime = routine<GetSystemTimeAsFileTime>()(
  {
    name: 'GetSystemTimeAsFileTime',
    header: 'sysinfoapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives the date as a FILETIME.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpSystemTimeAsFileTime', type: 'LPFILETIME', direction: 'out' }],
    returns: 'void',
    seeAlso: ['GetTickCount', 'KeQuerySystemTime'],
    since: '0.1.0',
  },
  ({ heap, virtual, systemTime }: Win32Services) =>
    (lpSystemTimeAsFileTime) => {
      const { at } = structure(virtual.architecture, 'FILETIME');
      const now = systemTime();
      heap.memory.writeUint32(lpSystemTimeAsFileTime + at.dwLowDateTime, Number(now & 0xffff_ffffn));
      heap.memory.writeUint32(lpSystemTimeAsFileTime + at.dwHighDateTime, Number(now >> 32n));
    },
);

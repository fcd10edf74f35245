import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, HANDLE, PointerTo, PVOID } from '../contract/c-types.ts';
import { structure } from '../contract/structure.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { ERROR_IO_INCOMPLETE, STATUS_INVALID_HANDLE, STATUS_PENDING } from '../status/common.ts';
import { NT_SUCCESS } from '../status/nt-success.ts';
import { INFINITE } from './milliseconds.ts';
import { failing, failWith } from './nt-failures.ts';
import { handleOf } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GetOverlappedResult {
  /**
   * Tells what became of a request with an OVERLAPPED.
   * @param hFile file of the request
   * @param lpOverlapped address of its OVERLAPPED
   * @param lpNumberOfBytesTransferred receives the number of bytes
   * @param bWait 1 (TRUE) to wait for its results: for the event of the OVERLAPPED, else for the file
   * @returns 1 (TRUE) when it succeeded, or 0 (FALSE): see GetLastError
   */
  (
    hFile: HANDLE | bigint,
    lpOverlapped: PVOID,
    lpNumberOfBytesTransferred: PointerTo<DWORD>,
    bWait: BOOL,
  ): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const GetOverlappedResult = blockingRoutine<GetOverlappedResult>()(
  {
    name: 'GetOverlappedResult',
    header: 'ioapiset.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells what became of a request with an OVERLAPPED.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hFile', type: 'HANDLE', direction: 'in' },
      { name: 'lpOverlapped', type: 'LPOVERLAPPED', direction: 'in' },
      { name: 'lpNumberOfBytesTransferred', type: 'LPDWORD', direction: 'out' },
      { name: 'bWait', type: 'BOOL', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) when it succeeded, or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'with bWait: the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    blocks: true,
    remarks: ['Without bWait a request whose results have not come is ERROR_IO_INCOMPLETE.'],
    seeAlso: ['ReadFile', 'CancelIoEx'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hFile, lpOverlapped, lpNumberOfBytesTransferred, bWait) {
      const { memory } = services.heap;
      const { at } = structure(services.architecture, 'OVERLAPPED');
      if (memory.readUint32(lpOverlapped + at.Internal) === STATUS_PENDING) {
        if (bWait === 0) {
          services.thread.lastError = ERROR_IO_INCOMPLETE;
          return 0;
        }
        const event = memory.readPointer(lpOverlapped + at.hEvent);
        // The lowest bit of an event is for completion ports.
        const handle = event === 0 ? handleOf(services, hFile, 'hFile') : Math.floor(event / 2) * 2;
        const how = { routine: 'GetOverlappedResult', all: false, milliseconds: INFINITE, alertable: false };
        const waited = yield* services.objects.wait({ ...how, handles: [handle] });
        if (waited !== 0) return failWith(services, waited);
      }
      services.files.store(
        lpNumberOfBytesTransferred,
        memory.readPointer(lpOverlapped + at.InternalHigh) >>> 0,
      );
      const status = memory.readUint32(lpOverlapped + at.Internal);
      return NT_SUCCESS(status) ? 1 : failWith(services, status);
    },
  { failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) } },
);

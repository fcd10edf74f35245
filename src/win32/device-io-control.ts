import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, HANDLE, PointerTo, PVOID } from '../contract/c-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_HANDLE } from '../status/common.ts';
import { controlled, isResult } from './file-results.ts';
import { failing } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** Type of `DeviceIoControl`. */
export interface DeviceIoControl {
  /**
   * Sends a control code to a device: IRP_MJ_DEVICE_CONTROL.
   * @param hDevice handle of CreateFile
   * @param dwIoControlCode control code, as CTL_CODE makes it
   * @param lpInBuffer bytes for the driver, or NULL
   * @param nInBufferSize how many
   * @param lpOutBuffer receives bytes of the driver, or NULL
   * @param nOutBufferSize room for so many
   * @param lpBytesReturned receives how many there were: a cell from `out()`, or an address
   * @param lpOverlapped address of an OVERLAPPED, or NULL: then the call waits
   * @returns TRUE, or FALSE: see GetLastError
   */
  (
    hDevice: HANDLE | bigint,
    dwIoControlCode: DWORD,
    lpInBuffer: PVOID,
    nInBufferSize: DWORD,
    lpOutBuffer: PVOID,
    nOutBufferSize: DWORD,
    lpBytesReturned: PointerTo<DWORD>,
    lpOverlapped: PVOID,
  ): BOOL;
}

/** Declaration of `DeviceIoControl`. */
export const DeviceIoControl = blockingRoutine<DeviceIoControl>()(
  {
    name: 'DeviceIoControl',
    header: 'ioapiset.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Sends a control code to a device.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hDevice', type: 'HANDLE', direction: 'in' },
      { name: 'dwIoControlCode', type: 'DWORD', direction: 'in' },
      { name: 'lpInBuffer', type: 'LPVOID', direction: 'in', optional: true },
      { name: 'nInBufferSize', type: 'DWORD', direction: 'in' },
      { name: 'lpOutBuffer', type: 'LPVOID', direction: 'out', optional: true },
      { name: 'nOutBufferSize', type: 'DWORD', direction: 'in' },
      { name: 'lpBytesReturned', type: 'LPDWORD', direction: 'out', optional: true },
      { name: 'lpOverlapped', type: 'LPOVERLAPPED', direction: 'inout', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open, or not that of a device; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_PENDING',
        when: 'with an OVERLAPPED: the results come later; last error ERROR_IO_PENDING',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'the system has no memory for the request; last error ERROR_NO_SYSTEM_RESOURCES',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['CreateFileA', 'ReadFile'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (
      hDevice,
      dwIoControlCode,
      lpInBuffer,
      nInBufferSize,
      lpOutBuffer,
      nOutBufferSize,
      lpBytesReturned,
      lpOverlapped,
    ) {
      const handle = pointerSized(services.architecture, hDevice, 'hDevice');
      const request = {
        code: dwIoControlCode >>> 0,
        input: lpInBuffer,
        inputBytes: nInBufferSize >>> 0,
        output: lpOutBuffer,
        outputBytes: nOutBufferSize >>> 0,
      };
      const sent = services.files.control(handle, request, lpOverlapped);
      const result = isResult(sent) ? sent : yield* sent;
      return controlled(services, lpBytesReturned, result, lpOverlapped);
    },
  {
    failures: {
      STATUS_INSUFFICIENT_RESOURCES: failing(STATUS_INSUFFICIENT_RESOURCES),
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
    },
  },
);

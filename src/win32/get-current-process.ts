import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { CURRENT_PROCESS, CURRENT_THREAD } from './own-handles.ts';

/** See the call signature. */
export interface GetCurrentProcess {
  /**
   * Gives the handle that always means the process that uses it.
   * @returns (HANDLE)-1, as NtCurrentProcess()
   */
  (): HANDLE;
}

/** A constant; it needs no CloseHandle. */
export const GetCurrentProcess = routine<GetCurrentProcess>()(
  {
    name: 'GetCurrentProcess',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives the handle of the calling process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'HANDLE',
    returnText: '(HANDLE)-1, as NtCurrentProcess().',
    seeAlso: ['GetCurrentThread', 'TerminateProcess'],
    since: '0.1.0',
  },
  () => () => CURRENT_PROCESS,
);

/** See the call signature. */
export interface GetCurrentThread {
  /**
   * Gives the handle that always means the thread that uses it.
   * @returns (HANDLE)-2, as NtCurrentThread()
   */
  (): HANDLE;
}

/** A constant; it needs no CloseHandle. */
export const GetCurrentThread = routine<GetCurrentThread>()(
  {
    name: 'GetCurrentThread',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives the handle of the calling thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'HANDLE',
    returnText: '(HANDLE)-2, as NtCurrentThread().',
    seeAlso: ['GetCurrentProcess'],
    since: '0.1.0',
  },
  () => () => CURRENT_THREAD,
);

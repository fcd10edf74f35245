import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { SystemServices } from './system-services.ts';

/** See the call signature. */
export interface GetCurrentProcessId {
  /**
   * Tells the identifier of the process that calls.
   * @returns its identifier, as PsGetCurrentProcessId gives it
   */
  (): DWORD;
}

/** Identifiers are those of the kernel. */
export const GetCurrentProcessId = routine<GetCurrentProcessId>()(
  {
    name: 'GetCurrentProcessId',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the identifier of the calling process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'DWORD',
    returnText: 'Identifier of the process.',
    seeAlso: ['GetCurrentThreadId', 'PsGetCurrentProcessId'],
    since: '0.1.0',
  },
  ({ processId }: SystemServices) =>
    () =>
      processId,
);

/** See the call signature. */
export interface GetCurrentThreadId {
  /**
   * Tells the identifier of the thread that calls.
   * @returns its identifier, as PsGetCurrentThreadId gives it
   */
  (): DWORD;
}

/** Identifiers are those of the kernel. */
export const GetCurrentThreadId = routine<GetCurrentThreadId>()(
  {
    name: 'GetCurrentThreadId',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the identifier of the calling thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'DWORD',
    returnText: 'Identifier of the thread.',
    seeAlso: ['GetCurrentProcessId', 'PsGetCurrentThreadId'],
    since: '0.1.0',
  },
  ({ threadId }: SystemServices) =>
    () =>
      threadId(),
);

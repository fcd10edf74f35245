import type { DWORD, HANDLE, PointerTo, PVOID, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { LPVOID } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER, STATUS_NO_MEMORY } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

const CREATE_SUSPENDED = 0x4;
const STACK_SIZE_PARAM_IS_A_RESERVATION = 0x1_0000;

/** See the call signature. */
export interface CreateThread {
  /**
   * Starts a thread of the process. It runs when the scheduler chooses it: while others wait.
   * @param lpThreadAttributes NULL; not looked at
   * @param dwStackSize not looked at: every thread has the stack of its program
   * @param lpStartAddress address of a function of the program
   * @param lpParameter argument of the function
   * @param dwCreationFlags 0, CREATE_SUSPENDED to run when ResumeThread says so, STACK_SIZE_PARAM_IS_A_RESERVATION
   * @param lpThreadId receives the identifier, or NULL
   * @returns a handle of the thread, or NULL: see GetLastError
   */
  (
    lpThreadAttributes: PVOID,
    dwStackSize: SIZE_T | bigint,
    lpStartAddress: PVOID,
    lpParameter: LPVOID,
    dwCreationFlags: DWORD,
    lpThreadId: PointerTo<DWORD>,
  ): HANDLE;
}

/** D-061 does not bind a program. How code of C stops in the middle: docs/decisions/0081-threads-of-c.md. */
export const CreateThread = routine<CreateThread>()(
  {
    name: 'CreateThread',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Starts a thread of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpThreadAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'dwStackSize', type: 'SIZE_T', direction: 'in' },
      { name: 'lpStartAddress', type: 'LPTHREAD_START_ROUTINE', direction: 'in' },
      { name: 'lpParameter', type: 'LPVOID', direction: 'in', optional: true },
      { name: 'dwCreationFlags', type: 'DWORD', direction: 'in' },
      { name: 'lpThreadId', type: 'LPDWORD', direction: 'out', optional: true },
    ],
    returns: 'HANDLE',
    returnText: 'A handle of the thread, or NULL: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'dwCreationFlags has an unknown flag; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_NO_MEMORY',
        when: 'there is no memory for the thread; last error ERROR_NOT_ENOUGH_MEMORY',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ResumeThread', 'ExitThread', 'GetExitCodeThread', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    (_attributes, _stack, lpStartAddress, lpParameter, dwCreationFlags, lpThreadId) => {
      const suspended = (dwCreationFlags & CREATE_SUSPENDED) !== 0;
      if ((dwCreationFlags & ~(CREATE_SUSPENDED | STACK_SIZE_PARAM_IS_A_RESERVATION)) !== 0)
        return failWith(services, STATUS_INVALID_PARAMETER);
      const made = services.threads.create(lpStartAddress, lpParameter, suspended);
      if (made === null) return failWith(services, STATUS_NO_MEMORY);
      if (lpThreadId !== 0) services.files.store(lpThreadId, made.id);
      services.released();
      return made.handle;
    },
  {
    failures: {
      STATUS_NO_MEMORY: failing(STATUS_NO_MEMORY),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);

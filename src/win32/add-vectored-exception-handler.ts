import type { PVECTORED_EXCEPTION_HANDLER, PVOID, ULONG } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** Registers a handler of the whole process. */
export interface AddVectoredExceptionHandler {
  /**
   * Registers a handler that is called before any guarded region is asked.
   * Its answers: EXCEPTION_CONTINUE_EXECUTION goes on where the exception was raised, and no region is asked;
   * EXCEPTION_CONTINUE_SEARCH leaves it to the next handler and then to the regions.
   * @param First not 0: first of the list; 0: last
   * @param Handler function or its address; it gets EXCEPTION_POINTERS
   * @returns a handle for RemoveVectoredExceptionHandler
   */
  (First: ULONG, Handler: PVECTORED_EXCEPTION_HANDLER): PVOID;
}

/** E-032. The handle is opaque (*ours*, docs/decisions/0011-raising-routines.md). */
export const AddVectoredExceptionHandler = routine<AddVectoredExceptionHandler>()(
  {
    name: 'AddVectoredExceptionHandler',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Registers a handler of the process that is called before any guarded region is asked.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'First', type: 'ULONG', direction: 'in' },
      { name: 'Handler', type: 'PVECTORED_EXCEPTION_HANDLER', direction: 'in' },
    ],
    returns: 'PVOID',
    returnText: 'A handle for RemoveVectoredExceptionHandler.',
    codes: [
      { code: 'STATUS_NO_MEMORY', when: 'there is no memory: the result is NULL', modelled: 'injectable' },
    ],
    seeAlso: ['RemoveVectoredExceptionHandler', 'AddVectoredContinueHandler'],
    since: '0.1.0',
  },
  ({ handlers }: Win32Services) =>
    (First, Handler) =>
      handlers.add('exception', First !== 0, Handler),
  { failures: { STATUS_NO_MEMORY: () => 0 } },
);

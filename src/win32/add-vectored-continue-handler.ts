import type { PVECTORED_EXCEPTION_HANDLER, PVOID, ULONG } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** Registers a handler of the whole process. */
export interface AddVectoredContinueHandler {
  /**
   * Registers a handler that is called when an exception is about to be continued.
   * EXCEPTION_CONTINUE_EXECUTION makes it the last that is told; EXCEPTION_CONTINUE_SEARCH tells the next one.
   * @param First not 0: first of the list; 0: last
   * @param Handler function or its address; it gets EXCEPTION_POINTERS
   * @returns a handle for RemoveVectoredContinueHandler
   */
  (First: ULONG, Handler: PVECTORED_EXCEPTION_HANDLER): PVOID;
}

/** E-032. The handle is opaque (*ours*, docs/decisions/0011-raising-routines.md). */
export const AddVectoredContinueHandler = routine<AddVectoredContinueHandler>()(
  {
    name: 'AddVectoredContinueHandler',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Registers a handler of the process that is called when an exception is about to be continued.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'First', type: 'ULONG', direction: 'in' },
      { name: 'Handler', type: 'PVECTORED_EXCEPTION_HANDLER', direction: 'in' },
    ],
    returns: 'PVOID',
    returnText: 'A handle for RemoveVectoredContinueHandler.',
    codes: [
      { code: 'STATUS_NO_MEMORY', when: 'there is no memory: the result is NULL', modelled: 'injectable' },
    ],
    seeAlso: ['RemoveVectoredContinueHandler', 'AddVectoredExceptionHandler'],
    since: '0.1.0',
  },
  ({ handlers }: Win32Services) =>
    (First, Handler) =>
      handlers.add('continue', First !== 0, Handler),
  { failures: { STATUS_NO_MEMORY: () => 0 } },
);

import type { LPTOP_LEVEL_EXCEPTION_FILTER } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** Sets who is asked last. */
export interface SetUnhandledExceptionFilter {
  /**
   * Sets the top-level filter of the process: it is asked about exceptions that no region accepted.
   * Its answers: EXCEPTION_EXECUTE_HANDLER unwinds the thread, finally blocks run, and the process ends with the
   * code; EXCEPTION_CONTINUE_EXECUTION goes on; EXCEPTION_CONTINUE_SEARCH ends the process where it stands.
   * @param lpTopLevelExceptionFilter function or its address; NULL for none
   * @returns the filter before, or NULL
   */
  (lpTopLevelExceptionFilter: LPTOP_LEVEL_EXCEPTION_FILTER): LPTOP_LEVEL_EXCEPTION_FILTER;
}

/** See docs/decisions/0011-raising-routines.md for what its answers lead to. */
export const SetUnhandledExceptionFilter = routine<SetUnhandledExceptionFilter>()(
  {
    name: 'SetUnhandledExceptionFilter',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Sets the filter that is asked about exceptions which no guarded region accepted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      {
        name: 'lpTopLevelExceptionFilter',
        type: 'LPTOP_LEVEL_EXCEPTION_FILTER',
        direction: 'in',
        optional: true,
      },
    ],
    returns: 'LPTOP_LEVEL_EXCEPTION_FILTER',
    returnText: 'The filter before, or NULL.',
    seeAlso: ['UnhandledExceptionFilter', 'AddVectoredExceptionHandler'],
    since: '0.1.0',
  },
  ({ handlers }: Win32Services) =>
    (lpTopLevelExceptionFilter) => {
      const before = handlers.filter;
      handlers.filter = lpTopLevelExceptionFilter;
      return before;
    },
);

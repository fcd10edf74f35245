import type { EXCEPTION_POINTERS, LONG, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { EXCEPTION_EXECUTE_HANDLER } from '../seh/exception-constants.ts';
import { readRecord } from '../seh/record-in-memory.ts';
import type { Win32Services } from './win32-services.ts';

/** The last filter of a thread, as a filter of a program may call it too. */
export interface UnhandledExceptionFilter {
  /**
   * Asks the top-level filter. Called from a filter of a program, its answer is that filter's answer.
   * @param ExceptionInfo what GetExceptionInformation() gave, or the address of an EXCEPTION_POINTERS
   * @returns the filter's answer; EXCEPTION_EXECUTE_HANDLER when there is none or when it searches on
   */
  (ExceptionInfo: PVOID | EXCEPTION_POINTERS): LONG;
}

/** No debugger is ever attached, so it never answers EXCEPTION_CONTINUE_SEARCH (*ours*). */
export const UnhandledExceptionFilter = routine<UnhandledExceptionFilter>()(
  {
    name: 'UnhandledExceptionFilter',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Asks the top-level filter what becomes of an exception that nobody else accepted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'ExceptionInfo', type: 'struct _EXCEPTION_POINTERS *', direction: 'in' }],
    returns: 'LONG',
    returnText: "The top-level filter's answer, or EXCEPTION_EXECUTE_HANDLER.",
    seeAlso: ['SetUnhandledExceptionFilter'],
    since: '0.1.0',
  },
  (services: Win32Services) => (ExceptionInfo) => {
    const record =
      typeof ExceptionInfo === 'object'
        ? ExceptionInfo.ExceptionRecord
        : readRecord(services, services.memory.readPointer(ExceptionInfo)).record;
    if (typeof record?.ExceptionCode !== 'number')
      throw new TypeError('UnhandledExceptionFilter: ExceptionInfo has no exception record');
    return services.handlers.askFilter(record) || EXCEPTION_EXECUTE_HANDLER;
  },
);

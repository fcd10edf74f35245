import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { FARPROC, HMODULE } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_DLL_NOT_FOUND, STATUS_PROCEDURE_NOT_FOUND } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** A name below is the number of an export. */
const FIRST_NAME = 0x1_0000;

/** See the call signature. */
export interface GetProcAddress {
  /**
   * Finds a routine that a module exports.
   * @param hModule module from GetModuleHandle; NULL for the program, which exports nothing
   * @param lpProcName address of the name, in the case that it has; from TypeScript the name itself
   * @returns address of the routine, which can be called, or NULL: see GetLastError
   */
  (hModule: HMODULE | bigint, lpProcName: PVOID | string): FARPROC;
}

/** A routine that is not modelled is not there: a program that asks first goes without it (*ours*, docs/limits.md). */
export const GetProcAddress = routine<GetProcAddress>()(
  {
    name: 'GetProcAddress',
    header: 'libloaderapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Finds a routine of a module.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hModule', type: 'HMODULE', direction: 'in' },
      { name: 'lpProcName', type: 'LPCSTR', direction: 'in' },
    ],
    returns: 'FARPROC',
    returnText: 'Address of the routine, which can be called, or NULL: see GetLastError.',
    codes: [
      {
        code: 'STATUS_DLL_NOT_FOUND',
        when: 'hModule is not that of a module; last error ERROR_MOD_NOT_FOUND',
        modelled: 'produced',
      },
      {
        code: 'STATUS_PROCEDURE_NOT_FOUND',
        when: 'the module exports no such routine; last error ERROR_PROC_NOT_FOUND',
        modelled: 'produced',
      },
    ],
    seeAlso: ['GetModuleHandleA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hModule, lpProcName) => {
    const { modules, files } = services;
    if (typeof lpProcName === 'number' && lpProcName > 0 && lpProcName < FIRST_NAME)
      files.notModelled(`GetProcAddress with the number of an export, ${lpProcName}`);
    const module = pointerSized(services.architecture, hModule, 'hModule') || modules.program;
    if (!modules.has(module)) return failWith(services, STATUS_DLL_NOT_FOUND);
    const name = typeof lpProcName === 'string' ? lpProcName : files.text(lpProcName, false);
    return modules.routine(module, name) ?? failWith(services, STATUS_PROCEDURE_NOT_FOUND);
  },
  {
    failures: {
      STATUS_DLL_NOT_FOUND: failing(STATUS_DLL_NOT_FOUND),
      STATUS_PROCEDURE_NOT_FOUND: failing(STATUS_PROCEDURE_NOT_FOUND),
    },
  },
);

import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { HMODULE } from '../contract/win32-types.ts';
import { STATUS_DLL_NOT_FOUND } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** A directory in front of the name is not looked at (*ours*): no two modules have one name. */
function moduleHandle(services: Win32Services, name: PVOID | string, wide: boolean): number {
  const { modules, files } = services;
  if (name === 0) return modules.program;
  const text = typeof name === 'string' ? name : files.text(name, wide);
  return modules.find(text.replace(/^.*[\\/]/, '')) ?? failWith(services, STATUS_DLL_NOT_FOUND);
}

/** See the call signature. */
export interface GetModuleHandleA {
  /**
   * Finds a module of the process by its name.
   * @param lpModuleName address of the name, in any case, with or without `.dll`; from TypeScript the name itself; NULL for the program
   * @returns address of the module, or NULL: see GetLastError
   */
  (lpModuleName: PVOID | string): HMODULE;
}

/** The modules are those that irqlab has routines in; the bytes of their images are not modelled. */
export const GetModuleHandleA = routine<GetModuleHandleA>()(
  {
    name: 'GetModuleHandleA',
    header: 'libloaderapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Finds a module of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpModuleName', type: 'LPCSTR', direction: 'in', optional: true }],
    returns: 'HMODULE',
    returnText: 'Address of the module, or NULL: see GetLastError.',
    codes: [
      {
        code: 'STATUS_DLL_NOT_FOUND',
        when: 'the process has no such module; last error ERROR_MOD_NOT_FOUND',
        modelled: 'produced',
      },
    ],
    seeAlso: ['GetProcAddress'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpModuleName) => moduleHandle(services, lpModuleName, false),
  { failures: { STATUS_DLL_NOT_FOUND: failing(STATUS_DLL_NOT_FOUND) } },
);

/** See the call signature. */
export interface GetModuleHandleW {
  /**
   * Finds a module of the process by its name.
   * @param lpModuleName address of the name, in any case, with or without `.dll`; from TypeScript the name itself; NULL for the program
   * @returns address of the module, or NULL: see GetLastError
   */
  (lpModuleName: PVOID | string): HMODULE;
}

/** The modules are those that irqlab has routines in; the bytes of their images are not modelled. */
export const GetModuleHandleW = routine<GetModuleHandleW>()(
  {
    name: 'GetModuleHandleW',
    header: 'libloaderapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Finds a module of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpModuleName', type: 'LPCWSTR', direction: 'in', optional: true }],
    returns: 'HMODULE',
    returnText: 'Address of the module, or NULL: see GetLastError.',
    codes: [
      {
        code: 'STATUS_DLL_NOT_FOUND',
        when: 'the process has no such module; last error ERROR_MOD_NOT_FOUND',
        modelled: 'produced',
      },
    ],
    seeAlso: ['GetProcAddress'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpModuleName) => moduleHandle(services, lpModuleName, true),
  { failures: { STATUS_DLL_NOT_FOUND: failing(STATUS_DLL_NOT_FOUND) } },
);

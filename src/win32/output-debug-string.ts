import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** Reads the text as the program would, so an address that cannot be read faults. */
function outputDebugString(services: Win32Services, text: PVOID | string, wide: boolean): void {
  if (text === 0) return;
  services.debugPrint(typeof text === 'string' ? text : services.files.text(text, wide));
}

/** See the call signature. */
export interface OutputDebugStringA {
  /**
   * Shows text to a debugger: an event `debug-print`, as DbgPrint makes one.
   * @param lpOutputString address of the text, 8-bit characters up to a NUL; from TypeScript the text itself
   */
  (lpOutputString: PVOID | string): void;
}

/** The text is an event with the component DPFLTR_DEFAULT_ID, as that of DbgPrint (*ours*); NULL shows none (*ours*). */
export const OutputDebugStringA = routine<OutputDebugStringA>()(
  {
    name: 'OutputDebugStringA',
    header: 'debugapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Shows text to a debugger.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpOutputString', type: 'LPCSTR', direction: 'in', optional: true }],
    returns: 'void',
    remarks: [
      "The text is an event: nt.events has { kind: 'debug-print', component, level, text }. Nothing is filtered.",
    ],
    seeAlso: ['DebugBreak', 'DbgPrint'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpOutputString) => outputDebugString(services, lpOutputString, false),
);

/** See the call signature. */
export interface OutputDebugStringW {
  /**
   * Shows text to a debugger: an event `debug-print`, as DbgPrint makes one.
   * @param lpOutputString address of the text, 16-bit characters up to a NUL; from TypeScript the text itself
   */
  (lpOutputString: PVOID | string): void;
}

/** The text is an event with the component DPFLTR_DEFAULT_ID, as that of DbgPrint (*ours*); NULL shows none (*ours*). */
export const OutputDebugStringW = routine<OutputDebugStringW>()(
  {
    name: 'OutputDebugStringW',
    header: 'debugapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Shows text to a debugger.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'lpOutputString', type: 'LPCWSTR', direction: 'in', optional: true }],
    returns: 'void',
    remarks: [
      "The text is an event: nt.events has { kind: 'debug-print', component, level, text }. Nothing is filtered.",
    ],
    seeAlso: ['DebugBreak', 'DbgPrint'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpOutputString) => outputDebugString(services, lpOutputString, true),
);

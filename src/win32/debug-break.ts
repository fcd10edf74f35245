import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import type { SystemServices } from './system-services.ts';

/** See the call signature. */
export interface DebugBreak {
  /**
   * Runs a breakpoint instruction, which without a debugger raises EXCEPTION_BREAKPOINT.
   */
  (): void;
}

/** E-015: nobody moves the instruction pointer, so an answer to go on meets the same breakpoint again. */
export const DebugBreak = routine<DebugBreak>()(
  {
    name: 'DebugBreak',
    header: 'debugapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Runs a breakpoint instruction.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'void',
    seeAlso: ['DbgBreakPoint', 'IsDebuggerPresent'],
    since: '0.1.0',
  },
  ({ breakpoint, breakpointAddress }: SystemServices) =>
    () =>
      breakpoint(breakpointAddress),
);

/** See the call signature. */
export interface IsDebuggerPresent {
  /**
   * Tells whether a debugger is attached to the process.
   * @returns FALSE: the simulated machine has none
   */
  (): BOOL;
}

/** No debugger is modelled (docs/limits.md). */
export const IsDebuggerPresent = routine<IsDebuggerPresent>()(
  {
    name: 'IsDebuggerPresent',
    header: 'debugapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells whether a debugger is attached.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'BOOL',
    returnText: 'FALSE.',
    seeAlso: ['DebugBreak'],
    since: '0.1.0',
  },
  () => () => 0,
);

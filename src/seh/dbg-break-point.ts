import { routine } from '../contract/contract.ts';
import type { SehServices } from './seh-services.ts';

/** Services of DbgBreakPoint: the breakpoint instruction of the caller's mode. */
export interface BreakpointServices extends SehServices {
  /** Runs an `int 3` at an address; returns only when a filter continued and the cause is gone. */
  breakpoint(at: number): void;
  /** Address of DbgBreakPoint itself, where its `int 3` stands. */
  readonly breakpointAddress: number;
}

/** A breakpoint in the code. */
export interface DbgBreakPoint {
  /**
   * Breaks into the debugger. irqlab has none: STATUS_BREAKPOINT is raised, a filter may accept it. A filter that
   * answers EXCEPTION_CONTINUE_EXECUTION hits the same breakpoint again, since nothing moved the instruction pointer.
   */
  (): void;
}

/** E-015, BEHAVIOUR-DECISIONS 13. */
export const DbgBreakPoint = routine<DbgBreakPoint>()(
  {
    name: 'DbgBreakPoint',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h',
    library: 'NtDll.lib (user mode); NtosKrnl.lib (kernel mode)',
    dll: 'NtDll.dll (user mode); NtosKrnl.exe (kernel mode)',
    page: 'wdm/nf-wdm-dbgbreakpoint',
    summary: 'Runs a breakpoint instruction, which without a debugger raises STATUS_BREAKPOINT.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'any level', source: 'ours' },
    parameters: [],
    returns: 'void',
    seeAlso: ['ExRaiseStatus'],
    since: '0.1.0',
  },
  ({ breakpoint, breakpointAddress }: BreakpointServices) =>
    () =>
      breakpoint(breakpointAddress),
);

import type { ExceptionRecordInput, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { raiseInvalidTarget, type UnwindServices, unwindTo } from './rtl-unwind-request.ts';

/** RtlUnwind of x64, with room for a context and a search cache. */
export interface RtlUnwindEx {
  /**
   * Unwinds the thread to a guarded region and runs its handler. IRQL < DISPATCH_LEVEL. x64 only.
   * @param TargetFrame frame of the region: `TargetFrame` of a member of `nt.guardedRegions()`
   * @param TargetIp where to go on: `TargetIp` of the same member, its handler
   * @param ExceptionRecord record to unwind with, or NULL for STATUS_UNWIND; its flags get EXCEPTION_UNWINDING
   * @param ReturnValue value in the result register at the target: what GetExceptionCode() gives there
   * @param ContextRecord room for registers; not touched, irqlab has none
   * @param HistoryTable cache of function table look-ups; not touched, irqlab has no function tables
   */
  (
    TargetFrame: PVOID,
    TargetIp: PVOID,
    ExceptionRecord: PVOID | ExceptionRecordInput,
    ReturnValue: PVOID,
    ContextRecord: PVOID,
    HistoryTable: PVOID,
  ): void;
}

/** E-026, as RtlUnwind (*ours*, docs/decisions/0011-raising-routines.md). */
export const RtlUnwindEx = routine<RtlUnwindEx>()(
  {
    name: 'RtlUnwindEx',
    header: 'winnt.h',
    library: 'NtosKrnl.lib (kernel mode); ntdll.lib (user mode)',
    dll: 'NtosKrnl.exe (kernel mode); ntdll.dll (user mode)',
    page: null,
    summary: 'Unwinds the thread to one of its guarded regions and goes on at its handler.',
    modes: ['kernel', 'user'],
    only: 'x64',
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'TargetFrame', type: 'PVOID', direction: 'in', optional: true },
      { name: 'TargetIp', type: 'PVOID', direction: 'in', optional: true },
      { name: 'ExceptionRecord', type: 'PEXCEPTION_RECORD', direction: 'in', optional: true },
      { name: 'ReturnValue', type: 'PVOID', direction: 'in' },
      { name: 'ContextRecord', type: 'PCONTEXT', direction: 'in' },
      { name: 'HistoryTable', type: 'PUNWIND_HISTORY_TABLE', direction: 'in', optional: true },
    ],
    returns: 'void',
    codes: [
      {
        code: 'STATUS_INVALID_UNWIND_TARGET',
        when: 'Raised when TargetFrame is not the frame of an open region of the thread.',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlUnwind', 'RtlRaiseException'],
    since: '0.1.0',
  },
  (services: UnwindServices) => (TargetFrame, TargetIp, ExceptionRecord, ReturnValue) => {
    unwindTo(services, 'RtlUnwindEx', TargetFrame, TargetIp, ExceptionRecord, ReturnValue);
  },
  { failures: { STATUS_INVALID_UNWIND_TARGET: raiseInvalidTarget } },
);

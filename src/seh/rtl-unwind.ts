import type { ExceptionRecordInput, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { raiseInvalidTarget, type UnwindServices, unwindTo } from './rtl-unwind-request.ts';

/** Leaves guarded regions without an exception. */
export interface RtlUnwind {
  /**
   * Unwinds the thread to a guarded region and runs its handler. IRQL < DISPATCH_LEVEL.
   * The finally blocks in between run first, with AbnormalTermination() 1.
   * @param TargetFrame frame of the region: `TargetFrame` of a member of `nt.guardedRegions()`
   * @param TargetIp where to go on: `TargetIp` of the same member, its handler
   * @param ExceptionRecord record to unwind with, or NULL for STATUS_UNWIND; its flags get EXCEPTION_UNWINDING
   * @param ReturnValue value in the result register at the target: what GetExceptionCode() gives there
   */
  (
    TargetFrame: PVOID,
    TargetIp: PVOID,
    ExceptionRecord: PVOID | ExceptionRecordInput,
    ReturnValue: PVOID,
  ): void;
}

/** E-026. Frames and handlers have made-up addresses (*ours*, docs/decisions/0011-raising-routines.md). */
export const RtlUnwind = routine<RtlUnwind>()(
  {
    name: 'RtlUnwind',
    header: 'winnt.h',
    library: 'NtosKrnl.lib (kernel mode); ntdll.lib (user mode)',
    dll: 'NtosKrnl.exe (kernel mode); ntdll.dll (user mode)',
    page: null,
    summary: 'Unwinds the thread to one of its guarded regions and goes on at its handler.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'TargetFrame', type: 'PVOID', direction: 'in', optional: true },
      { name: 'TargetIp', type: 'PVOID', direction: 'in', optional: true },
      { name: 'ExceptionRecord', type: 'PEXCEPTION_RECORD', direction: 'in', optional: true },
      { name: 'ReturnValue', type: 'PVOID', direction: 'in' },
    ],
    returns: 'void',
    codes: [
      {
        code: 'STATUS_INVALID_UNWIND_TARGET',
        when: 'Raised when TargetFrame is not the frame of an open region of the thread.',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlUnwindEx', 'RtlRaiseException'],
    since: '0.1.0',
  },
  (services: UnwindServices) => (TargetFrame, TargetIp, ExceptionRecord, ReturnValue) =>
    unwindTo(services, 'RtlUnwind', TargetFrame, TargetIp, ExceptionRecord, ReturnValue),
  { failures: { STATUS_INVALID_UNWIND_TARGET: raiseInvalidTarget } },
);

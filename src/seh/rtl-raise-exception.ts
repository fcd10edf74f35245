import type { ExceptionRecordInput, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { copyRecord, statusException } from './exception-record.ts';
import { readRecord } from './record-in-memory.ts';
import type { SehServices } from './seh-services.ts';

/** Raises an exception with flags and parameters of the caller's choice. */
export interface RtlRaiseException {
  /**
   * Raises the exception that a record describes. IRQL < DISPATCH_LEVEL.
   * Returns when a filter answered EXCEPTION_CONTINUE_EXECUTION and the record is continuable.
   * @param ExceptionRecord address of an EXCEPTION_RECORD, or an object with at least ExceptionCode
   */
  (ExceptionRecord: PVOID | ExceptionRecordInput): void;
}

/**
 * E-020. ExceptionAddress becomes the return address of the call, whatever the
 * record says. The caller's record is not written to: what a filter sees is a
 * copy (*ours*; Windows uses the caller's own).
 */
export const RtlRaiseException = routine<RtlRaiseException>()(
  {
    name: 'RtlRaiseException',
    header: 'winnt.h',
    library: 'ntdll.lib',
    dll: 'NtosKrnl.exe, ntdll.dll',
    page: null,
    summary: 'Raises the exception that a record describes.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'ExceptionRecord', type: 'PEXCEPTION_RECORD', direction: 'in' }],
    returns: 'void',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'Raised instead when the record counts more than 15 parameters.',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlRaiseStatus', 'ExRaiseStatus'],
    since: '0.1.0',
  },
  (services: SehServices) => (ExceptionRecord) => {
    const { seh } = services;
    const at = services.callerAddress();
    if (typeof ExceptionRecord === 'object') return seh.raise(copyRecord(ExceptionRecord, at));
    const { record, valid } = readRecord(services, ExceptionRecord);
    // E-031 says it of NtRaiseException, through which this routine goes as well (reimplemented).
    if (!valid) return seh.raise(statusException(STATUS_INVALID_PARAMETER, at));
    return seh.raise({ ...record, ExceptionAddress: at });
  },
);

import type { NTSTATUS } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { statusException } from './exception-record.ts';
import type { SehServices } from './seh-services.ts';

/** How a driver raises an exception of its own. */
export interface ExRaiseStatus {
  /**
   * Raises a noncontinuable exception with a status as its code. IRQL <= APC_LEVEL.
   * It does not return: a filter that answers "continue" causes STATUS_NONCONTINUABLE_EXCEPTION.
   * @param Status code of the exception, as GetExceptionCode() will give it
   */
  (Status: NTSTATUS): void;
}

/** E-027, E-029. No parameters and no chained record, as RtlRaiseStatus (E-019, reimplemented). */
export const ExRaiseStatus = routine<ExRaiseStatus>()(
  {
    name: 'ExRaiseStatus',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exraisestatus',
    summary: 'Raises a noncontinuable exception that has the given status as its code.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Status', type: 'NTSTATUS', direction: 'in' }],
    returns: 'void',
    seeAlso: ['ExRaiseAccessViolation', 'ExRaiseDatatypeMisalignment', 'RtlRaiseException'],
    since: '0.1.0',
  },
  ({ seh, callerAddress }: SehServices) =>
    (Status) =>
      seh.raise(statusException(Status, callerAddress())),
);

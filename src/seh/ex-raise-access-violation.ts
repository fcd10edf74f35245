import { routine } from '../contract/contract.ts';
import { STATUS_ACCESS_VIOLATION } from '../status/common.ts';
import { statusException } from './exception-record.ts';
import type { SehServices } from './seh-services.ts';

/** How code that checks an address by itself reports an access violation. */
export interface ExRaiseAccessViolation {
  /**
   * Raises STATUS_ACCESS_VIOLATION, noncontinuable and without parameters. IRQL = PASSIVE_LEVEL. It does not return.
   */
  (): void;
}

/** E-027. A fault of the processor carries parameters; this one does not (reimplemented). */
export const ExRaiseAccessViolation = routine<ExRaiseAccessViolation>()(
  {
    name: 'ExRaiseAccessViolation',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-exraiseaccessviolation',
    summary: 'Raises a noncontinuable exception with the code STATUS_ACCESS_VIOLATION.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL (see Remarks section)', source: 'page' },
    parameters: [],
    returns: 'void',
    seeAlso: ['ExRaiseStatus', 'ExRaiseDatatypeMisalignment'],
    since: '0.1.0',
  },
  ({ seh, callerAddress }: SehServices) =>
    () =>
      seh.raise(statusException(STATUS_ACCESS_VIOLATION, callerAddress())),
);

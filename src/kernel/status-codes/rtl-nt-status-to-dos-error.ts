import type { NTSTATUS, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import { rtlNtStatusToDosError } from '../../status/rtl-nt-status-to-dos-error.ts';

/** See the call signature. */
export interface RtlNtStatusToDosError {
  /**
   * Gives the error of the Windows API that belongs to a status. IRQL < DISPATCH_LEVEL.
   * @param Status status of a routine
   * @returns the error; ERROR_MR_MID_NOT_FOUND (317) for a status that has none
   */
  (Status: NTSTATUS): ULONG;
}

/** The table is that of the last error of routines of the Windows API (win32errors.json). The last status stays (*ours*). */
export const RtlNtStatusToDosError: Routine<object, RtlNtStatusToDosError> = routine<RtlNtStatusToDosError>()(
  {
    name: 'RtlNtStatusToDosError',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-rtlntstatustodoserror',
    summary: 'Gives the error of the Windows API that belongs to a status.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Status', type: 'NTSTATUS', direction: 'in' }],
    returns: 'ULONG',
    returnText: 'The error; ERROR_MR_MID_NOT_FOUND for a status that has none.',
    seeAlso: ['GetLastError'],
    since: '0.1.0',
  },
  (_services: object) => (Status) => rtlNtStatusToDosError(Status),
);

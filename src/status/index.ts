/**
 * NTSTATUS, Win32 error, HRESULT and bug check names and values: the entry `irqlab/status`.
 *
 * Nothing is decoded before the first look-up, so importing it costs next to nothing.
 *
 * @module
 */

export type { BugCheckDetails, BugCheckSubtype } from './bug-check-table.ts';
export { type BugCheckInfo, bugCheckCode, bugCheckInfo, bugCheckName, bugCheckNames } from './bug-checks.ts';
export * from './common.ts';
export * from './common-hresults.ts';
export { formatNtStatus } from './format-nt-status.ts';
export { HRESULT_FROM_WIN32 } from './hresult-from-win32.ts';
export { hresultName, hresultNames, hresultValue } from './hresult-names.ts';
export {
  hresultCode,
  hresultCustomer,
  hresultFacility,
  hresultFailed,
  hresultSeverity,
  hresultSucceeded,
} from './hresult-parts.ts';
export { ntStatusName, ntStatusNames, ntStatusValue } from './nt-status-names.ts';
export {
  type NtStatusSeverity,
  ntStatusCode,
  ntStatusCustomer,
  ntStatusFacility,
  ntStatusSeverity,
} from './nt-status-parts.ts';
export { NT_ERROR, NT_INFORMATION, NT_SUCCESS, NT_WARNING } from './nt-success.ts';
export { rtlNtStatusToDosError } from './rtl-nt-status-to-dos-error.ts';
export { win32ErrorName, win32ErrorNames, win32ErrorValue } from './win32-error-names.ts';

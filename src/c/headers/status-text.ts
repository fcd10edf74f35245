/** Headers that are lists of codes, from the tables of src/status. */
import { bugCheckCode, bugCheckNames } from '../../status/bug-checks.ts';
import { hresultNames, hresultValue } from '../../status/hresult-names.ts';
import { ntStatusNames, ntStatusValue } from '../../status/nt-status-names.ts';
import { win32ErrorNames, win32ErrorValue } from '../../status/win32-error-names.ts';

const hex = (value: number | undefined): string => `0x${(value ?? 0).toString(16).toUpperCase()}`;

/** Statuses that winnt.h defines as well. The facts do not say which: *ours*, decision 0076. */
const WINNT = `
  STATUS_WAIT_0 STATUS_ABANDONED_WAIT_0 STATUS_USER_APC STATUS_TIMEOUT STATUS_PENDING
  STATUS_SEGMENT_NOTIFICATION STATUS_FATAL_APP_EXIT STATUS_GUARD_PAGE_VIOLATION STATUS_DATATYPE_MISALIGNMENT
  STATUS_BREAKPOINT STATUS_SINGLE_STEP STATUS_LONGJUMP STATUS_UNWIND_CONSOLIDATE STATUS_ACCESS_VIOLATION
  STATUS_IN_PAGE_ERROR STATUS_INVALID_HANDLE STATUS_INVALID_PARAMETER STATUS_NO_MEMORY
  STATUS_ILLEGAL_INSTRUCTION STATUS_NONCONTINUABLE_EXCEPTION STATUS_INVALID_DISPOSITION
  STATUS_ARRAY_BOUNDS_EXCEEDED STATUS_FLOAT_DENORMAL_OPERAND STATUS_FLOAT_DIVIDE_BY_ZERO
  STATUS_FLOAT_INEXACT_RESULT STATUS_FLOAT_INVALID_OPERATION STATUS_FLOAT_OVERFLOW STATUS_FLOAT_STACK_CHECK
  STATUS_FLOAT_UNDERFLOW STATUS_INTEGER_DIVIDE_BY_ZERO STATUS_INTEGER_OVERFLOW STATUS_PRIVILEGED_INSTRUCTION
  STATUS_STACK_OVERFLOW STATUS_DLL_NOT_FOUND STATUS_ORDINAL_NOT_FOUND STATUS_ENTRYPOINT_NOT_FOUND
  STATUS_CONTROL_C_EXIT STATUS_DLL_INIT_FAILED STATUS_CONTROL_STACK_VIOLATION STATUS_FLOAT_MULTIPLE_FAULTS
  STATUS_FLOAT_MULTIPLE_TRAPS STATUS_REG_NAT_CONSUMPTION STATUS_HEAP_CORRUPTION STATUS_STACK_BUFFER_OVERRUN
  STATUS_INVALID_CRUNTIME_PARAMETER STATUS_ASSERTION_FAILURE STATUS_ENCLAVE_VIOLATION STATUS_INTERRUPTED
  STATUS_THREAD_NOT_RUNNING STATUS_ALREADY_REGISTERED STATUS_SXS_EARLY_DEACTIVATION
  STATUS_SXS_INVALID_DEACTIVATION DBG_EXCEPTION_HANDLED DBG_CONTINUE DBG_REPLY_LATER DBG_TERMINATE_THREAD
  DBG_TERMINATE_PROCESS DBG_CONTROL_C DBG_PRINTEXCEPTION_C DBG_RIPEXCEPTION DBG_CONTROL_BREAK
  DBG_COMMAND_EXCEPTION DBG_PRINTEXCEPTION_WIDE_C DBG_EXCEPTION_NOT_HANDLED`;

/** ntstatus.h. */
export const ntstatusText = (): string =>
  ntStatusNames()
    .map((name) => `#define ${name} ((NTSTATUS)${hex(ntStatusValue(name))}L)`)
    .join('\n');

/**
 * The statuses of winnt.h, which a program leaves out with WIN32_NO_STATUS to include ntstatus.h. Behind ntstatus.h
 * they are left out too (*ours*): Windows warns of each.
 */
export const winntStatusText = (): string =>
  [
    '#if !defined(WIN32_NO_STATUS) && !defined(_NTSTATUS_)',
    ...WINNT.trim()
      .split(/\s+/)
      .map((name) => `#define ${name} ((DWORD)${hex(ntStatusValue(name))}L)`),
    '#endif',
  ].join('\n');

/** bugcodes.h. Two bug checks are statuses, which ntstatus.h has. */
export const bugcodesText = (): string =>
  bugCheckNames()
    .filter((name) => ntStatusValue(name) === undefined)
    .map((name) => `#define ${name} ((ULONG)${hex(bugCheckCode(name))}L)`)
    .join('\n');

/** The codes of winerror.h: Win32 errors and those HRESULTs that the tables know. */
export function winerrorCodes(): string {
  const errors = win32ErrorNames();
  const known = new Set(errors);
  return [
    ...errors.map((name) => `#define ${name} ${win32ErrorValue(name) ?? 0}L`),
    ...hresultNames()
      .filter((name) => !known.has(name))
      .map((name) => `#define ${name} ((HRESULT)${hex(hresultValue(name))}L)`),
  ].join('\n');
}

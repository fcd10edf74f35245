/**
 * The bug check of an exception that nobody handled, by the context it was
 * raised in (BEHAVIOUR-DECISIONS 8). Pure.
 */
import type { Architecture, EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { BugCheckParameters } from '../machine/stop.ts';
import { formatNtStatus } from '../status/format-nt-status.ts';
import { bugCheckPage } from './bug-check.ts';

/**
 * Which code was running: DriverEntry, a system thread or a work item; a system call, dispatch routines
 * included; a DPC or anything else.
 */
export type UnhandledContext = 'system-thread' | 'system-call' | 'dpc';

/** The same, and what a program cannot enter by itself. */
export type InterruptContext = UnhandledContext | 'apc' | 'isr';

/** Where the structures lie that parameters point at; 0 when irqlab has no such structure (*ours*). */
export interface UnhandledAddresses {
  readonly record: number;
  readonly context: number;
  readonly trapFrame: number;
}

/** Code, parameters and the words of the report. */
export interface UnhandledBugCheck {
  readonly code: number;
  readonly parameters: BugCheckParameters;
  readonly rule: string;
  readonly page: string | null;
  readonly fix: string;
}

const SYSTEM_THREAD_EXCEPTION_NOT_HANDLED = 0x7e;
const SYSTEM_SERVICE_EXCEPTION = 0x3b;
const KERNEL_MODE_EXCEPTION_NOT_HANDLED = 0x8e;
const KMODE_EXCEPTION_NOT_HANDLED = 0x1e;

/** Code and parameters: D-093, D-095, BEHAVIOUR-DECISIONS 8. */
function parametersOf(
  context: InterruptContext,
  architecture: Architecture,
  record: EXCEPTION_RECORD,
  addresses: UnhandledAddresses,
): [code: number, parameters: BugCheckParameters] {
  const status = record.ExceptionCode >>> 0;
  // The status is a signed 32-bit number; x64 extends its sign when it becomes a parameter of 0x1E and 0x7E.
  const extended = architecture === 'x64' ? status | 0 : status;
  const { ExceptionAddress: at, ExceptionInformation: information } = record;
  if (context === 'system-thread') {
    return [SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, [extended, at, addresses.record, addresses.context]];
  }
  if (context === 'system-call' && architecture === 'x64') {
    return [SYSTEM_SERVICE_EXCEPTION, [status, at, addresses.context, 0]];
  }
  if (context === 'system-call') {
    return [KERNEL_MODE_EXCEPTION_NOT_HANDLED, [status, at, addresses.trapFrame, 0]];
  }
  return [KMODE_EXCEPTION_NOT_HANDLED, [extended, at, information[0] ?? 0, information[1] ?? 0]];
}

/** The bug check of an unhandled exception. */
export function unhandledBugCheck(
  context: InterruptContext,
  architecture: Architecture,
  record: EXCEPTION_RECORD,
  addresses: UnhandledAddresses,
): UnhandledBugCheck {
  const [code, parameters] = parametersOf(context, architecture, record, addresses);
  return {
    code,
    parameters,
    rule: `an exception raised in kernel mode is handled: ${formatNtStatus(record.ExceptionCode)}`,
    page: bugCheckPage(code),
    fix: 'Guard the code with __try/__except and a filter for this status, or remove the cause.',
  };
}

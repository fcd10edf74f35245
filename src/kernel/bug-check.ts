/**
 * Makes the typed data of a bug check. What stops the machine with it, and what
 * later calls meet, is the door's affair; the text is bug-check-report.ts.
 */
import type { Architecture } from '../contract/c-types.ts';
import type { Provenance } from '../contract/contract.ts';
import type { PointerTable } from '../machine/addresses.ts';
import { BugCheck, type BugCheckParameters } from '../machine/stop.ts';
import { bugCheckInfo } from '../status/bug-checks.ts';
import { parameterMeanings } from './bug-check-meanings.ts';
import { formatBugCheck } from './bug-check-report.ts';

/** What the stop is about, and where the machine stood. */
export interface BugCheckInput {
  readonly architecture: Architecture;
  /** Unsigned 32-bit code. */
  readonly code: number;
  /** Up to four parameters; the rest is 0. */
  readonly parameters: readonly number[];
  /** The rule that was broken. */
  readonly rule: string;
  /** Page on which the rule stands. Left out: the page of the bug check, if it has one. */
  readonly page?: string | null;
  /** Where code and parameters come from. Left out: documented. */
  readonly provenance?: Provenance;
  /** How to mend it, in one sentence. */
  readonly fix: string;
  readonly irql: number;
  readonly processor: number;
  readonly thread: number;
  readonly process: { readonly id: number; readonly name: string };
  /** Innermost first, as `module!Function+0x1c`. */
  readonly callStack: readonly string[];
  readonly details?: readonly string[];
  /** Table of non-canonical pointers, so that the report prints them exactly. */
  readonly pointers?: PointerTable;
}

/** What WinDbg prints for a code that bugcodes.h does not have. */
const UNKNOWN_NAME = 'Unknown bugcheck code';

/**
 * Page of a bug check in the debugger's documentation: `debugger/bug-check-0xa--irql-not-less-or-equal`.
 *
 * @returns null when only bugcodes.h knows the code
 */
export function bugCheckPage(code: number): string | null {
  const info = bugCheckInfo(code);
  if (!info?.documented) return null;
  const words = (info.pageName ?? info.name).toLowerCase().replaceAll('_', '-');
  return `debugger/bug-check-0x${info.code.toString(16)}--${words}`;
}

/**
 * Makes a bug check: name and meanings are looked up, the report is formatted.
 *
 * @remarks On x86 parameters are unsigned 32-bit numbers, on x64 signed canonical ones, like addresses.
 */
export function makeBugCheck(input: BugCheckInput): BugCheck {
  const { architecture, code, rule, fix, irql, processor, thread, process, callStack } = input;
  const parameter = (index: number) => {
    const value = input.parameters[index] ?? 0;
    return architecture === 'x86' ? value >>> 0 : value;
  };
  const parameters: BugCheckParameters = [parameter(0), parameter(1), parameter(2), parameter(3)];
  const data = {
    code: code >>> 0,
    name: bugCheckInfo(code >>> 0)?.name ?? UNKNOWN_NAME,
    parameters,
    meanings: parameterMeanings(code >>> 0, parameters),
    rule,
    page: input.page === undefined ? bugCheckPage(code >>> 0) : input.page,
    provenance: input.provenance ?? 'documented',
    fix,
    irql,
    processor,
    thread,
    process,
    callStack,
    details: input.details ?? [],
  };
  return new BugCheck(data, formatBugCheck(data, architecture, input.pointers));
}

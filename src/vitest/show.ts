/** Values as a driver developer reads them: names, and hexadecimal numbers. */
import { formatNtStatus, type MachineEvent, type Outcome } from '../index.ts';
import { ntStatusValue } from '../status/index.ts';

/** A status by its value, signed or unsigned, or by its name. */
export type StatusLike = number | `STATUS_${string}`;

/** Value of a status, unsigned. Throws TypeError for a name that no header has, and for what is no status. */
export function statusValue(matcher: string, status: unknown): number {
  if (typeof status === 'number' && Number.isInteger(status) && status >= -(2 ** 31) && status < 2 ** 32)
    return status >>> 0;
  const value = typeof status === 'string' ? ntStatusValue(status) : undefined;
  if (value === undefined)
    throw new TypeError(
      `${matcher}: ${typeof status === 'string' ? JSON.stringify(status) : String(status)} is no NTSTATUS; give its value or its name: 'STATUS_NO_MEMORY'`,
    );
  return value;
}

/** A number in hexadecimal, as an unsigned one of 64 bits: `0xFFFFFFFFC0000005`. */
export const hex = (value: number | bigint): string =>
  `0x${BigInt.asUintN(64, BigInt(value)).toString(16).toUpperCase()}`;

/** Any value: numbers both ways where they differ. */
export function showValue(value: unknown): string {
  if (typeof value === 'bigint') return hex(value);
  if (typeof value === 'number' && Number.isInteger(value))
    return value >= 0 && value < 10 ? String(value) : hex(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return `function ${value.name || '(no name)'}`;
  if (typeof value !== 'object' || value === null) return String(value);
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? hex(one) : one));
}

/** Frames of the test runner and of Node, which say nothing about the program. */
const FOREIGN = /node_modules[\\/]|\bnode:|^\s*(async )?process\.|<anonymous>/;

/** True for a line of a call stack that is the program's, the test's or a routine's. */
export const isOfProgram = (frame: string): boolean => !FOREIGN.test(frame);

/** `, where` and `, why` of a stack or of details, indented. */
export const indented = (lines: readonly string[], by = '  '): string =>
  lines.map((line) => `\n${by}${line}`).join('');

/** `0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION (0xE5, 0x2, 0x0, 0x0)`. */
export const showBugCheck = (code: number, name: string | undefined, parameters?: string): string =>
  `${hex(code >>> 0)}${name === undefined ? '' : ` ${name}`}${parameters === undefined ? '' : ` (${parameters})`}`;

/** What became of a block, as the end of a sentence that begins with "it". */
export function showOutcome(outcome: Outcome<unknown>): string {
  switch (outcome.kind) {
    case 'returned':
      return outcome.value === undefined ? 'returned' : `returned ${showValue(outcome.value)}`;
    case 'raised':
      return `raised ${showRecord(outcome.record)}`;
    case 'bugcheck': {
      const { code, name, parameters, meanings, rule, fix, details, callStack } = outcome;
      const values = parameters.map((value) => hex(value));
      const meant = meanings.flatMap((meaning, index) =>
        meaning === '' || meaning === 'zero' ? [] : [`${values[index]}: ${meaning}`],
      );
      const stack = callStack.length === 0 ? [] : ['call stack:', ...callStack.map((frame) => `  ${frame}`)];
      const lines = [`rule: ${rule}`, `fix: ${fix}`, ...meant, ...details, ...stack];
      return `was bug check ${showBugCheck(code, name, values.join(', '))}${indented(lines)}`;
    }
    case 'stopped':
      return `stopped (${outcome.reason}): ${outcome.message}${indented(outcome.details)}`;
  }
}

/** An exception: its status, and what it tells of itself. */
export function showRecord({
  ExceptionCode,
  ExceptionInformation,
}: Extract<Outcome<unknown>, { kind: 'raised' }>['record']): string {
  const more = [...ExceptionInformation].map((one) => hex(one)).join(', ');
  return `${formatNtStatus(ExceptionCode)}${more === '' ? '' : ` with ${more}`}`;
}

/** An event in one line: its kind, then what it tells. */
export function showEvent(event: Partial<MachineEvent>): string {
  const { kind, ...rest } = event as Readonly<Record<string, unknown>>;
  const told = Object.entries(rest).map(([name, value]) => `${name} ${showTold(name, value)}`);
  return [String(kind ?? 'any event'), ...(told.length === 0 ? [] : [told.join(', ')])].join(': ');
}

function showTold(name: string, value: unknown): string {
  if (name === 'record' && isRecord(value)) return showRecord(value);
  if (name === 'code' && typeof value === 'number') return formatNtStatus(value);
  if (name === 'stop' && value instanceof Error) return value.message.split('\n')[0] ?? '';
  if (Array.isArray(value)) return `[${value.map((one) => showValue(one)).join(', ')}]`;
  return showValue(value);
}

const isRecord = (value: unknown): value is Extract<Outcome<unknown>, { kind: 'raised' }>['record'] =>
  typeof value === 'object' && value !== null && 'ExceptionCode' in value && 'ExceptionInformation' in value;

/** `toBugCheck(code, parameters?)`: the machine halted with a bug check. */
import { bugCheckCode, bugCheckName, ntStatusValue } from '../status/index.ts';
import { hex, showBugCheck, showOutcome } from './show.ts';
import { type Matching, outcomeAlone, type Verdict } from './subject.ts';

/** A parameter of a bug check: a number, the name of a status, or undefined for any. */
export type ParameterLike = number | bigint | string | undefined;

/**
 * The machine halted with a bug check.
 * @param received a function that is run with nothing around it, so that an exception it lets out becomes the bug
 *   check that Windows would make of it; an outcome; the result of a program
 * @param code left out: any bug check
 * @param parameters the first of the four, in order; those that are left out or undefined may have any value
 */
export function toBugCheck(
  this: Matching,
  received: unknown,
  code?: number | string,
  parameters: readonly ParameterLike[] = [],
): Verdict {
  const wanted = code === undefined ? null : codeOf(code);
  const values = parameters.map(parameterOf);
  const outcome = outcomeAlone(this, 'toBugCheck', received);
  const pass =
    outcome.kind === 'bugcheck' &&
    (wanted === null || outcome.code >>> 0 === wanted) &&
    values.every((value, index) => value === null || isSame(value, outcome.parameters[index] ?? 0));
  const shown = values.map((value) => (value === null ? '…' : hex(value))).join(', ');
  const what =
    wanted === null
      ? 'a bug check'
      : `bug check ${showBugCheck(wanted, bugCheckName(wanted), values.length === 0 ? undefined : shown)}`;
  return {
    pass,
    message: () =>
      pass
        ? `expected no ${what.replace(/^a /, '')}, but it ${showOutcome(outcome)}`
        : `expected ${what}, but it ${showOutcome(outcome)}`,
  };
}

function codeOf(code: number | string): number {
  if (typeof code === 'number' && Number.isInteger(code) && code >= -(2 ** 31) && code < 2 ** 32)
    return code >>> 0;
  const value = typeof code === 'string' ? bugCheckCode(code) : undefined;
  if (value === undefined)
    throw new TypeError(
      `toBugCheck: ${String(code)} is no bug check; give its code or its name: 0xC4, 'DRIVER_VERIFIER_DETECTED_VIOLATION'`,
    );
  return value;
}

function parameterOf(parameter: ParameterLike, index: number): bigint | null {
  if (parameter === undefined) return null;
  const value = typeof parameter === 'string' ? ntStatusValue(parameter) : parameter;
  if (value === undefined || (typeof value === 'number' && !Number.isInteger(value)) || index > 3)
    throw new TypeError(
      `toBugCheck: parameter ${index + 1} is ${String(parameter)}; there are four, each a whole number or the name of a status`,
    );
  return BigInt(value);
}

/** Numbers of 32 bits are the same signed and unsigned, others as pointers are. */
function isSame(wanted: bigint, actual: number): boolean {
  const given = BigInt(actual);
  const bits = isSmall(wanted) && isSmall(given) ? 32 : 64;
  return BigInt.asUintN(bits, wanted) === BigInt.asUintN(bits, given);
}

const isSmall = (value: bigint): boolean => value >= -(2n ** 31n) && value < 2n ** 32n;

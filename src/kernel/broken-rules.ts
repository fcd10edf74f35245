/** The rules that a caller can break as data, for documentation: what violations.ts says, with its functions called. */
import type { Provenance } from '../contract/contract.ts';
import { bugCheckInfo } from '../status/bug-checks.ts';
import { parameterMeanings } from './bug-check-meanings.ts';
import type { Consequence } from './violations/row.ts';
import { violationKeys, violations } from './violations.ts';

/** One parameter of a rule's bug check. */
export interface RuleParameter {
  /** Its value where it is the same every time, as a subtype is; else null. */
  readonly fixed: number | null;
  /** What it says; empty where no source does. */
  readonly meaning: string;
}

/** The bug check that a broken rule leads to. */
export interface RuleBugCheck {
  /** Code. */
  readonly code: number;
  /** Name of the code. */
  readonly name: string;
  /** The four parameters. */
  readonly parameters: readonly RuleParameter[];
  /** Where code and parameters come from. */
  readonly from: Provenance;
}

/** A rule that a caller can break. */
export interface BrokenRule {
  /** Key of the rule, as findings and conditions name it. */
  readonly key: string;
  /** The rule in one sentence. */
  readonly rule: string;
  /** How to mend what breaks it. */
  readonly fix: string;
  /** With Driver Verifier. */
  readonly verifier: RuleBugCheck;
  /** Without it; null when nothing notices. */
  readonly free: RuleBugCheck | null;
}

/** Every rule that a caller can break, in the order of their keys. */
export function brokenRules(): readonly BrokenRule[] {
  return [...violationKeys].sort().map((key) => {
    const { text, fix, on, off } = violations[key];
    return {
      key,
      rule: text('the routine', undefined),
      fix,
      verifier: bugCheckOf(on),
      free: off === null ? null : bugCheckOf(off),
    };
  });
}

function bugCheckOf({ code, parameters, from }: Consequence): RuleBugCheck {
  // What does not follow the values of the violation is the rule's own: its subtype.
  const [zeros, others] = [parameters(() => 0, 'x64'), parameters((index) => index + 1, 'x64')];
  const meanings = parameterMeanings(code, zeros);
  return {
    code,
    name: bugCheckInfo(code)?.name ?? '',
    parameters: meanings.map((meaning, index) => ({
      fixed: zeros[index] === others[index] ? (zeros[index] ?? null) : null,
      meaning: meaning === 'zero' ? '' : meaning,
    })),
    from,
  };
}

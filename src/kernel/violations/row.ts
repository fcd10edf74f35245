/** The form of a rule's row, and what the rows of several families are made of. What rows mean: ../violations.ts. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Contract, Provenance } from '../../contract/contract.ts';
import type { BugCheckParameters } from '../../machine/stop.ts';

/** What the rule's sentence and page are made from, when a declared routine was called. */
export type RoutineFacts = Pick<Contract, 'name' | 'page' | 'maxIrql'>;

/** The bug check that a broken rule leads to. */
export interface Consequence {
  readonly code: number;
  /** Builds the four parameters from the values of the violation. A value that was not given counts as 0. */
  readonly parameters: (value: (index: number) => number, architecture: Architecture) => BugCheckParameters;
  /** Where code and parameters come from. */
  readonly from: Provenance;
}

/** One rule. */
export interface Row {
  /** What `Violation.values` holds, in order. */
  readonly values: readonly string[];
  /** With Driver Verifier. */
  readonly on: Consequence;
  /** Without it; null when nothing notices. */
  readonly off: Consequence | null;
  /** The rule in one sentence. */
  readonly text: (routine: string, facts: RoutineFacts | undefined) => string;
  /** Page on which the rule stands; 'routine' for the page of the routine that was called. */
  readonly page: string | 'routine' | null;
  /** Page for a routine that has none: the kernel's own form of a macro that has one. */
  readonly pageWithout?: string;
  /** How to mend it, in one sentence. */
  readonly fix: string;
}

/** 0xC4 with a subtype and up to three values. */
export const verifier = (subtype: number, from: Provenance): Consequence => ({
  code: 0xc4,
  parameters: (value) => [subtype, value(0), value(1), value(2)],
  from,
});

/** Only the level is a parameter (BEHAVIOUR-DECISIONS 1); the limit is for the report. */
export const wrongLevel = (subtype: number): Consequence => ({
  code: 0xc4,
  parameters: (value) => [subtype, value(0), 0, 0],
  from: 'ours',
});

/** Four zeros where the page of the bug check lists no parameters. */
export const fourZerosDocumented = (code: number): Consequence => ({
  code,
  parameters: () => [0, 0, 0, 0],
  from: 'documented',
});

/** What happens with the verifier and without it. */
export const both = (consequence: Consequence) => ({ on: consequence, off: consequence });

/**
 * First parameter of a 0xC4 for a rule that Microsoft's page has no subtype for: 'IRL' and a number, so that
 * nobody looks it up there. Labels: ../bug-check-meanings.ts.
 */
export const OWN_SUBTYPE = 0x4952_4c00;

/** The report's sentence for a limit, from the text of the page: `RtlAllocateHeap: IRQL < DISPATCH_LEVEL`. */
export function limitText(routine: string, facts: RoutineFacts | undefined): string {
  if (facts === undefined) return `${routine}: IRQL at or below its limit`;
  const limit = facts.maxIrql.text.replace(/^IRQL\s*/, '').replace(/\s*\(see remarks.*\)$/i, '');
  return `${routine}: IRQL ${/^[<>=]/.test(limit) ? '' : '= '}${limit}`;
}

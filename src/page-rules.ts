/** The rules of a routine as its reference page shows them: the level of a call, and the conditions of its declaration. */
import type { Contract } from './contract/contract.ts';
import type { PageRule } from './contract/page/page-texts.ts';
import { type BrokenRule, brokenRules, type RuleBugCheck } from './kernel/broken-rules.ts';
import { routineRules } from './routine-sets.ts';

let byKey: ReadonlyMap<string, BrokenRule> | undefined;

/** The rule of a key, or undefined. The rules are made once. */
function ruleOf(key: string): BrokenRule | undefined {
  byKey ??= new Map(brokenRules().map((rule) => [rule.key, rule]));
  return byKey.get(key);
}

/**
 * The rules of a routine, with the bug check that a broken one leads to.
 *
 * @param contract its declaration; one that irqlab does not have gets the rule about the level alone
 */
export function pageRules({ name, modes, maxIrql }: Contract): readonly PageRule[] {
  // Above HIGH_LEVEL there is nothing, and a program runs at PASSIVE_LEVEL.
  const limited = modes.includes('kernel') && maxIrql.level !== 'HIGH_LEVEL';
  const level = limited ? [pageRule(`The IRQL is at most ${maxIrql.level}`, 'irql-too-high')] : [];
  const own = routineRules.get(name) ?? [];
  return [...level, ...own.map(({ text, violation }) => pageRule(text, violation))];
}

function pageRule(text: string, violation: string | null): PageRule {
  const rule = violation === null ? undefined : ruleOf(violation);
  if (rule === undefined) return { text, verifier: 'depends on the call', free: 'depends on the call' };
  return {
    text,
    verifier: bugCheckText(rule.verifier),
    free: rule.free === null ? 'nothing notices' : bugCheckText(rule.free),
  };
}

/** A bug check in one line: its name, its code, and the subtype where it has one. */
function bugCheckText({ code, name, parameters }: RuleBugCheck): string {
  const at = parameters.findIndex(({ fixed, meaning }) => fixed !== null && fixed !== 0 && meaning !== '');
  const fixed = parameters[at]?.fixed ?? null;
  const subtype = fixed === null ? '' : `, parameter ${at + 1} is ${hex(fixed)}`;
  return `${name} (${hex(code)})${subtype}`;
}

const hex = (value: number): string =>
  `0x${(value < 0 ? value + 2 ** 32 : value).toString(16).toUpperCase()}`;

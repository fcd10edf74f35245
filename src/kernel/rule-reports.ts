/** What becomes of a broken rule: a bug check by the table in violations.ts, or a finding with `onViolation: 'report'`. */
import type { Contract } from '../contract/contract.ts';
import type { Violation } from '../machine/ports.ts';
import type { KernelHost } from './kernel-host.ts';
import type { MemoryFinding } from './memory-finding.ts';
import { resolveViolation } from './violations.ts';

/** What reports need from the machine. */
export type RuleReportsHost = Pick<KernelHost, 'architecture' | 'verifier' | 'settings' | 'bugCheck'>;

/** A broken rule that was recorded. */
export interface Finding {
  /** Key of the rule. */
  readonly rule: string;
  /** Routine that was called. */
  readonly routine: string;
  /** The rule in words. */
  readonly text: string;
  /** What it was about; its row in src/kernel/violations/ says what each number is. */
  readonly values: readonly number[];
  /** The access, when it is one that shadow memory found. */
  readonly memory?: MemoryFinding;
}

/** Broken rules of one machine. */
export class RuleReports {
  /** Broken rules that were recorded and not stopped for. */
  readonly findings: Finding[] = [];
  readonly #host: RuleReportsHost;

  constructor(host: RuleReportsHost) {
    this.#host = host;
  }

  /** A broken rule: stops the machine, or records it. Nothing happens where nothing would notice. */
  violation(violation: Violation, facts?: Contract): void {
    const { architecture, verifier, settings } = this.#host;
    const resolved = resolveViolation(violation, { architecture, verifier, facts });
    if (resolved === null) return;
    if (settings.onViolation === 'report') {
      this.#record(violation, resolved.rule);
      return;
    }
    this.#host.bugCheck(resolved.code, resolved.parameters, resolved);
  }

  /** A broken rule whose result is a failure value: recorded. True when the call goes on all the same. */
  finding(violation: Violation): boolean {
    const { architecture, settings } = this.#host;
    const resolved = resolveViolation(violation, { architecture, verifier: 'on' });
    this.#record(violation, resolved?.rule ?? violation.rule);
    return settings.onViolation === 'report';
  }

  #record({ rule, routine = '', values }: Violation, text: string): void {
    this.findings.push({ rule, routine, text, values });
  }
}

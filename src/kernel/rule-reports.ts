/** What becomes of a broken rule: a bug check by the table in violations.ts, or a finding with `onViolation: 'report'`. */
import type { Contract } from '../contract/contract.ts';
import type { Violation } from '../machine/ports.ts';
import type { KernelHost } from './kernel-host.ts';
import type { MemoryFinding } from './memory-finding.ts';
import { isRecorded } from './recorders.ts';
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
  /** Further lines: who did the other half of it, and where. */
  readonly details?: readonly string[];
  /** The call stack, innermost first, where a recorder noted it. */
  readonly stack?: readonly string[];
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
    const isWatched = isRecorded(settings.recorders, violation.rule);
    const resolved = resolveViolation(violation, {
      architecture,
      verifier: isWatched ? verifier : 'off',
      facts,
    });
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
    if (!isRecorded(settings.recorders, violation.rule)) return settings.onViolation === 'report';
    const resolved = resolveViolation(violation, { architecture, verifier: 'on' });
    this.#record(violation, resolved?.rule ?? violation.rule);
    return settings.onViolation === 'report';
  }

  #record({ rule, routine = '', values, details }: Violation, text: string): void {
    this.findings.push({ rule, routine, text, values, ...(details === undefined ? {} : { details }) });
  }
}

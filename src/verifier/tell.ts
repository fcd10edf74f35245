/** How recorders tell what they found: with both sides of it, each with its call stack. */
import type { Machine } from '../kernel/machine.ts';
import { isRecorded } from '../kernel/recorders.ts';
import { resolveViolation, type ViolationKey } from '../kernel/violations.ts';

/** What a recorder found. */
export interface Found {
  readonly rule: ViolationKey;
  readonly routine: string;
  /** As the row of the rule says. */
  readonly values: readonly number[];
  readonly details: readonly string[];
  /** The call stack now, innermost first. */
  readonly stack: readonly string[];
  /** True for what Driver Verifier stops the machine for. */
  readonly stops?: boolean;
}

/** Tells it: stops the machine where Driver Verifier would, else notes a finding. */
export function tell(machine: Machine, { rule, routine, values, details, stack, stops }: Found): void {
  const { architecture, settings, reports, verifier } = machine;
  if (verifier === 'off' || !isRecorded(settings.recorders, rule) || machine.halted()) return;
  if (stops === true && machine.inKernelMode && settings.onViolation === 'stop') {
    machine.violation({ rule, routine, values, details });
    return;
  }
  const text = resolveViolation({ rule, routine, values }, { architecture, verifier })?.rule ?? rule;
  reports.findings.push({ rule, routine, text, values, details, stack });
}

/** A call stack on one line, for the details of a report. */
export const onOneLine = (stack: readonly string[]): string => stack.join(' < ');

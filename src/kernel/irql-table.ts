/**
 * The IRQL machine as a table: sending an event to an actor costs 3,400 ns, a
 * look-up 2.5 ns (DESIGN, Measured).
 *
 * One byte for each (move, level, new level), at `move << 10 | here << 5 | to`:
 * five bits for a level on both architectures, so that the shifts are constants.
 *
 * | entry          | meaning                                                     |
 * |----------------|-------------------------------------------------------------|
 * | 0 and above    | the level the processor is at afterwards                    |
 * | -1, -2, …      | the rule `IRQL_RULES[-entry - 1]` was broken                |
 * | -128           | one of the two numbers is not a level of the architecture   |
 *
 * Tables are shared by all machines of a process and never written again. The
 * first use of a variant makes it, 15 to 45 ms; import and boot make none.
 */
import type { Architecture } from '../contract/c-types.ts';
import {
  IRQL_MOVES,
  IRQL_RULES,
  type IrqlMachine,
  type IrqlPolicy,
  type IrqlRule,
  irqlLevels,
  irqlState,
  makeIrqlMachine,
} from './irql-machine.ts';

/** A compiled machine. Never written after it was made. */
export type IrqlTable = Int8Array;

/** Entry for a number that is not a level of the architecture. */
export const NO_SUCH_LEVEL = -128;

const position = (move: number, here: number, to: number): number => (move << 10) | (here << 5) | to;

/** Entry for a broken rule. */
const entryOf = (rule: IrqlRule): number => -1 - IRQL_RULES.indexOf(rule);

/** The rule that a negative entry stands for. */
export function ruleOfEntry(entry: number): IrqlRule {
  const rule = IRQL_RULES[-1 - entry];
  if (rule === undefined) throw new RangeError(`${entry} is not an entry of an IRQL table for a broken rule`);
  return rule;
}

/** What the machine's definition says about one event in one level. */
function compileMove(machine: IrqlMachine, here: number, event: string): number {
  const [definition, ...more] = machine.states[irqlState(here)]?.transitions.get(event) ?? [];
  const [target, ...others] = definition?.target ?? [];
  // The definition alone decides the outcome only while it has one target and no guard.
  if (
    definition === undefined ||
    target === undefined ||
    more.length + others.length > 0 ||
    definition.guard
  ) {
    throw new TypeError(`${machine.id}: ${event} at ${irqlState(here)} does not lead to exactly one state`);
  }
  if (target.key !== 'stopped') return Number(target.key.slice('IRQL_'.length));
  const [action] = definition.actions;
  if (typeof action !== 'object' || action === null || !('params' in action)) {
    throw new TypeError(`${machine.id}: ${event} at ${irqlState(here)} stops without a rule`);
  }
  return entryOf((action.params as { rule: IrqlRule }).rule);
}

/**
 * Makes the table of a machine.
 *
 * It reads the definitions of the transitions (1 to 6 ms) instead of running each one (90 to 230 ms);
 * test/kernel/irql-table.test.ts runs each one and compares.
 */
export function compileIrqlTable(machine: IrqlMachine, architecture: Architecture): IrqlTable {
  const levels = irqlLevels(architecture);
  const table = new Int8Array(position(IRQL_MOVES.length, 0, 0)).fill(NO_SUCH_LEVEL);
  for (const [index, move] of IRQL_MOVES.entries()) {
    for (const here of levels) {
      for (const to of levels) table[position(index, here, to)] = compileMove(machine, here, `${move}_${to}`);
    }
  }
  return table;
}

const compiled = new Map<string, IrqlTable>();

/** The shared table of a variant, made at its first use. */
export function irqlTable(architecture: Architecture, policy: IrqlPolicy): IrqlTable {
  const key = `${architecture}-${policy}`;
  let table = compiled.get(key);
  if (table === undefined) {
    table = compileIrqlTable(makeIrqlMachine(architecture, policy), architecture);
    compiled.set(key, table);
  }
  return table;
}

/** `RAISE` for the look-up: its position in `IRQL_MOVES`. */
export const RAISE = 0;
/** `RESTORE` for the look-up. */
export const RESTORE = 1;
/** `LOWER` for the look-up. */
export const LOWER = 2;

/**
 * Looks a move up. Cost: 1 to 2 ns.
 *
 * @param move `RAISE`, `RESTORE` or `LOWER`
 * @param here level of the processor, one of the architecture's
 * @param to any number; negative ones, fractions and NaN are no levels
 * @returns the new level, a negative number for `ruleOfEntry`, or NO_SUCH_LEVEL
 */
export function irqlTransition(table: IrqlTable, move: 0 | 1 | 2, here: number, to: number): number {
  // The mask changes every number that is not a whole one from 0 to 31. `position` is written out here: names
  // for its numbers cost 2.5 ns once a bundler has made them variables.
  return (to & 31) === to ? table[(move << 10) | (here << 5) | to]! : NO_SUCH_LEVEL;
}

/**
 * The state machine of a processor's IRQL (ENGINEERING-DECISIONS 4).
 *
 * One state for every level of the architecture and `stopped`. Levels that
 * raises saved are not in the machine: each thread owns its own. The caller says
 * which concrete event happened:
 *
 * | event       | meaning                                         |
 * |-------------|-------------------------------------------------|
 * | `RAISE_n`   | raise to level n                                |
 * | `RESTORE_n` | lower to level n, which is the level last saved |
 * | `LOWER_n`   | lower to level n, which is not                  |
 *
 * No guard reads context: a guarded machine compiles to a wrong table. The
 * kernel never runs this machine; it runs the table made of it (irql-table.ts).
 */
import { assign, setup } from 'xstate';
import type { Architecture } from '../contract/c-types.ts';
import { highLevel } from '../contract/irql.ts';
import type { Profile } from '../machine/ports.ts';
import { asObserved } from '../machine/profile-differences.ts';
import type { ViolationKey } from './violations.ts';

/** How a caller asks for another level. The order is that of the table. */
export const IRQL_MOVES = ['RAISE', 'RESTORE', 'LOWER'] as const;

/** One of the three ways to ask for another level. */
export type IrqlMove = (typeof IRQL_MOVES)[number];

/** An event of the machine. */
export interface IrqlMoveEvent {
  readonly type: `${IrqlMove}_${number}`;
}

/** Rules that the machine stops for. The order gives the negative numbers of the table: -1, -2, -3. */
export const IRQL_RULES = [
  'irql-raise-below-current',
  'irql-lower-above-current',
  'irql-lower-not-saved',
] as const satisfies readonly ViolationKey[];

/** A rule that the machine stops for. */
export type IrqlRule = (typeof IRQL_RULES)[number];

/** Whose strictness applies: Driver Verifier's, a checked build's as the pages describe it, or a free build's. */
export type IrqlPolicy = 'verifier' | 'documented' | 'observed';

/** The policy of a machine. With Driver Verifier both profiles are the same. */
export const irqlPolicy = (profile: Profile, verifier: 'on' | 'off'): IrqlPolicy =>
  verifier === 'on' ? 'verifier' : asObserved(profile, 'irql-moves') ? 'observed' : 'documented';

/** Which rules stop the machine under a policy; the others are not noticed and the level is simply set. */
const stops: Readonly<Record<IrqlPolicy, readonly IrqlRule[]>> = {
  verifier: IRQL_RULES, // D-026, D-027; not saved: docs/decisions/0007-irql.md
  documented: ['irql-raise-below-current', 'irql-lower-above-current'], // D-010, D-021, D-022
  observed: [], // D-015, D-016
};

/** The rule that a move breaks, if any, before a policy decides whether somebody notices. */
function brokenRule(move: IrqlMove, here: number, to: number): IrqlRule | undefined {
  if (move === 'RAISE') return to < here ? 'irql-raise-below-current' : undefined;
  if (to > here) return 'irql-lower-above-current';
  return move === 'LOWER' ? 'irql-lower-not-saved' : undefined;
}

/** Name of the state of a level. */
export const irqlState = (level: number): string => `IRQL_${level}`;

/** All levels of an architecture, lowest first. */
export const irqlLevels = (architecture: Architecture): readonly number[] =>
  Array.from({ length: highLevel(architecture) + 1 }, (_, level) => level);

const { createMachine } = setup({
  types: {
    context: {} as { readonly rule: IrqlRule | null },
    events: {} as IrqlMoveEvent,
  },
  actions: {
    /** Remembers which rule was broken; the codes stand in violations.ts. */
    stop: assign({ rule: (_, broken: { rule: IrqlRule }) => broken.rule }),
  },
});

/** Makes the machine of a processor for an architecture and a policy. Cost: 15 to 40 ms, so never at import or boot. */
export function makeIrqlMachine(architecture: Architecture, policy: IrqlPolicy) {
  const levels = irqlLevels(architecture);
  const target = (move: IrqlMove, here: number, to: number) => {
    const rule = brokenRule(move, here, to);
    if (rule === undefined || !stops[policy].includes(rule)) return { target: irqlState(to) };
    return { target: 'stopped', actions: { type: 'stop' as const, params: { rule } } };
  };
  const movesFrom = (here: number) =>
    levels.flatMap((to) => IRQL_MOVES.map((move) => [`${move}_${to}`, target(move, here, to)]));
  return createMachine({
    id: `irql-${architecture}-${policy}`,
    context: { rule: null },
    initial: irqlState(0),
    states: {
      ...Object.fromEntries(
        levels.map((here) => [irqlState(here), { on: Object.fromEntries(movesFrom(here)) }]),
      ),
      stopped: { type: 'final' },
    },
  });
}

/** The machine of a processor. */
export type IrqlMachine = ReturnType<typeof makeIrqlMachine>;

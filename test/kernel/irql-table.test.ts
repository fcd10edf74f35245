import { describe, expect, it } from 'vitest';
import { type SnapshotFrom, transition } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import type { Architecture } from '../../src/contract/c-types.ts';
import {
  IRQL_MOVES,
  IRQL_RULES,
  type IrqlMachine,
  type IrqlMove,
  type IrqlMoveEvent,
  type IrqlPolicy,
  irqlLevels,
  irqlPolicy,
  irqlState,
  makeIrqlMachine,
} from '../../src/kernel/irql-machine.ts';
import {
  compileIrqlTable,
  irqlTable,
  irqlTransition,
  NO_SUCH_LEVEL,
  ruleOfEntry,
} from '../../src/kernel/irql-table.ts';

const variants: [Architecture, IrqlPolicy][] = (['x64', 'x86'] as const).flatMap((architecture) =>
  (['verifier', 'documented', 'observed'] as const).map((policy): [Architecture, IrqlPolicy] => [
    architecture,
    policy,
  ]),
);

/** One edge of the graph walk; xstate indexes them by a branded string, which loses the type. */
interface Step {
  readonly event: IrqlMoveEvent;
  readonly state: SnapshotFrom<IrqlMachine>;
}

const numberOf = (move: IrqlMove) => IRQL_MOVES.indexOf(move) as 0 | 1 | 2;

/** The facts D-010 to D-027 in ten lines that know no xstate. A rule where the machine stops, else the new level. */
function fromFacts(policy: IrqlPolicy, move: IrqlMove, here: number, to: number): string | number {
  if (move === 'RAISE') {
    if (to >= here) return to; // D-010
    return policy === 'observed' ? to : 'irql-raise-below-current'; // D-015; D-021, D-026
  }
  if (to > here) return policy === 'observed' ? to : 'irql-lower-above-current'; // D-016; D-022, D-027
  return move === 'LOWER' && policy === 'verifier' ? 'irql-lower-not-saved' : to; // KeLowerIrql, "fatal error"
}

const result = (entry: number): string | number => (entry < 0 ? ruleOfEntry(entry) : entry);

describe.each(variants)('the IRQL table of %s, %s', (architecture, policy) => {
  const levels = irqlLevels(architecture);
  const table = irqlTable(architecture, policy);
  const machine = makeIrqlMachine(architecture, policy);

  it('equals the machine for every state and event (graph walk)', () => {
    const adjacency = getAdjacencyMap(machine, {
      events: levels.flatMap((to) => IRQL_MOVES.map((move) => ({ type: `${move}_${to}` as const }))),
      // With the value alone all stops would be one state, and the first rule met would stand for all.
      serializeState: (state) => JSON.stringify([state.value, state.context]),
    });
    const stops = policy === 'verifier' ? 3 : policy === 'documented' ? 2 : 0;
    expect(Object.keys(adjacency)).toHaveLength(levels.length + stops);

    let rows = 0;
    for (const { state, transitions } of Object.values(adjacency)) {
      if (state.value === 'stopped') continue;
      const here = Number(String(state.value).slice('IRQL_'.length));
      for (const { event, state: next } of Object.values<Step>(transitions)) {
        const [move, to] = event.type.split('_') as [IrqlMove, string];
        const entry = result(irqlTransition(table, numberOf(move), here, Number(to)));
        const walked = next.value === 'stopped' ? next.context.rule : Number(String(next.value).slice(5));
        expect(entry, `${event.type} at ${irqlState(here)}`).toBe(walked);
        rows += 1;
      }
    }
    expect(rows).toBe(3 * levels.length ** 2);
  });

  it('equals the facts D-010 to D-027', () => {
    for (const move of IRQL_MOVES) {
      for (const here of levels) {
        for (const to of levels) {
          const entry = irqlTransition(table, numberOf(move), here, to);
          expect(result(entry), `${move} from ${here} to ${to}`).toBe(fromFacts(policy, move, here, to));
        }
      }
    }
  });

  it('a stopped machine takes no event: no guest code runs after a bug check', () => {
    const stopped = machine.resolveState({ value: 'stopped', context: { rule: IRQL_RULES[0] } });
    expect(stopped.status).toBe('done');
    for (const move of IRQL_MOVES) {
      const [next] = transition(machine, stopped, { type: `${move}_0` });
      expect([next.value, next.context.rule]).toEqual(['stopped', IRQL_RULES[0]]);
    }
  });

  it.each([
    [levels.length, 'one above HIGH_LEVEL (31 is the highest number of the table)'],
    [32, 'more bits than a level has'],
    [0xff, 'the largest KIRQL'],
    [-1, 'negative'],
    [1.5, 'a fraction'],
    [Number.NaN, 'not a number'],
    [Number.POSITIVE_INFINITY, 'infinite'],
    [2 ** 32, 'a number that a mask alone would take for 0'],
  ])('has no level %d (%s)', (to) => {
    for (const move of IRQL_MOVES) expect(irqlTransition(table, numberOf(move), 0, to)).toBe(NO_SUCH_LEVEL);
  });

  it('is made once for a process', () => {
    expect(irqlTable(architecture, policy)).toBe(table);
  });
});

describe('the compiler', () => {
  it('refuses a definition whose outcome a guard decides', () => {
    const machine = makeIrqlMachine('x64', 'verifier');
    const [definition] = machine.states['IRQL_3']?.transitions.get('RAISE_7') ?? [];
    Object.assign(definition ?? {}, { guard: () => true });
    expect(() => compileIrqlTable(machine, 'x64')).toThrow(TypeError);
  });

  it('an entry that stands for no rule is our bug', () => {
    expect(() => ruleOfEntry(0)).toThrow(RangeError);
    expect(() => ruleOfEntry(NO_SUCH_LEVEL)).toThrow(RangeError);
  });
});

describe('levels', () => {
  it.each([
    ['D-001', 'x86', 32],
    ['D-002', 'x64', 16],
  ] as const)('%s: %s has %d of them', (_, architecture, count) => {
    expect(irqlLevels(architecture)).toHaveLength(count);
    expect(irqlLevels(architecture).at(-1)).toBe(count - 1);
  });

  it.each([
    ['documented', 'on', 'verifier'],
    ['observed', 'on', 'verifier'],
    ['documented', 'off', 'documented'],
    ['observed', 'off', 'observed'],
  ] as const)('profile %s with the verifier %s has the policy %s', (profile, verifier, policy) => {
    expect(irqlPolicy(profile, verifier)).toBe(policy);
  });
});

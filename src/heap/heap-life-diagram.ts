/**
 * Draws the life of a heap as Mermaid text for the documentation. States and
 * moves are read from the machine's definition, the table below the picture
 * from the compiled one. Pure.
 */
import { HEAP_EVENTS, heapLifeMachine } from './heap-life-machine.ts';
import { DESTROYED, ENDED, heapEvents, heapLifeStep, heapRegions } from './heap-life-table.ts';

/** What is read of a state; the library's own type says far more. */
interface StateView {
  readonly key: string;
  readonly type: string;
  readonly initial: { readonly target: readonly { readonly key: string }[] | undefined };
  readonly states: Readonly<Record<string, StateView>>;
  readonly transitions: ReadonlyMap<string, readonly MoveView[]>;
}

interface MoveView {
  readonly target?: readonly { readonly key: string }[] | undefined;
  readonly actions: readonly unknown[];
}

/** The whole page docs/diagrams/heap.md. */
export function heapLifeDiagramPage(): string {
  return `# The life of a heap

<!-- Generated from src/heap/heap-life-machine.ts by heapLifeDiagramPage(). Do not edit. -->

While a heap is alive, three things are true at once, each with a part of the picture of its own. What a routine does
stands behind the stroke, unless it simply goes on. Moves that change nothing and go on are left out.

\`\`\`mermaid
${heapLifeDiagram()}
\`\`\`

## Events

| event | when | what the routine does |
| --- | --- | --- |
${heapEvents.map((event) => `| ${event} | ${HEAP_EVENTS[event]} | ${answers(event)} |`).join('\n')}

A thread that waits would wait for ever as long as nobody else can run: that is a deadlock, which halts the machine.
Where codes and findings come from: \`src/kernel/violations.ts\`; why: [0014](../decisions/0014-heap-life.md).
`;
}

/** The machine as a Mermaid state diagram. */
export function heapLifeDiagram(): string {
  const root: StateView = heapLifeMachine.root;
  const alive = root.states['alive'];
  if (alive === undefined) throw new TypeError('the life of a heap has no state alive');
  const regions = Object.values(alive.states).map((region) => [
    `    [*] --> ${region.initial.target?.[0]?.key ?? ''}`,
    ...Object.values(region.states).flatMap((state) => moves(state, '    ', region)),
  ]);
  return [
    'stateDiagram-v2',
    '  [*] --> alive: RtlCreateHeap',
    '  state alive {',
    regions.map((lines) => lines.join('\n')).join('\n    --\n'),
    '  }',
    ...moves(alive, '  ', root),
    ...Object.values(alive.states).flatMap((region) =>
      Object.values(region.states).flatMap((state) => moves(state, '  ', root)),
    ),
    ...Object.values(root.states).flatMap((state) => (state === alive ? [] : moves(state, '  ', root))),
    ...Object.values(root.states).flatMap((state) =>
      state.type === 'final' ? [`  ${state.key} --> [*]`] : [],
    ),
  ].join('\n');
}

/** Lines for the moves of a state that lead to a state of `within`, or stay. */
function moves(state: StateView, indent: string, within: StateView): string[] {
  return [...state.transitions].flatMap(([event, list]) =>
    list.flatMap((move) => {
      const target = move.target?.[0]?.key;
      const answer = answerOf(move);
      if (target === undefined && (answer === 'goes on' || within.states[state.key] === undefined)) return [];
      const to = target ?? state.key;
      if (within.states[to] === undefined) return [];
      return [`${indent}${state.key} --> ${to}: ${event}${answer === 'goes on' ? '' : ` / ${answer}`}`];
    }),
  );
}

function answerOf({ actions }: MoveView): string {
  const [action] = actions;
  const params = typeof action === 'object' && action !== null && 'params' in action ? action.params : null;
  return (params as { answer: string }).answer;
}

/** Every answer of an event, with the states in which it is given when there is more than one. */
function answers(event: (typeof heapEvents)[number]): string {
  const byAnswer = new Map<string, number[]>();
  for (let state = 0; state <= ENDED; state++) {
    const answer = heapLifeStep(event, state)?.answer;
    if (answer !== undefined) byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), state]);
  }
  if (byAnswer.size === 1) return [...byAnswer.keys()].join('');
  return [...byAnswer].map(([answer, states]) => `${answer} (${common(states)})`).join(', ');
}

/** What some states have in common: the regions in which all of them are in the same state. */
function common(states: readonly number[]): string {
  if (states.every((state) => state === DESTROYED)) return 'destroyed';
  return (
    heapRegions
      .flatMap(({ bit, clear, set }) => {
        const bits = new Set(states.map((state) => state & bit));
        return bits.size === 1 ? [bits.has(0) ? clear : set] : [];
      })
      .join(', ') || 'alive'
  );
}

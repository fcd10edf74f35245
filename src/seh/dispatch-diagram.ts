/**
 * Draws the dispatch machine as Mermaid text for the documentation. States,
 * moves and guards are read from the machine's definition. Pure.
 */
import { dispatchMachine } from './dispatch-machine.ts';

/** What is read of a state; the library's own type says far more. */
interface StateView {
  readonly key: string;
  readonly type: string;
  readonly initial: { readonly target: readonly { readonly key: string }[] | undefined };
  readonly states: Readonly<Record<string, StateView>>;
  readonly transitions: ReadonlyMap<string, readonly MoveView[]>;
  readonly always?: readonly MoveView[];
}

interface MoveView {
  readonly target?: readonly { readonly key: string }[] | undefined;
  readonly guard?: unknown;
}

/** The whole page docs/diagrams/exceptions.md. */
export function dispatchDiagramPage(): string {
  return `# The life of an exception

<!-- Generated from src/seh/dispatch-machine.ts by dispatchDiagramPage(). Do not edit. -->

Guest code runs in the states inside \`running\`; the others are passed through at once. A move without a name happens by
itself when what stands in brackets holds, and the first that holds is taken.

\`\`\`mermaid
${dispatchDiagram()}
\`\`\`
`;
}

/** The machine as a Mermaid state diagram. */
export function dispatchDiagram(): string {
  const root: StateView = dispatchMachine.root;
  const lines = ['stateDiagram-v2', ...states(root, '  ')];
  return [...lines, ...moves(root)].join('\n');
}

function states(parent: StateView, indent: string): string[] {
  const first = parent.initial.target?.[0]?.key;
  const start = first === undefined ? [] : [`${indent}[*] --> ${first}`];
  return [
    ...start,
    ...Object.values(parent.states).flatMap((state) => {
      const inner = Object.keys(state.states).length > 0;
      if (!inner) return [`${indent}${state.key}`];
      return [`${indent}state ${state.key} {`, ...states(state, `${indent}  `), `${indent}}`];
    }),
  ];
}

function moves(parent: StateView): string[] {
  return Object.values(parent.states).flatMap((state) => [
    ...[...state.transitions].flatMap(([event, list]) => list.flatMap((move) => line(state, move, event))),
    ...(state.always ?? []).flatMap((move) => line(state, move, '')),
    ...(state.type === 'final' ? [`  ${state.key} --> [*]`] : []),
    ...moves(state),
  ]);
}

function line(from: StateView, { target, guard }: MoveView, event: string): string[] {
  const to = target?.[0]?.key ?? from.key;
  const label = [event, typeof guard === 'string' ? `[${guard}]` : '']
    .filter((part) => part !== '')
    .join(' ');
  return [`  ${from.key} --> ${to}${label === '' ? '' : `: ${label}`}`];
}

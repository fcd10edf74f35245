/** Draws the machines of the locks as Mermaid text for the documentation, read from their definitions. Pure. */
import { LOCK_FAMILIES, type LockFamilyName, lockFamilyNames } from './lock-families.ts';
import { LOCK_EVENTS, type LockAnswer, lockMachine } from './lock-machine.ts';

/** What is read of a state; the library's own type says far more. */
interface StateView {
  readonly key: string;
  readonly tags: readonly string[];
  readonly transitions: ReadonlyMap<string, readonly MoveView[]>;
}

interface MoveView {
  readonly target?: readonly { readonly key: string }[] | undefined;
  readonly actions: readonly unknown[];
}

/** The states of a family's machine. */
const statesOf = (family: LockFamilyName): readonly StateView[] =>
  Object.values(lockMachine(family).root.states as unknown as Readonly<Record<string, StateView>>);

/** The machine of a family as a Mermaid state diagram. What waits, or is not held, changes nothing and is left out. */
export function lockDiagram(family: LockFamilyName): string {
  const lines = statesOf(family).flatMap((state) =>
    [...state.transitions].flatMap(([event, moves]) => moves.flatMap((move) => line(state.key, event, move))),
  );
  return ['stateDiagram-v2', '  [*] --> free', ...lines].join('\n');
}

function line(state: string, event: string, move: MoveView): readonly string[] {
  const target = move.target?.[0]?.key;
  const answer = answerOf(move);
  if (target !== undefined) return [`  ${state} --> ${target}: ${event}`];
  return answer === 'again' || answer === 'for itself'
    ? [`  ${state} --> ${state}: ${event} / ${answer}`]
    : [];
}

function answerOf({ actions }: MoveView): LockAnswer {
  const [action] = actions;
  const params = typeof action === 'object' && action !== null && 'params' in action ? action.params : null;
  return (params as { answer: LockAnswer }).answer;
}

/** The whole page docs/diagrams/locks.md. */
export function lockDiagramPage(): string {
  const pictures = new Map<string, LockFamilyName[]>();
  for (const name of lockFamilyNames) {
    const picture = lockDiagram(name);
    pictures.set(picture, [...(pictures.get(picture) ?? []), name]);
  }
  return `# Locks

<!-- Generated from src/kernel/locks by lockDiagramPage(). Do not edit. -->

One lock, as two threads see it, mine and theirs; for spin locks they are processors. \`again\` is an acquire by who
holds the lock already; \`for itself\` is one that would wait for its own thread. Every other acquire that is not in a
picture waits, and a release that is not there gives back what its thread does not hold.

${[...pictures].map(([picture, names]) => `## ${sentence(names)}\n\n\`\`\`mermaid\n${picture}\n\`\`\``).join('\n\n')}

## Events

| event | when |
| --- | --- |
${Object.entries(LOCK_EVENTS)
  .map(([event, when]) => `| ${event} | ${when} |`)
  .join('\n')}

## Families

| lock | acquire, release, share | protected by | waiting | a wait for itself | a release too many | a release of theirs |
| --- | --- | --- | --- | --- | --- | --- |
${lockFamilyNames.map(row).join('\n')}

Rules: \`src/kernel/violations.ts\`. Choices: [0028](../decisions/0028-spin-locks.md), [0031](../decisions/0031-fast-mutexes.md),
[0035](../decisions/0035-resources.md), [0036](../decisions/0036-push-locks-rundown.md).
`;
}

function row(name: LockFamilyName): string {
  const family = LOCK_FAMILIES[name];
  const routines = [family.acquire, family.release, ...(family.share === null ? [] : [family.share])];
  return `| ${name} | ${routines.join(', ')} | ${family.protection}, ${family.by} | ${family.waits} | ${family.selfRule} | ${family.releaseRule} | ${family.otherRule} |`;
}

const sentence = (names: readonly string[]): string => {
  const [first = '', ...rest] = names;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(', ');
};

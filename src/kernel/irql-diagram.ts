/**
 * Draws the IRQL machine as Mermaid text for the documentation. Everything in
 * the picture is read from the machine's definition, through its table; only
 * the grouping of levels is decided here. Pure.
 */
import type { Architecture } from '../contract/c-types.ts';
import { levelName } from '../contract/irql.ts';
import { IRQL_MOVES, type IrqlMove, type IrqlPolicy, irqlLevels } from './irql-machine.ts';
import { irqlTable, irqlTransition, ruleOfEntry } from './irql-table.ts';
import { violations } from './violations.ts';

/** Neighbouring levels that are drawn as one state. */
interface Group {
  readonly label: string;
  readonly first: number;
  readonly last: number;
}

/** Named levels stand alone; the device levels between two of them are one group. */
function groupsOf(architecture: Architecture): Group[] {
  const groups: Group[] = [];
  for (const level of irqlLevels(architecture)) {
    const name = levelName(architecture, level);
    const before = groups.at(-1);
    if (name.startsWith('DIRQL') && before?.label.startsWith('device') && before.last === level - 1) {
      groups[groups.length - 1] = {
        ...before,
        label: `device levels ${before.first} to ${level}`,
        last: level,
      };
    } else {
      const label = name.startsWith('DIRQL') ? `device level ${level}` : `${name} = ${level}`;
      groups.push({ label, first: level, last: level });
    }
  }
  return groups;
}

/** How the new level compares with the current one. */
const RELATIONS = ['below', 'at', 'above'] as const;

const relation = (here: number, to: number) => RELATIONS[Math.sign(to - here) + 1] ?? 'at';

/** What one move leads to: `set` or the key of a rule, for each relation of the new level to the current one. */
type Outcomes = Readonly<Record<IrqlMove, Readonly<Record<string, string>>>>;

/** Summarises a machine. Throws RangeError when two pairs of levels with the same relation lead to different results. */
function outcomesOf(architecture: Architecture, policy: IrqlPolicy): Outcomes {
  const table = irqlTable(architecture, policy);
  const levels = irqlLevels(architecture);
  const outcomes: Record<IrqlMove, Record<string, string>> = { RAISE: {}, RESTORE: {}, LOWER: {} };
  for (const [index, move] of IRQL_MOVES.entries()) {
    for (const here of levels) {
      for (const to of levels) {
        const entry = irqlTransition(table, index as 0 | 1 | 2, here, to);
        const result = entry < 0 ? ruleOfEntry(entry) : entry === to ? 'set' : `goes to ${entry}`;
        const known = outcomes[move][relation(here, to)];
        if (known !== undefined && known !== result) {
          throw new RangeError(
            `${move} from ${here} to ${to}: ${result}, elsewhere ${known}: this picture cannot say that`,
          );
        }
        outcomes[move][relation(here, to)] = result;
      }
    }
  }
  return outcomes;
}

/** Moves that set a level with this relation, as an edge label: `RAISE, RESTORE`. */
const movesThatSet = (outcomes: Outcomes, where: string): string =>
  IRQL_MOVES.filter((move) => outcomes[move][where] === 'set').join(', ');

/** Edges to `stopped`: one for each move and rule, with the relations it covers. */
function stopEdges(outcomes: Outcomes): string[] {
  return IRQL_MOVES.flatMap((move) => {
    const rules = new Set(Object.values(outcomes[move]).filter((result) => result.startsWith('irql-')));
    return [...rules].map((rule) => {
      const where = RELATIONS.filter((word) => outcomes[move][word] === rule).join(' or ');
      return `  levels --> stopped: ${move} ${where} the current level (${rule})`;
    });
  });
}

/**
 * The machine of a processor as a Mermaid state diagram. Moves over several groups are left out: each is
 * allowed exactly when the moves between the neighbours on the way are.
 */
export function irqlDiagram(architecture: Architecture, policy: IrqlPolicy = 'verifier'): string {
  const groups = groupsOf(architecture);
  const outcomes = outcomesOf(architecture, policy);
  const id = (group: Group) => `L${group.first}`;
  const steps = groups.slice(1).flatMap((upper, index) => {
    const lower = groups[index] ?? upper;
    return [
      `    ${id(lower)} --> ${id(upper)}: ${movesThatSet(outcomes, 'above')}`,
      `    ${id(upper)} --> ${id(lower)}: ${movesThatSet(outcomes, 'below')}`,
    ];
  });
  return [
    'stateDiagram-v2',
    '  direction BT',
    '  [*] --> levels',
    '  state levels {',
    '    direction BT',
    '    [*] --> L0',
    ...groups.map((group) => `    ${id(group)}: ${group.label}`),
    ...steps,
    '  }',
    ...stopEdges(outcomes),
    ...(policy === 'observed' ? [] : ['  stopped --> [*]']),
  ].join('\n');
}

const POLICIES: readonly [IrqlPolicy, string][] = [
  ['verifier', 'Driver Verifier'],
  ['documented', 'no verifier, documented'],
  ['observed', 'no verifier, observed'],
];

/** A bug check as a table cell: `0xC4 / 0x30`, `0x9`. */
function consequence(rule: string, policy: IrqlPolicy): string {
  const row = Object.entries(violations).find(([key]) => key === rule)?.[1];
  const stop = policy === 'verifier' ? row?.on : row?.off;
  if (!stop) return rule;
  const hex = (value: number) => `0x${value.toString(16).toUpperCase()}`;
  const first = stop.parameters(() => 0, 'x64')[0];
  return `bug check ${hex(stop.code)}${first === 0 ? '' : ` / ${hex(first)}`}`;
}

/** Rows of the table below the pictures: what each move does under each policy. The same for both architectures. */
function outcomeRows(): string[] {
  const columns = POLICIES.map(([policy]) => ({ policy, outcomes: outcomesOf('x64', policy) }));
  return IRQL_MOVES.flatMap((move) =>
    RELATIONS.map((where) => {
      const cells = columns.map(({ policy, outcomes }) => {
        const result = outcomes[move][where] ?? '';
        return result === 'set' ? 'level is set' : consequence(result, policy);
      });
      return `| ${move} | ${where} | ${cells.join(' | ')} |`;
    }),
  );
}

/** The whole page docs/diagrams/irql.md. */
export function irqlDiagramPage(): string {
  const picture = (architecture: Architecture) => [
    `## ${architecture}`,
    '',
    '```mermaid',
    irqlDiagram(architecture),
    '```',
    '',
  ];
  return [
    '# The IRQL of a processor',
    '',
    '<!-- Generated from src/kernel/irql-machine.ts by irqlDiagramPage(). Do not edit. -->',
    '',
    'Pictures show the machine with Driver Verifier, the default. A move may skip levels; only moves between',
    'neighbours are drawn. RESTORE lowers to the level that the matching raise saved, LOWER to any other.',
    '',
    ...picture('x64'),
    ...picture('x86'),
    '## What a move does',
    '',
    `| move | new level, compared with the current one | ${POLICIES.map(([, title]) => title).join(' | ')} |`,
    '| --- | --- | --- | --- | --- |',
    ...outcomeRows(),
    '',
    'Codes and their sources: `src/kernel/violations.ts`; why: [0007](../decisions/0007-irql.md).',
    '',
  ].join('\n');
}

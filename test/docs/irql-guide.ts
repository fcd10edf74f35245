/** docs/guide/irql.md with its generated parts as they are today: the picture, and the routines by level. */
import { type LevelName, levelNumber } from '../../src/contract/irql.ts';
import { irqlDiagram } from '../../src/kernel/irql-diagram.ts';
import { kernelSets } from '../../src/routine-sets.ts';

const routines = Object.values(kernelSets).flatMap((set) => Object.values(set));

/** Names of the routines with that highest level, sorted; a star where there are further rules. */
function namesAt(level: LevelName): string[] {
  return routines
    .filter(({ contract }) => contract.maxIrql.level === level)
    .map(({ contract, conditions }) => `${contract.name}${conditions.length > 0 ? '\\*' : ''}`)
    .sort();
}

function routineTable(): string {
  const levels = [...new Set(routines.map(({ contract }) => contract.maxIrql.level))];
  const rows = levels
    .sort((a, b) => levelNumber('x64', a) - levelNumber('x64', b))
    .map((level) => {
      const names = namesAt(level);
      return `| ${level} | ${names.length} | ${names.join(', ')} |`;
    });
  return ['| highest level | routines | names |', '|---|---|---|', ...rows].join('\n');
}

/** Number of routines in the table. */
export const routineCount = routines.length;

/** A page whose generated parts are new. */
export function withGeneratedParts(page: string): string {
  const parts = { diagram: `\`\`\`mermaid\n${irqlDiagram('x64')}\n\`\`\``, routines: routineTable() };
  return Object.entries(parts).reduce((text, [name, part]) => {
    const between = new RegExp(`(<!-- ${name}: generated -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!between.test(text)) throw new Error(`the page has no place for ${name}`);
    return text.replace(between, (_all, open: string, close: string) => `${open}${part}\n${close}`);
  }, page);
}

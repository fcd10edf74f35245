import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type Result, run } from '../c/preprocess/preprocessing.ts';
import { seeded } from './gcc.ts';

const random = seeded(11);
const pick = <T>(list: readonly T[]): T => list[random() % list.length]!;
const times = <T>(most: number, make: () => T): T[] => Array.from({ length: random() % (most + 1) }, make);

const OBJECTS = ['A', 'B', 'C', 'D'];
/** Parameters of the function-like macros. */
const FUNCTIONS: Readonly<Record<string, readonly string[]>> = {
  f: ['x'],
  g: ['x', 'y'],
  h: ['x', '__VA_ARGS__'],
  k: [],
};
const NAMES = Object.keys(FUNCTIONS);
const PLAIN = ['1', '2', '+', '-', ';', '"s"', "'c'", 'n', 'm', '.', '->', '<<'];

/** Tokens with balanced parentheses, so that no argument ends in the middle of a call. */
function tokens(extra: readonly string[], depth = 0): string {
  return times(depth === 0 ? 7 : 3, () => {
    const kind = random() % 10;
    if (kind < 4) return pick([...PLAIN, ...extra]);
    if (kind < 6) return pick([...OBJECTS, ...extra]);
    if (kind === 6) return pick(NAMES);
    if (kind === 7 && depth < 3) return `(${tokens(extra, depth + 1)})`;
    if (depth >= 3) return 'n';
    const name = pick(NAMES);
    const args = FUNCTIONS[name]!.map(() => tokens(extra, depth + 1));
    return `${name}${pick(['', ' '])}(${args.join(',')})`;
  }).join(pick([' ', ' ', '  ']));
}

/** A body of a function-like macro, with `#` and `##` in places where C allows them. */
function body(parameters: readonly string[]): string {
  const pieces = times(3, () => {
    const kind = random() % 4;
    if (kind === 0 && parameters.length > 0) return `#${pick(parameters)}`;
    // The right operand begins no parenthesis and the left one ends none.
    if (kind === 1) return `${pick([...parameters, 'n'])} ## ${pick([...parameters, 'm', '1'])}`;
    return tokens(parameters, 1);
  });
  return pieces.join(' ');
}

/** Definitions of all macros and some uses. */
function program(): string {
  const lines = [...OBJECTS, ...NAMES].map((name) => `#undef ${name}`);
  for (const name of OBJECTS) lines.push(`#define ${name} ${tokens([], 1)}`);
  for (const [name, parameters] of Object.entries(FUNCTIONS))
    lines.push(`#define ${name}(${parameters.join(', ').replace('__VA_ARGS__', '...')}) ${body(parameters)}`);
  for (let use = 0; use < 4; use++) lines.push(tokens([]));
  return lines.join('\n');
}

/**
 * Spellings of tokens. White space inside strings is left out: a `##` that makes no token puts some between its
 * operands in gcc, and none in MSVC.
 */
const spelled = ({ tokens: all }: Pick<Result, 'tokens'>): string[] =>
  all.map(({ kind, text }) => (kind === 'string' ? text.replaceAll(' ', '') : text));

const spellings = (text: string): string[] => spelled(run(text));

/** What gcc makes of a text; its errors about wrong numbers of arguments do not matter here. */
function gccText(text: string): string {
  const options = ['-E', '-P', '-undef', '-w', '-std=gnu17', '-x', 'c', '-'];
  const { stdout, error } = spawnSync('gcc', options, { input: text, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error !== undefined) throw error;
  return stdout;
}

describe('the preprocessor and gcc -E', () => {
  it('expand the same macros to the same tokens', () => {
    // What gcc does with a wrong number of arguments is not what MSVC does, and it knows no limits.
    // Nor does it drop the comma before nothing without being asked to.
    const programs = Array.from({ length: 3000 }, program)
      .filter((text) => !/,\s*__VA_ARGS__/.test(text))
      .map((text) => ({ text, result: run(text) }))
      .filter(({ result }) => result.said.length === 0 && result.tokens.length < 500);
    expect(programs.length).toBeGreaterThan(500);
    const marked = programs.map(({ text }, number) => `case_${number} ;\n${text}\n`).join('');
    const theirs = gccText(marked)
      .split(/^case_\d+ ;$/m)
      .slice(1);
    expect(theirs).toHaveLength(programs.length);
    const different = programs.filter(
      ({ result }, number) => spelled(result).join(' ') !== spellings(theirs[number]!).join(' '),
    );
    // C leaves open whether a macro still counts as being replaced while a call that its text began goes on behind
    // it. Such a call is rare here, and nothing else may differ.
    expect(different.length).toBeLessThan(programs.length / 1000);
  });

  it('find the same conditions true', () => {
    const operand = (): string =>
      pick(['0', '1', '2', '7', '-3', '0x7fffffffffffffff', '5u', '0xFFFFFFFFu', "'a'", 'N']);
    const condition = (depth: number): string => {
      const kind = random() % 8;
      if (depth > 3 || kind === 0) return operand();
      if (kind === 1) return `${pick(['!', '~', '- ', '+ '])}${condition(depth + 1)}`;
      if (kind === 2) return `(${condition(depth + 1)} ? ${condition(depth + 1)} : ${condition(depth + 1)})`;
      if (kind === 3) return `(${condition(depth + 1)})`;
      const operators = [
        '+',
        '-',
        '*',
        '&',
        '|',
        '^',
        '==',
        '!=',
        '<',
        '>',
        '<=',
        '>=',
        '&&',
        '||',
        '/',
        '%',
      ];
      const shift = random() % 8 === 0 ? pick([`<< ${random() % 64}`, `>> ${random() % 64}`]) : '';
      const right = condition(depth + 1);
      return `(${condition(depth + 1)} ${shift || `${pick(operators)} ${right}`})`;
    };
    const conditions = Array.from({ length: 3000 }, () => condition(0));
    const text = (list: readonly string[]) =>
      `#define N 3\n${list.map((one, number) => `#if ${one}\ncase_${number} yes\n#else\ncase_${number} no\n#endif\n`).join('')}`;
    // One that divides by zero ends a compilation of ours, so those are left out.
    const fine = conditions.filter((one) => run(text([one])).said.length === 0);
    expect(fine.length).toBeGreaterThan(2000);
    expect(spellings(text(fine))).toEqual(spellings(gccText(text(fine))));
  });
});

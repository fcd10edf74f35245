/**
 * Programs with one bug each, and their twins without it: the sweep finds every bug at the line that a comment of the
 * program names, and nothing in any twin.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type CProgram, compileC, type SourceFile, sweepC } from '../../src/c-entry.ts';
import type { SweepFinding } from '../../src/index.ts';
import { inTurn } from '../property-runs.ts';

const folder = fileURLToPath(new URL('seeded/', import.meta.url));
const read = (name: string): SourceFile => ({ name, text: readFileSync(`${folder}${name}`, 'utf8') });
const include = (name: string): SourceFile | null =>
  name === 'seeded.h' || name === 'client.h' ? read(name) : null;

/** A program of the folder. */
interface Seeded {
  readonly name: string;
  readonly isDriver: boolean;
  readonly about: string;
  /** Macros of its client. */
  readonly client: Readonly<Record<string, string>>;
  /** Where the bug is found: file and line; null where any line of C will do. */
  readonly place: { readonly file: string; readonly line: number } | null;
}

const lineOf = (
  { name, text }: SourceFile,
  part: string,
): { readonly file: string; readonly line: number } => {
  if (!text.includes(part)) throw new TypeError(`${name} has no ${part}`);
  return { file: name, line: text.slice(0, text.indexOf(part)).split('\n').length };
};

function seeded(file: string): Seeded {
  const source = read(file);
  const [, kind = '', about = ''] = /^\/\/ (driver|program): (.*)/.exec(source.text) ?? [];
  const options = /^\/\/ options: (.*)/m.exec(source.text)?.[1] ?? '';
  const client = Object.fromEntries(
    [...options.matchAll(/\b(METHOD|ADDRESS)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]),
  );
  const inHeader = /\bline=(.*)$/.exec(options)?.[1];
  const place = inHeader === undefined ? lineOf(source, '/* FOUND */') : lineOf(read('seeded.h'), inHeader);
  return {
    name: file.replace(/\.c$/, ''),
    isDriver: kind === 'driver',
    about,
    client,
    place: /\banywhere\b/.test(options) ? null : place,
  };
}

const programs = readdirSync(folder)
  .filter((name) => name.endsWith('.c'))
  .map(seeded);

/** Clients by what they are compiled with: most programs have the same. */
const clients = new Map<string, CProgram>();

function clientOf({ client: defines }: Seeded, arch: 'x64' | 'x86'): CProgram {
  const key = JSON.stringify([arch, defines]);
  const known = clients.get(key);
  if (known !== undefined) return known;
  const made = compileC({ name: 'client.c', text: '#include "client.h"\n' }, { arch, include, defines });
  clients.set(key, made);
  return made;
}

function findingsOf(one: Seeded, arch: 'x64' | 'x86', isBuggy: boolean): readonly SweepFinding[] {
  const defines = isBuggy ? { BUGGY: '1' } : {};
  const program = compileC(read(`${one.name}.c`), {
    arch,
    include,
    defines,
    mode: one.isDriver ? 'kernel' : 'user',
  });
  const client = clientOf(one, arch);
  expect([program, client].flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message))).toEqual(
    [],
  );
  return sweepC(program, { name: 'seeded', ...(one.isDriver ? { client } : {}) }).findings;
}

/** What the first finding is, without addresses. */
function kindOf({ kind, text, left }: SweepFinding): string {
  if (left !== null) return `left behind: ${left.kind}`;
  if (kind === 'bugcheck') return /^bug check \S+ \w+/.exec(text)?.[0] ?? text;
  return kind === 'raised' ? 'exception that nobody handles' : (text.split(':')[0] ?? text);
}

/** The table for readers; `IRQLAB_WRITE_DOCS=1` writes what is found, for all programs, with IRQLAB_PROPERTY_RUNS=4. */
const page = fileURLToPath(new URL('../../docs/seeded-bugs.md', import.meta.url));
const rowOf = ({ name, about }: Seeded, findings: readonly SweepFinding[]): string =>
  `| [${name}](../test/verifier/seeded/${name}.c) | ${about} | ${findings[0] === undefined ? '' : kindOf(findings[0])} |`;
const HEAD = `# Bugs that a sweep finds

Each program has one bug when it is compiled with BUGGY, and none otherwise. \`irqlab sweep\` finds the bug at the line that a comment of the program names, and nothing without it. The table is written by \`test/verifier/seeded.test.ts\`, which runs them all.

| Program | Bug | Found as |
|---|---|---|
`;

/** Every line of C that a finding names. */
const placesOf = ({ stack, details, faults }: SweepFinding): readonly string[] =>
  [...stack, ...details, ...faults.flatMap(({ stack: at }) => at)].flatMap((frame) =>
    [...frame.matchAll(/\[([^\]@]+) @ (\d+)\]/g)].map(([, file, line]) => `${file}:${line}`),
  );

const documented = existsSync(page) ? readFileSync(page, 'utf8').split('\n') : [];
const rows: string[] = [];

afterAll(() => {
  if (process.env['IRQLAB_WRITE_DOCS'] === '1')
    writeFileSync(page, `${HEAD}${[...new Set(rows)].join('\n')}\n`);
});

it('docs/seeded-bugs.md has a row for each program', () =>
  expect(documented.filter((line) => line.startsWith('| ['))).toHaveLength(programs.length));

describe.each(['x64', 'x86'] as const)('seeded bugs on %s', (arch) => {
  it('are at least 40', () => expect(programs.length).toBeGreaterThanOrEqual(40));

  // Each commit runs half of them, every second one on the other architecture.
  const mine = inTurn(programs, arch === 'x64' ? 0 : 2, 4);

  it.each(mine)('$name', (one) => {
    const findings = findingsOf(one, arch, true);
    expect(findings).not.toEqual([]);
    const places = findings.flatMap(placesOf);
    // x86 has other codes for some of them; the page tells those of x64.
    if (arch === 'x64') {
      const row = rowOf(one, findings);
      rows.push(row);
      if (process.env['IRQLAB_WRITE_DOCS'] !== '1') expect(documented).toContain(row);
    }
    if (one.place !== null) expect(places).toContain(`${one.place.file}:${one.place.line}`);
  });

  it.each(mine)('nothing in the twin of $name', (one) => {
    expect(findingsOf(one, arch, false).map(({ text }) => text)).toEqual([]);
  });
});

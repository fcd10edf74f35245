/** docs/decisions/0003-dependencies.md names what package.json pins. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest;
const pinned = { ...dependencies, ...devDependencies };
const record = read('docs/decisions/0003-dependencies.md');
const rows = [...record.matchAll(/^\| (@?[\w./-]+) \| (\d[\w.-]*) \|/gm)].map(([, name, version]) => [
  name,
  version,
]);

it('gives the pinned version of each package in its table', () => {
  expect(rows.length).toBeGreaterThan(5);
  expect(rows).toEqual(rows.map(([name = '']) => [name, pinned[name]]));
});

it('names every package, the run-time ones in the table', () => {
  expect(Object.keys(pinned).filter((name) => !record.includes(name))).toEqual([]);
  const named = rows.map(([name]) => name);
  expect(Object.keys(dependencies).filter((name) => !named.includes(name))).toEqual([]);
});

it('is about exact versions', () => {
  expect(Object.values(pinned).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

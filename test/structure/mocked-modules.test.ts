/** Test files of a worker share their modules (vitest.config.ts): one that is mocked must not reach another file. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));
const mocking = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') }))
  .filter(({ text }) => /^vi\.mock\(/m.test(text));

it('a test file that mocks a module has modules of its own, and takes them away', () => {
  expect(mocking.length).toBeGreaterThan(0);
  const leaking = mocking.filter(
    ({ text }) => !/vi\.hoisted\(.*?resetModules.*?doUnmock.*?resetModules/s.test(text),
  );
  expect(leaking.map(({ name }) => name)).toEqual([]);
});

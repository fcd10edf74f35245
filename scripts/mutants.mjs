// npm run mutants [-- NAME…]: seeded mutations, each of which some test must notice.
//
// test/mutants/*.json hold lists of { name, file, find, replace, tests }: in `file` the text `find`, which occurs
// there exactly once, becomes `replace`; then `vitest run` on the test files that match `tests` must be red.
// Each mutation runs in a temporary copy of the tree. The same tests must be green without it, else red means
// nothing. Prints a table; exit code 1 if a mutation survives or cannot be applied. A NAME selects the mutations
// whose name contains it. test/structure/mutants.test.ts keeps the lists applicable.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A mutation may make a test run forever; being stopped by this limit counts as noticed. */
const LIMIT_SECONDS = 180;

/** What a test run does not need a copy of. `node_modules` becomes a link. */
const LEFT_OUT = new Set(['node_modules', '.git', 'dist', 'coverage', 'docs/api', 'docs/api-pages']);

function readMutations(wanted) {
  const folder = join(root, 'test', 'mutants');
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  for (const mutation of all) {
    const { name, file, find, replace, tests } = mutation;
    const texts = [name, file, find, replace].every((value) => typeof value === 'string');
    if (!texts || !Array.isArray(tests) || tests.length === 0) {
      throw new TypeError(`mutants: not { name, file, find, replace, tests }: ${JSON.stringify(mutation)}`);
    }
  }
  return all.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
}

function copyTree() {
  const copy = mkdtempSync(join(tmpdir(), 'irqlab-mutants-'));
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(relative(root, path).replaceAll('\\', '/')),
  });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/** Children that are running, so that an interrupted run leaves none behind. */
const running = new Set();

/** Stops a child we started with everything it started: it leads a process group of its own. */
function stop(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

/** Runs the tests in a copy: 'green', 'red', 'unloaded' (no test got as far as running) or 'endless', with the output. */
function runTests(copy, tests) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  // `node_modules` is that of the tree: what is kept of a copy's modules goes with the copy.
  const cache = `--experimental.fsModuleCachePath=${join(copy, 'cache')}`;
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--project', 'unit', '--bail', '1', cache, ...tests],
    {
      cwd: copy,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      // As many runs of each property as in .ci/run: a mutant may show in few of them.
      env: { ...process.env, NO_COLOR: '1', CI: '1', IRQLAB_PROPERTY_RUNS: '4' },
    },
  );
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    let endless = false;
    const timer = setTimeout(() => {
      endless = true;
      stop(child);
    }, LIMIT_SECONDS * 1000);
    child.once('error', reject);
    child.once('close', (status) => {
      clearTimeout(timer);
      running.delete(child);
      if (endless) resolve({ colour: 'endless', output });
      else if (/No test files found|^\s*Tests\s+no tests/m.test(output))
        resolve({ colour: 'unloaded', output });
      else resolve({ colour: status === 0 ? 'green' : 'red', output });
    });
  });
}

/** The mutated text, or undefined when `find` does not occur exactly once. */
function mutate(text, { find, replace }) {
  const parts = text.split(find);
  return parts.length === 2 ? parts.join(replace) : undefined;
}

/** Applies one mutation in a copy, runs its tests and puts the file back. */
async function tryMutation(copy, mutation) {
  const path = join(copy, mutation.file);
  const text = readFileSync(path, 'utf8');
  const mutated = mutate(text, mutation);
  if (mutated === undefined) return 'NOT APPLIED: find does not occur exactly once';
  writeFileSync(path, mutated);
  try {
    const { colour } = await runTests(copy, mutation.tests);
    if (colour === 'green') return 'SURVIVED';
    if (colour === 'unloaded') return 'NOT TESTED: the tests do not load with it';
    return colour === 'endless' ? `died (no end after ${LIMIT_SECONDS} s)` : 'died';
  } finally {
    writeFileSync(path, text);
  }
}

/** The tests of all mutations, without a mutation. */
async function expectGreen(copy, mutations) {
  const tests = [...new Set(mutations.flatMap((mutation) => mutation.tests))];
  for (const test of tests) {
    const { colour, output } = await runTests(copy, [test]);
    if (colour === 'green') continue;
    console.error(`${output}\nmutants: '${test}' is ${colour} without any mutation`);
    return false;
  }
  return true;
}

/** Works through the list with one copy of the tree per worker. */
async function tryAll(copies, mutations) {
  const results = new Map();
  const queue = [...mutations];
  await Promise.all(
    copies.map(async (copy) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const result = await tryMutation(copy, next);
        results.set(next, result);
        console.log(`${result.padEnd(8)}  ${next.name}`);
      }
    }),
  );
  return mutations.map((mutation) => ({ mutation, result: results.get(mutation) }));
}

function printTable(rows) {
  const width = (key) => Math.max(...rows.map(({ mutation }) => mutation[key].length));
  const [names, files] = [width('name'), width('file')];
  console.log(`\n${'mutation'.padEnd(names)}  ${'file'.padEnd(files)}  result`);
  for (const { mutation, result } of rows) {
    console.log(`${mutation.name.padEnd(names)}  ${mutation.file.padEnd(files)}  ${result}`);
  }
}

async function main() {
  const mutations = readMutations(process.argv.slice(2));
  if (mutations.length === 0) throw new Error('mutants: no mutation has such a name');
  const workers = Math.max(1, Math.min(mutations.length, Math.floor(availableParallelism() / 2)));
  const copies = [];
  const cleanUp = () => {
    for (const child of running) stop(child);
    for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  };
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.once('exit', cleanUp);
  while (copies.length < workers) copies.push(copyTree());
  if (!(await expectGreen(copies[0], mutations))) return 1;
  const rows = await tryAll(copies, mutations);
  printTable(rows);
  const alive = rows.filter(({ result }) => !result.startsWith('died'));
  console.log(`\n${rows.length - alive.length} of ${rows.length} mutations died`);
  return alive.length === 0 ? 0 : 1;
}

process.exitCode = await main();

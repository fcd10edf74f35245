/**
 * A small project in a folder of its own, with irqlab in its node_modules as a package of four bundles, in which vitest
 * really runs.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot, sourceRoot } from '../structure/public-entries.ts';

/** Addresses in messages: they are not what a snapshot is about. */
export const ADDRESSES = /0xffff[0-9a-f]{12}|0xFFFF[0-9A-F]{12}|[0-9a-f]{8}`[0-9a-f]{8}/g;

/** What `--reporter=json` tells, as far as it is needed. */
export interface JsonReport {
  readonly numTotalTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** A project that was made. */
export interface ChildProject {
  readonly folder: string;
  /** Runs the command `vitest` with arguments to its end; gives what it printed. */
  vitest(...args: readonly string[]): Promise<string>;
  /** A report that a run wrote. */
  report(name: string): JsonReport;
  remove(): void;
}

const ENTRIES = {
  '.': 'index',
  './c': 'c-entry',
  './vitest': 'vitest/index',
  './vitest/plugin': 'vitest/plugin',
};

/** Makes one. @param files a folder, or texts by name */
export async function childProject(files: string | ReadonlyMap<string, string>): Promise<ChildProject> {
  const folder = mkdtempSync(join(tmpdir(), 'irqlab-vitest-'));
  if (typeof files === 'string') cpSync(files, folder, { recursive: true });
  else for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const own = join(folder, 'node_modules', 'irqlab');
  mkdirSync(own, { recursive: true });
  await build({
    entryPoints: Object.values(ENTRIES).map((name) => join(sourceRoot, `${name}.ts`)),
    outdir: own,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    external: ['vitest'],
    // `sideEffects` of package.json speaks of dist; here the sources are bundled.
    ignoreAnnotations: true,
    logLevel: 'silent',
    absWorkingDir: projectRoot,
    outbase: sourceRoot,
  });
  const exports = Object.fromEntries(Object.entries(ENTRIES).map(([key, name]) => [key, `./${name}.js`]));
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name: 'irqlab', type: 'module', exports }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  for (const name of ['vitest', 'vite'])
    symlinkSync(join(projectRoot, 'node_modules', name), join(folder, 'node_modules', name));
  return {
    folder,
    vitest: (...args) => runVitest(folder, args),
    report: (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as JsonReport,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runVitest(folder: string, args: readonly string[]): Promise<string> {
  const entry = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  // Nothing of the vitest that runs this: it would take the other one for a worker of its own.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|MODE$)/.test(name)),
  );
  const child = spawn(process.execPath, [entry, ...args, '--maxWorkers=1', '--no-isolate'], {
    cwd: folder,
    env: { ...env, NO_COLOR: '1' },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(printed));
  });
}

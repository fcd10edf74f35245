/**
 * `irqlab/vitest/plugin`: lets `vitest --shard` split sweeps, for `vitest.config.ts`.
 *
 * @example
 * ```ts
 * import { irqlabShards } from 'irqlab/vitest/plugin';
 * import { defineConfig } from 'vitest/config';
 *
 * export default defineConfig({ plugins: [irqlabShards()] });
 * ```
 *
 * @packageDocumentation
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  TestProject,
  TestSequencerConstructor,
  TestSpecification,
  Vitest,
  VitestPluginContext,
} from 'vitest/node';
import type { SplitFiles } from './shard-context.ts';

/** Which test files are split. */
export interface ShardOptions {
  /** Paths of test files whose sweeps are split; `/\.sweep\.(test|spec)\.[cm]?[jt]sx?$/` when left out. */
  readonly files?: RegExp;
}

/** A plug-in as Vite takes it, as far as this one is one. */
export interface ShardPlugin {
  /** Name of the plug-in. */
  readonly name: string;
  /** vitest calls it for each project, before it looks for tests. */
  configureVitest(context: VitestPluginContext): Promise<void>;
}

const SWEEPS = /\.sweep\.(test|spec)\.[cm]?[jt]sx?$/;

/**
 * With `vitest --shard=2/3`, test files with sweeps run in every shard and make a third of the runs of each sweep
 * there; other files are shared out as always. Without `--shard` it does nothing.
 *
 * `vitest --merge-reports` keeps one result for each file and project. So that none is lost, the projects of a shard
 * carry its number in their names.
 */
export function irqlabShards({ files = SWEEPS }: ShardOptions = {}): ShardPlugin {
  return {
    name: 'irqlab:shards',
    async configureVitest({ vitest, project, injectTestProjects }) {
      const { shard, mergeReports } = vitest.config;
      if (mergeReports !== undefined && mergeReports !== '')
        for (const name of await shardNames(mergeReports, project.name))
          await injectTestProjects({ test: { name, root: project.config.root } });
      if (shard === undefined) return;
      const { index, count } = shard;
      const part: SplitFiles = { index, count, pattern: files.source, flags: stateless(files) };
      project.provide('irqlabShard', part);
      project.config.name = `${prefixOf(project.name)}shard ${index}/${count}`;
      await allowManyShards(vitest, project, files);
      splitOnce(vitest, files);
    },
  };
}

const prefixOf = (project: string): string => (project === '' ? '' : `${project} `);

/** Names that a project had in the shards whose reports lie in a folder. They are strings in JSON. */
async function shardNames(folder: string, project: string): Promise<ReadonlySet<string>> {
  const quoted = new RegExp(`"(${escaped(prefixOf(project))}shard \\d+/\\d+)"`, 'g');
  const names = new Set<string>();
  for (const file of await readdir(folder).catch(() => [])) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const [, name = ''] of text.matchAll(quoted)) names.add(name);
  }
  return names;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** vitest refuses more shards than test files; with a file that every shard runs none of them is empty. */
async function allowManyShards(vitest: Vitest, project: TestProject, files: RegExp): Promise<void> {
  const { testFiles } = await project.globTestFiles();
  if (testFiles.some((path) => isSplit(files, path))) vitest.config.passWithNoTests = true;
}

/** Flags without those that make an expression remember where it matched. */
const stateless = ({ flags }: RegExp): string => flags.replace(/[gy]/g, '');

const isSplit = (files: RegExp, path: string): boolean =>
  new RegExp(files.source, stateless(files)).test(path);

const split = new WeakSet<Vitest>();

/** Puts the sequencer that keeps sweeps in front of the one of the configuration; once, for all projects. */
function splitOnce(vitest: Vitest, files: RegExp): void {
  if (split.has(vitest)) return;
  split.add(vitest);
  const { sequence } = vitest.config;
  sequence.sequencer = keepingSweeps(sequence.sequencer, files);
}

function keepingSweeps(Base: TestSequencerConstructor, files: RegExp): TestSequencerConstructor {
  return class {
    readonly #base: InstanceType<TestSequencerConstructor>;

    constructor(vitest: Vitest) {
      this.#base = new Base(vitest);
    }

    async shard(specs: TestSpecification[]): Promise<TestSpecification[]> {
      const own = specs.filter(({ moduleId }) => isSplit(files, moduleId));
      const others = specs.filter(({ moduleId }) => !isSplit(files, moduleId));
      return [...own, ...(await this.#base.shard(others))];
    }

    async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
      return this.#base.sort(specs);
    }
  };
}

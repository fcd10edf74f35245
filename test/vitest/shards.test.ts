/** vitest really runs in a project of its own: the fixture's verdicts, and sweeps that `--shard` splits. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTime } from '../property-runs.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { ADDRESSES, type ChildProject, childProject, type JsonReport } from './child-project.ts';

let project: ChildProject;
beforeAll(async () => {
  project = await childProject(join(projectRoot, 'test/fixtures/vitest'));
}, 60_000);
afterAll(() => project?.remove());

const results = (report: JsonReport) =>
  report.testResults.flatMap(({ assertionResults }) => assertionResults);

/** The runs that failed, as their findings name them, test by test. */
const replays = (reports: readonly JsonReport[], title: string): string[] =>
  reports
    .flatMap(results)
    .filter((one) => one.title === title)
    .flatMap(({ failureMessages }) => failureMessages.join('\n').match(/run it again: [\w:+]+/g) ?? [])
    .sort();

describe('the fixture', () => {
  let all: ReturnType<typeof results>;
  beforeAll(async () => {
    await project.vitest('run', 'fixture', '--reporter=json', '--outputFile=fixture.json');
    all = results(project.report('fixture.json'));
  }, 60_000);

  it('passes tests that leave nothing', () => {
    const passes = all.filter(({ fullName }) => fullName.startsWith('passes'));
    expect(passes.length).toBe(13);
    expect(passes.filter(({ status }) => status !== 'passed')).toEqual([]);
  });

  it('fails tests that leave something, and says what and who asked for it', () => {
    const fails = all.filter(({ fullName }) => fullName.startsWith('fails'));
    const told = fails.map(({ title, status, failureMessages }) => ({
      title,
      status,
      says: failureMessages.map((message) =>
        message.replaceAll(/[^\s(]*irqlab-vitest-\w+\/|\n {4}at .*/g, '').replaceAll(ADDRESSES, 'ADDRESS'),
      ),
    }));
    expect(told).toMatchSnapshot();
  });
});

/** The faults of the first calls, as replays name them. */
const faults = (...calls: readonly number[]): string[] =>
  calls.map((call) => `${call}:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES`).sort();
const upTo = (calls: number): string[] => faults(...Array.from({ length: calls }, (_, at) => at + 1));
const again = (fault: string): string => `run it again: ${fault}`;

/** Faults that the program of pool.sweep.test.ts does not survive, which has ten calls. */
const FOUND = faults(4, 8).map(again);
const COUNTS = hasTime ? [2, 3] : [2];
const FILES = ['run', 'pool', 'ordinary', '--reporter=json', '--reporter=default'];

/** Every sweep makes each of its runs once, and finds all that there is to find; the small one runs once. */
function assertWhole(reports: readonly JsonReport[], printed: string): void {
  for (const title of ['pairs of blocks', 'the same by hand']) expect(replays(reports, title)).toEqual(FOUND);
  const runs = [...printed.matchAll(/^RUNS (.*)/gm)].flatMap(([, cases = '']) => cases.split(' '));
  expect(runs.filter((one) => one !== '').sort()).toEqual(upTo(10));
  expect(replays(reports, 'no fault is survived')).toEqual(upTo(7).map(again));
  expect(reports.flatMap(results).filter(({ title }) => title === 'a small sweep')).toMatchObject([
    { status: 'passed' },
  ]);
}

describe('sweeps with --shard', () => {
  it.runIf(hasTime)(
    'are whole without it',
    async () => {
      const printed = await project.vitest(...FILES, '--outputFile.json=whole.json');
      assertWhole([project.report('whole.json')], printed);
    },
    60_000,
  );

  it.each(COUNTS)(
    'find in %i parts what the whole finds, also in the merged report',
    async (count) => {
      const folder = `reports-${count}`;
      const shards: JsonReport[] = [];
      let printed = '';
      for (let index = 1; index <= count; index++) {
        const json = `${count}-${index}.json`;
        const blob = `--outputFile.blob=${folder}/${index}.json`;
        const shard = `--shard=${index}/${count}`;
        printed += await project.vitest(
          ...FILES,
          shard,
          '--reporter=blob',
          blob,
          `--outputFile.json=${json}`,
        );
        shards.push(project.report(json));
      }
      assertWhole(shards, printed);
      await project.vitest(
        'run',
        `--merge-reports=${folder}`,
        '--reporter=json',
        `--outputFile=${folder}.json`,
      );
      assertWhole([project.report(`${folder}.json`)], printed);
    },
    120_000,
  );
});

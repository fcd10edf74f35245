/** `irqlab sweep --jobs`: threads share the runs, and nobody can tell from the output. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobsFor, partOf, type SweepThreads } from '../../src/cli/sweep-jobs.ts';
import { mergeSweeps, type SweepReport, type SweepShard } from '../../src/index.ts';
import { capture } from './capture.ts';

/** Loses a block at each of several failures, and has a finding in the run without one. */
const program = `#include <stdlib.h>
int main(void) {
  int index;
  void *blocks[6], *lost = malloc(7);
  for (index = 0; index < 6; index++) {
    blocks[index] = malloc(16);
    if (blocks[index] == NULL) return 1;
  }
  for (index = 0; index < 6; index++) free(blocks[index]);
  return lost == NULL;
}
`;

let folder = '';
let source = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'irqlab-jobs-'));
  source = join(folder, 'lost.c');
  writeFileSync(source, program);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Threads that are none: each part is made in this one. Parts that `fails` names come to no end. */
function threads(argv: readonly string[], fails: (part: SweepShard) => boolean): SweepThreads {
  return {
    processors: 3,
    start(part) {
      let done = 0;
      const report = new Promise<SweepReport | null>((resolve) => {
        if (fails(part)) resolve(null);
        else
          void capture(argv, {
            sweepTask: { part, progress: (count) => (done = count), report: resolve },
          }).then(({ stdout, stderr }) => expect([stdout, stderr]).toEqual(['', '']));
      });
      return { part, report, progress: () => ({ done, findings: 0 }) };
    },
  };
}

describe('a sweep in threads', () => {
  it.each([
    ['--json', '2', () => false],
    ['--json', '3', () => false],
    ['--junit', '3', () => false],
    ['--stacks=all', '99', () => false],
    ['--json', '3', ({ index }: SweepShard) => index === 2],
    ['--shard=2/2', '3', () => false],
  ])('prints the same as one thread: %s --jobs %s', async (form, jobs, fails) => {
    const argv = ['sweep', source, form, '--jobs', jobs];
    const alone = await capture(['sweep', source, form]);
    expect(alone.code).toBe(1);
    expect(await capture(argv, { sweepThreads: threads(argv, fails) })).toEqual(alone);
  });

  it.each([['--pairs', '3'], ['--stop-at-first'], ['--replay', '2:HeapAlloc:NULL']])(
    'is one thread where runs depend on each other: %s',
    async (...options) => {
      const sweepThreads: SweepThreads = {
        processors: 3,
        start: () => expect.unreachable('a thread was started'),
      };
      const argv = ['sweep', source, '--jobs', '3', ...options];
      expect(await capture(argv, { sweepThreads })).toEqual(await capture(['sweep', source, ...options]));
    },
  );

  it.each(['0', '-1', 'x', '1.5'])('--jobs %s is no number of threads', async (jobs) => {
    expect((await capture(['sweep', source, '--jobs', jobs])).code).toBe(2);
  });
});

describe('how many threads', () => {
  it.each([
    { asked: undefined, processors: 8, cases: 10, firstRun: 60, jobs: 1 },
    { asked: undefined, processors: 8, cases: 1000, firstRun: 60, jobs: 8 },
    { asked: undefined, processors: 8, cases: 100, firstRun: 60, jobs: 5 },
    { asked: undefined, processors: 8, cases: 1000, firstRun: 1, jobs: 1 },
    { asked: 3, processors: 1, cases: 10, firstRun: 0, jobs: 3 },
    { asked: 3, processors: 8, cases: 2, firstRun: 1000, jobs: 2 },
    { asked: 3, processors: 8, cases: 0, firstRun: 1000, jobs: 1 },
  ])('$jobs for $cases runs, asked for $asked', ({ asked, processors, cases, firstRun, jobs }) => {
    expect(jobsFor(asked, processors, cases, firstRun)).toBe(jobs);
  });

  it('parts of a part are parts of the whole', () => {
    const of = ({ index, count }: SweepShard) =>
      [...Array(24).keys()].filter((one) => one % count === index - 1);
    const part = { index: 2, count: 3 };
    const jobs = [0, 1, 2].map((job) => of(partOf(part, job, 3)));
    expect(jobs.flat().sort((a, b) => a - b)).toEqual(of(part));
  });
});

describe('mergeSweeps', () => {
  const finding = (replay: string): SweepReport['findings'][number] => ({
    kind: 'threw',
    text: '',
    details: [],
    stack: [],
    left: null,
    faults: [],
    events: [],
    replay,
  });
  const part = (cases: readonly string[], found: readonly string[]): SweepReport => ({
    points: [],
    runs: cases.length,
    cases,
    findings: found.map(finding),
  });

  it('gives runs and findings in the order of the whole', () => {
    const { cases, findings, runs, ok } = mergeSweeps([
      part(['a', 'd', 'g'], ['', 'd', 'd']),
      part(['b', 'e'], ['e', 'b']),
      part(['c', 'f'], []),
    ]);
    expect(cases.join('')).toBe('abcdefg');
    expect(findings.map(({ replay }) => replay)).toEqual(['', 'b', 'd', 'd', 'e']);
    expect([runs, ok]).toEqual([7, false]);
  });

  it('needs a part', () => {
    expect(() => mergeSweeps([])).toThrow(RangeError);
  });
});

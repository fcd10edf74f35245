import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type * as replayModule from '../../src/cli/replay.ts';
import { capture } from './capture.ts';

// Test files share the modules of their worker (vitest.config.ts). What is mocked must not be: neither taken from
// the files before this one, nor left to those after it.
vi.hoisted(() => {
  vi.resetModules();
});
afterAll(() => {
  vi.doUnmock('../../src/cli/replay.ts');
  vi.resetModules();
});

// A heap that fails its checks cannot be had from outside: the replay is replaced by one that found something.
vi.mock(import('../../src/cli/replay.ts'), async (importOriginal) => {
  const original: typeof replayModule = await importOriginal();
  const reason = 'operation 1: RtlValidateHeap says FALSE';
  return {
    ...original,
    replayTrace: (...args) => ({ ...original.replayTrace(...args), valid: false, reason }),
  };
});

const folder = mkdtempSync(join(tmpdir(), 'irqlab-findings-'));
const file = join(folder, 'found.trace');
writeFileSync(file, 'a 0 64\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a replay that found something ends with 1', () => {
  it('and says what in the summary', async () => {
    const { code, stdout, stderr } = await capture(['replay', file]);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^ {2}valid {11}NO: operation 1: RtlValidateHeap says FALSE$/m);
  });

  it('and on stderr beside the JSON', async () => {
    const { code, stdout, stderr } = await capture(['replay', file, '--json']);
    expect([code, stderr]).toEqual([1, `${file}: operation 1: RtlValidateHeap says FALSE\n`]);
    expect(JSON.parse(stdout)).toMatchObject({ valid: false });
  });

  it('also in the demo', async () => expect((await capture(['demo', 'heap'])).code).toBe(1));
});

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { corpus } from '../c/corpus.ts';

/** What makes gcc's C more like MSVC's, where a program may notice. */
const OPTIONS = ['-w', '-O0', '-std=gnu17', '-fms-extensions', '-fshort-wchar', '-mms-bitfields', '-fwrapv'];

describe('programs by language feature with gcc', () => {
  const folder = mkdtempSync(join(tmpdir(), 'irqlab-programs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(corpus('programs').filter(({ msvcOnly }) => !msvcOnly))('$name', ({ name, files, expected }) => {
    const program = join(folder, name);
    execFileSync('gcc', [...OPTIONS, '-o', program, ...files, '-lm'], { stdio: 'pipe' });
    const { status, stdout } = spawnSync(program, { encoding: 'utf8', timeout: 20_000 });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expected ?? '' });
  });
});

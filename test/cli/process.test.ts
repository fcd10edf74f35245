/** `irqlab run` as a process: its streams, while a C program runs. The sources are bundled, so nothing must be built. */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot, sourceRoot } from '../structure/public-entries.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'irqlab-process-'));
  await build({
    entryPoints: [join(sourceRoot, 'cli', 'main.ts')],
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    outdir: at('dist/cli'),
    logLevel: 'error',
    // commander is CommonJS and asks for Node's modules by `require`.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  copyFileSync(join(projectRoot, 'package.json'), at('package.json'));
  writeFileSync(at('flood.c'), '#include <stdio.h>\nint main(void) { for (;;) puts("line"); }\n');
  writeFileSync(
    at('deep.c'),
    'static int f(int n) { return n ? f(n - 1) + 1 : 0; }\nint main(void) { return f(19000) - 19000; }\n',
  );
  writeFileSync(
    at('losing.c'),
    '#include <stdlib.h>\nint main(void) { void *a = malloc(1), *b = malloc(2), *c = malloc(3); if (!a || !b || !c) return 1; free(c); free(b); free(a); return 0; }\n',
  );
  writeFileSync(
    at('ask.c'),
    '#include <stdio.h>\nint main(void) { char s[9]; printf("name? "); while (fgets(s, 9, stdin)) printf("<%s>", s); return 0; }\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Stdio = 'pipe' | 'ignore' | number;
const start = (args: readonly string[], stdout: Stdio = 'pipe'): ChildProcess =>
  spawn(process.execPath, [at('dist/cli/main.js'), ...args], { stdio: ['pipe', stdout, 'pipe'] });

/** Exit code and what was printed, once the process has ended. */
function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

describe('irqlab run as a process', () => {
  it('prints while the program runs; a reader that has seen enough is no error', async () => {
    const child = start(['run', at('flood.c'), '--timeout', '1000']);
    const code = new Promise((resolve) => child.on('close', resolve));
    const first = await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.stdout?.destroy();
    expect(String(first)).toMatch(/^line\r?\n/);
    expect(await code).toBe(0);
  });

  it('gives the program standard input, when it asks', async () => {
    const child = start(['run', at('ask.c')]);
    const result = ended(child);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.stdin?.end('one\r\ntwo');
    expect(await result).toEqual({ code: 0, stdout: 'name? <one\n><two>', stderr: '' });
  });

  it('sweep shares its runs out to threads, and prints what one thread prints', async () => {
    const sweep = (jobs: string) => ended(start(['sweep', at('losing.c'), '--json', '--jobs', jobs]));
    const [alone, shared] = await Promise.all([sweep('1'), sweep('3')]);
    expect(alone.code).toBe(1);
    expect(shared).toEqual(alone);
  });

  it.each(['run', 'sweep'])('%s has a stack for deep recursion in C', async (command) => {
    const child = start([command, at('deep.c')]);
    const { code, stderr } = await ended(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('says when its output cannot be written', async () => {
    const child = start(['run', at('ask.c')], openSync('/dev/full', 'w'));
    child.stdin?.end();
    const { code, stderr } = await ended(child);
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'irqlab: the output cannot be written (ENOSPC)\n' });
  });
});

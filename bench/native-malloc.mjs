// malloc of the C library of this computer, measured by small C programs, where a C compiler is present.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first C compiler that answers, or null. */
function findCompiler() {
  for (const name of ['cc', 'gcc', 'clang']) {
    if (spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) return name;
  }
  return null;
}

/** Compiles one of the C programs of this folder, or gives null without a C compiler. Call `dispose` at the end. */
export function nativeProgram(source) {
  const compiler = findCompiler();
  if (compiler === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'irqlab-bench-'));
  const program = join(folder, 'native');
  const path = fileURLToPath(new URL(source, import.meta.url));
  execFileSync(compiler, ['-O2', '-o', program, path], { stdio: 'inherit' });
  return {
    /** Writes typed arrays one after another to a file for the program; the answer names it. */
    write(name, arrays) {
      const file = join(folder, `${name}.bin`);
      writeFileSync(
        file,
        Buffer.concat(arrays.map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength))),
      );
      return file;
    },
    /**
     * Runs the program; it prints nanoseconds of CPU time per operation. The answer comes through a file: reading
     * the pipe of a child detaches an ArrayBuffer, and V8 then slows every typed array of this process down.
     */
    run(...args) {
      const quoted = [program, ...args].map((word) => `'${word}'`).join(' ');
      const answer = join(folder, 'answer');
      const { status } = spawnSync('sh', ['-c', `${quoted} > '${answer}'`], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      if (status !== 0) throw new Error(`the native program failed: ${quoted}`);
      return Number(readFileSync(answer, 'utf8'));
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

// malloc of the C library of this computer, measured by small C programs, where a C compiler is present.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * Runs what it reads from a pipe with a name, one command at a time; the answer comes as a file, complete or not there.
 */
const server = `while read -r command < pipe; do
  if sh -c "$command" > unfinished; then mv unfinished answer; else echo failed > answer; fi
done`;

/** Waits until a file is there, asleep. */
function waitFor(file) {
  const never = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(file)) Atomics.wait(never, 0, 0, 2);
}

/**
 * Compiles one of the C programs of this folder, or gives null without a C compiler. Call it before anything large is
 * made, and `dispose` at the end.
 *
 * The program is started by a shell that is started here and lives until the end. A process that starts another one
 * shares its pages with it for a moment, and pays a page fault for the next store to each of them; but not for the
 * memory of WebAssembly, which V8 does not share. Started between two rounds, the program made irqlab 40 % slower on the
 * largest trace, and dlmalloc no slower. Nothing is read through a pipe either: that detaches an ArrayBuffer, and V8
 * then slows every typed array of this process down.
 */
export function nativeProgram(source) {
  const compiler = findCompiler();
  if (compiler === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'irqlab-bench-'));
  const [program, pipe, answer] = ['native', 'pipe', 'answer'].map((name) => join(folder, name));
  const path = fileURLToPath(new URL(source, import.meta.url));
  execFileSync(compiler, ['-O2', '-o', program, path], { stdio: 'inherit' });
  execFileSync('mkfifo', [pipe]);
  const shell = spawn('sh', ['-c', server], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  shell.unref();
  const end = () => shell.kill();
  process.on('exit', end);
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
    /** Runs the program; it prints nanoseconds of CPU time per operation. */
    run(...args) {
      const quoted = [program, ...args].map((word) => `'${word}'`).join(' ');
      writeFileSync(pipe, `${quoted}\n`);
      waitFor(answer);
      const nanoseconds = Number(readFileSync(answer, 'utf8'));
      rmSync(answer);
      if (!Number.isFinite(nanoseconds)) throw new Error(`the native program failed: ${quoted}`);
      return nanoseconds;
    },
    dispose() {
      process.off('exit', end);
      end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

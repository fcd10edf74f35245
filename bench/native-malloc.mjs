// malloc of the C library of this computer, measured by a small C program, where a C compiler is present.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('native-malloc.c', import.meta.url));

/** The first C compiler that answers, or null. */
function findCompiler() {
  for (const name of ['cc', 'gcc', 'clang']) {
    if (spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) return name;
  }
  return null;
}

/** The native contender, or null without a C compiler. Call `dispose` at the end. */
export function nativeMalloc() {
  const compiler = findCompiler();
  if (compiler === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'irqlab-bench-'));
  const program = join(folder, 'native-malloc');
  execFileSync(compiler, ['-O2', '-o', program, SOURCE], { stdio: 'inherit' });
  return {
    name: `malloc (native, ${compiler})`,
    /** Writes a trace as arrays; the answer names the file. */
    prepare({ name, operations, ids, sizes, allocations }) {
      const file = join(folder, `${name}.bin`);
      const counts = Float64Array.of(operations.length, allocations);
      const parts = [counts, sizes, ids, operations].map((a) =>
        Buffer.from(a.buffer, a.byteOffset, a.byteLength),
      );
      writeFileSync(file, Buffer.concat(parts));
      return file;
    },
    /** Nanoseconds of CPU time per operation: the median of `repeats`, after one that is not counted. */
    sample: (file, repeats) => Number(execFileSync(program, [file, String(repeats)], { encoding: 'utf8' })),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

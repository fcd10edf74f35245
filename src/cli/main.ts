#!/usr/bin/env node
/** The `irqlab` command: gives `run` the streams of this process. */
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import { exitCode } from './io.ts';

/** Stack for C code, in MB: a C program of Windows has 1 MB, and its frames are larger in JavaScript. */
const STACK_MB = 64;

// A reader that has seen enough (`irqlab replay … | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCode.fine : exitCode.internalError);
  });
}

const argv = process.argv.slice(2);
if (isMainThread && argv[0] === 'run') runOnLargeStack();
else {
  // Only now: the thread that starts another one has no use for the simulator.
  const { run } = await import('./run.ts');
  process.exitCode = await run(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    now: () => performance.now(),
  });
}

/** Runs this file again in a thread whose stack is large enough for deep recursion in C. */
function runOnLargeStack(): void {
  const worker = new Worker(fileURLToPath(import.meta.url), {
    argv,
    resourceLimits: { stackSizeMb: STACK_MB },
  });
  worker.on('error', (error) => {
    process.stderr.write(`irqlab: internal error: ${error.message}\n`);
    process.exitCode = exitCode.internalError;
  });
  worker.on('exit', (code) => {
    process.exitCode ??= code;
  });
}

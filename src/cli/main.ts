#!/usr/bin/env node
/** The `irqlab` command: gives `run` the streams of this process. */
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { exitCode } from './io.ts';

/** Stack for C code, in MB: a C program of Windows has 1 MB, and its frames are larger in JavaScript. */
const STACK_MB = 64;

/** Memory for the compiler, in MB: sources of 16 MB, the largest that are read, take 2 GB. */
const HEAP_MB = 4096;

/** Commands that run C code. */
const RUNS_C: ReadonlySet<string> = new Set(['run', 'sweep']);

// C programs are WebAssembly with hints which branches are seldom taken. Later engines read them anyhow.
if (/^11\.3\./.test(process.versions.v8)) setFlagsFromString('--experimental-wasm-branch-hinting');

const argv = process.argv.slice(2);
const ownFile = fileURLToPath(import.meta.url);
const resourceLimits = { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: HEAP_MB };
if (isMainThread && RUNS_C.has(argv[0] ?? '')) runOnLargeStack();
else {
  // Only now: the thread that starts another one has no use for the simulator.
  const { run } = await import('./run.ts');
  const streams = isMainThread ? processStreams() : await threadStreams();
  process.exitCode = await run(argv, {
    ...streams,
    ...(isMainThread ? {} : await sweepThreads()),
    env: process.env,
    now: () => performance.now(),
  });
}

/** The streams of Node. A reader that has seen enough (`irqlab replay … | head`) is no error. */
function processStreams() {
  const { stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitCode.fine);
      if (stream === stdout) stderr.write(`irqlab: the output cannot be written (${error.code})\n`);
      process.exit(exitCode.badInput);
    });
  }
  return { stdout, stderr };
}

/** The streams of a thread that gives Node no turn while a C program runs. */
async function threadStreams() {
  const { outputTo, standardInput } = await import('./blocking-streams.ts');
  return { stdout: outputTo(1), stderr: outputTo(2), stdin: standardInput() };
}

/** What a sweep needs to share its runs out, or the part of one that this thread was started for. */
async function sweepThreads() {
  const { taskFrom, threadsFor } = await import('./sweep-threads.ts');
  const sweepTask = taskFrom(workerData);
  return sweepTask === null ? { sweepThreads: threadsFor(ownFile, argv, resourceLimits) } : { sweepTask };
}

/** Runs this file again in a thread whose stack is large enough for deep recursion in C. */
function runOnLargeStack(): void {
  const worker = new Worker(ownFile, { argv, resourceLimits });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    const what = full
      ? 'stopped: there is not enough memory for this program'
      : `internal error: ${error.message}`;
    process.stderr.write(`irqlab: ${what}\n`);
    process.exitCode = full ? exitCode.stopped : exitCode.internalError;
  });
  worker.on('exit', (code) => {
    process.exitCode ??= code;
  });
}

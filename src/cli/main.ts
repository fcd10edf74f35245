#!/usr/bin/env node
/** The `irqlab` command: gives `run` the streams of this process. */
import { exitCode } from './io.ts';
import { run } from './run.ts';

// A reader that has seen enough (`irqlab replay … | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? exitCode.fine : exitCode.internalError);
  });
}

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: () => performance.now(),
});

import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';

/** What a run of the command line gave. */
export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, with a clock that ticks a millisecond at each look. */
export async function capture(argv: readonly string[], about: Partial<Io> = {}): Promise<Captured> {
  let [stdout, stderr, time] = ['', '', 0];
  const io: Io = {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    now: () => time++,
    ...about,
  };
  const code = await run(argv, io);
  return { code, stdout, stderr };
}

import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/run.ts';

/** What a run of the command line gave. */
export interface Captured {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const textOf = (text: string | Uint8Array): string =>
  typeof text === 'string' ? text : new TextDecoder().decode(text);

/** Runs the command line in this process, with a clock that ticks a millisecond at each look. */
export async function capture(argv: readonly string[], about: Partial<Io> = {}): Promise<Captured> {
  let [stdout, stderr, time] = ['', '', 0];
  const io: Io = {
    stdout: { write: (text) => (stdout += textOf(text)) },
    stderr: { write: (text) => (stderr += textOf(text)) },
    env: {},
    now: () => time++,
    ...about,
  };
  const code = await run(argv, io);
  return { code, stdout, stderr };
}

/** What the command line needs of its surroundings, so that tests run it in-process. */
import type { PageWords } from './page-words.ts';
import type { SweepTask, SweepThreads } from './sweep-jobs.ts';

/** An output stream. */
export interface Output {
  /** Writes text, or bytes, as they are. */
  write(text: string | Uint8Array): unknown;
  /** True when a person looks at it. */
  readonly isTTY?: boolean | undefined;
}

/** An input stream. */
export interface Input {
  /** The next line with its line end, or a part of a long one; null at the end. */
  readLine(): Uint8Array | null;
}

/** Streams, environment and clock of a run. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Standard input of programs; without it they find it empty. */
  readonly stdin?: Input;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds, for timing and for the progress bar. */
  readonly now: () => number;
  /** Words of the reference pages; without it those that the build collected. */
  readonly pageWords?: () => PageWords;
  /** Threads that a sweep is shared out to; without it one thread makes it all. */
  readonly sweepThreads?: SweepThreads;
  /** Set in a thread that makes a part of a sweep for another one: it prints nothing. */
  readonly sweepTask?: SweepTask;
}

/** Exit codes (ENGINEERING-DECISIONS 16; `internalError` is EX_SOFTWARE of sysexits.h, *ours*). */
export const exitCode = {
  fine: 0,
  findings: 1,
  badInput: 2,
  bugCheck: 3,
  stopped: 4,
  internalError: 70,
} as const;

/** True when the terminal can show block characters. */
export const hasBlockCharacters = ({ env }: Io): boolean => env['TERM'] !== 'dumb';

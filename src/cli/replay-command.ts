/** `irqlab replay`: reads a trace, replays it, prints what came of it. */
import type { Architecture } from '../index.ts';
import type { PictureStyle } from './heap-picture.ts';
import { exitCode, hasBlockCharacters, type Io } from './io.ts';
import { progressBar } from './progress.ts';
import { readTraceFile } from './read-trace-file.ts';
import { type ReplayResult, type ReplaySettings, replayTrace } from './replay.ts';
import { replayJson, replaySummary } from './summary.ts';
import type { Trace } from './trace.ts';

/** Options of the command. */
export interface ReplayOptions extends ReplaySettings {
  readonly json: boolean;
}

/** Largest SIZE_T that a trace may ask for: 32 bits on x86; on x64 what a JavaScript number holds exactly. */
const LARGEST_BYTES: Readonly<Record<Architecture, number>> = {
  x64: Number.MAX_SAFE_INTEGER,
  x86: 2 ** 32 - 1,
};

/** Runs the command. The answer is the exit code. */
export function replayCommand(file: string, options: ReplayOptions, io: Io): number {
  const read = readTraceFile(file, LARGEST_BYTES[options.arch]);
  if (!read.ok) {
    io.stderr.write(`${read.message}\n`);
    return exitCode.badInput;
  }
  for (const note of read.trace.notes) io.stderr.write(`${note}\n`);
  const result = replayWithProgress(read.trace, options, io);
  if (options.json) io.stdout.write(`${replayJson(read.trace, result)}\n`);
  else io.stdout.write(`${replaySummary(read.trace, options, result, pictureStyle(options.arch, io))}\n`);
  if (result.valid) return exitCode.fine;
  if (options.json) io.stderr.write(`${file}: ${result.reason}\n`);
  return exitCode.findings;
}

/** Replays behind a progress bar, when a person waits for it at a terminal. */
export function replayWithProgress(trace: Trace, options: ReplayOptions, io: Io): ReplayResult {
  const { arch, profile, verifier } = options;
  const shown = io.stderr.isTTY === true && !options.json && !io.env['CI'] && io.env['TERM'] !== 'dumb';
  const bar = progressBar(
    shown ? (text) => io.stderr.write(text) : null,
    trace.name,
    trace.operations.length,
    io.now,
  );
  try {
    bar.update(0);
    return replayTrace(trace, { arch, profile, verifier }, io.now, bar.update);
  } finally {
    bar.clear();
  }
}

/** How the heap is drawn in this terminal. */
export function pictureStyle(arch: Architecture, io: Io): PictureStyle {
  const digits = arch === 'x64' ? 12 : 8;
  return {
    columns: 64,
    rows: 16,
    charset: hasBlockCharacters(io) ? 'unicode' : 'ascii',
    formatAddress: (address) => address.toString(16).padStart(digits, '0'),
  };
}

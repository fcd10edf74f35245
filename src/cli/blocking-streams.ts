/**
 * Standard streams that are read and written at once. A C program runs to its end without giving Node a turn: what
 * Node's own streams of a thread take would pile up and be seen at the end only.
 */
import { readSync, writeSync } from 'node:fs';
import { exitCode, type Input, type Output } from './io.ts';

const STDIN = 0;
const STDERR = 2;
/** Bytes that are read at a time, and the longest part of a line. */
const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;
/** Milliseconds between two tries when the other end of a pipe is not ready. */
const PAUSE = 2;

const pause = (): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** Tries until the stream is ready. */
function whenReady(act: () => number): number {
  for (;;) {
    try {
      return act();
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/**
 * Writes to a file descriptor. Where nobody reads any more (`irqlab run … | head`), the thread ends, which is no error;
 * where nothing can be written, because a disk is full, it ends with a message.
 */
export function outputTo(descriptor: number): Output {
  return {
    write(text) {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      try {
        for (let at = 0; at < bytes.length; )
          at += whenReady(() => writeSync(descriptor, bytes, at, bytes.length - at));
      } catch (error) {
        endBecause(error, descriptor);
      }
    },
  };
}

function endBecause(error: unknown, descriptor: number): never {
  const code = codeOf(error);
  if (code === 'EPIPE') process.exit(exitCode.fine);
  if (descriptor !== STDERR) outputTo(STDERR).write(`irqlab: the output cannot be written (${code})\n`);
  process.exit(exitCode.badInput);
}

/** Standard input, read when a program asks. */
export function standardInput(): Input {
  let rest = new Uint8Array(0);
  let ended = false;
  const take = (count: number): Uint8Array => {
    const line = rest.subarray(0, count);
    rest = rest.subarray(count);
    return line;
  };
  return {
    readLine() {
      for (;;) {
        const end = rest.indexOf(NEWLINE);
        if (end >= 0) return take(end + 1);
        if (rest.length >= CHUNK_BYTES || (ended && rest.length > 0)) return take(rest.length);
        if (ended) return null;
        const chunk = new Uint8Array(CHUNK_BYTES);
        const count = readSome(chunk);
        if (count === 0) ended = true;
        rest = Buffer.concat([rest, chunk.subarray(0, count)]);
      }
    },
  };
}

/** Reads standard input; 0 at its end, and where there is none. */
function readSome(chunk: Uint8Array): number {
  try {
    return whenReady(() => readSync(STDIN, chunk));
  } catch {
    return 0;
  }
}

/** Reads a trace file, compressed or not. The only part of the trace reader that needs Node. */
import { readFileSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { parseTrace, type Trace } from './trace.ts';
import { formatTraceProblem, printable } from './trace-problem.ts';

/** A trace, or one line that says why there is none. */
export type TraceFile =
  | { readonly ok: true; readonly trace: Trace }
  | { readonly ok: false; readonly message: string };

/** Text of a trace may unpack to this many bytes: 25 times the longest trace of the development set. */
const LARGEST_TEXT_BYTES = 256 * 1024 * 1024;

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'is a directory, expected a trace file',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large',
};

/**
 * Reads and parses a trace file.
 * @param largestBytes largest size that may occur, see `parseTrace`
 */
export function readTraceFile(file: string, largestBytes?: number): TraceFile {
  const content = readContent(file);
  if (typeof content === 'string') return { ok: false, message: content };
  const text = unpack(content, file);
  if (typeof text === 'string') return { ok: false, message: text };
  const parsed = parseTrace(text, file, largestBytes);
  return parsed.ok ? parsed : { ok: false, message: formatTraceProblem(parsed.problem) };
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';

function readContent(file: string): Uint8Array | string {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = codeOf(error);
    return `${printable(file)}: ${FILE_ERRORS[code] ?? `cannot be read (${code})`}`;
  }
}

const isGzip = (content: Uint8Array): boolean => content[0] === 0x1f && content[1] === 0x8b;

/** The text of a file whose content or name says gzip, or of a plain one; a string says what is wrong. */
function unpack(content: Uint8Array, file: string): Uint8Array | string {
  if (!isGzip(content)) {
    if (!/\.gz$/i.test(file)) return content;
    const text = String.fromCharCode(...content.subarray(0, 200)).split(/\r?\n/)[0] ?? '';
    return formatTraceProblem({ file, line: 1, what: 'not gzip although the name ends in .gz', text });
  }
  try {
    return gunzipSync(content, { maxOutputLength: LARGEST_TEXT_BYTES, finishFlush: constants.Z_FINISH });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ERR_BUFFER_TOO_LARGE')
      return `${printable(file)}:1: unpacks to more than ${LARGEST_TEXT_BYTES} bytes`;
    const why = code === 'Z_BUF_ERROR' ? 'it ends too early' : error instanceof Error ? error.message : code;
    return `${printable(file)}:1: damaged gzip data: ${why}`;
  }
}

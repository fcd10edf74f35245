import { parseTrace, type Trace } from '../../src/cli/trace.ts';

/** Text as the bytes of a file. */
export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** A trace from lines that are right. */
export function traceOf(...lines: string[]): Trace {
  const parsed = parseTrace(latin1(lines.join('\n')), 'test.trace');
  if (!parsed.ok) throw new Error(parsed.problem.what);
  return parsed.trace;
}

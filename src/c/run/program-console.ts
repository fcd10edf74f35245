/** Standard streams of a C program for the system: what WriteFile and ReadFile on a standard handle do. */
import type { ProgramConsole } from '../../kernel/records.ts';
import type { RuntimeHost } from '../runtime/runtime-host.ts';
import { EOF, Streams } from '../runtime/streams.ts';

const LINE_FEED = 0x0a;
const NONE = new Uint8Array(0);

/**
 * Makes them.
 * @param reads whether the program reads them: the state of standard input then lies in its static memory, which is
 *   made now, because a snapshot takes back what is made later
 */
export function programConsole(
  host: RuntimeHost,
  { write }: Pick<RuntimeHost, 'write'>,
  reads: boolean,
): ProgramConsole {
  const streams = reads ? new Streams(host) : null;
  return {
    write,
    read(most) {
      if (streams === null) return NONE;
      const bytes: number[] = [];
      while (bytes.length < most && bytes.at(-1) !== LINE_FEED) {
        const next = streams.read(0);
        if (next === EOF) break;
        bytes.push(next);
      }
      return Uint8Array.from(bytes);
    },
  };
}

/**
 * Scripts of `irqlab run --script`: requests to a driver without a client program, one on a line.
 *
 *   open \\.\Echo            the requests that follow go to this device
 *   ioctl 0x222000 48656c6c6f 16     control code, input as hex bytes (- for none), bytes of output buffer
 *   read 16
 *   write 48656c6c6f
 *   close
 *
 * `#` begins a comment.
 */
import { FileProblem, readSource } from './c-files.ts';
import { printable, quote } from './trace-problem.ts';

/** One request. */
export type ScriptStep =
  | { readonly kind: 'open'; readonly path: string }
  | {
      readonly kind: 'ioctl';
      readonly code: number;
      readonly input: Uint8Array;
      readonly outputBytes: number;
    }
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'write'; readonly input: Uint8Array }
  | { readonly kind: 'close' };

/** Requests with the text they were written as. */
export type Script = readonly { readonly text: string; readonly step: ScriptStep }[];

/** Reads a script. Throws FileProblem, which names the line. */
export function readScript(file: string): Script {
  return readSource(file)
    .text.split(/\r?\n/)
    .flatMap((line, index) => {
      const words = line.replace(/#.*/, '').trim();
      if (words === '') return [];
      const step = stepOf(words.split(/\s+/));
      if (typeof step === 'string') throw new FileProblem(`${printable(file)}(${index + 1}): ${step}`);
      return [{ text: words, step }];
    });
}

/** Largest buffer of a request: the program that makes it has its memory from the simulated machine. */
const LARGEST_BUFFER = 16 * 1024 * 1024;

const USAGE = 'give open PATH, ioctl CODE HEX BYTES, read BYTES, write HEX or close';

/** A step, or what is wrong with it. */
function stepOf([word = '', ...rest]: readonly string[]): ScriptStep | string {
  switch (word) {
    case 'open':
      return rest.length === 1 ? { kind: 'open', path: rest[0] ?? '' } : `open takes one path; ${USAGE}`;
    case 'ioctl': {
      const [code, input, outputBytes] = [
        numberOf(rest[0]),
        bytesOf(rest[1] ?? '-'),
        bytesCountOf(rest[2] ?? '0'),
      ];
      if (code === null || outputBytes === null || input === null || rest.length > 3)
        return `ioctl takes a code, hex bytes and a number of bytes up to ${LARGEST_BUFFER}; ${USAGE}`;
      return { kind: 'ioctl', code, input, outputBytes };
    }
    case 'read': {
      const bytes = bytesCountOf(rest[0]);
      return bytes === null || rest.length > 1
        ? `read takes a number of bytes up to ${LARGEST_BUFFER}; ${USAGE}`
        : { kind: 'read', bytes };
    }
    case 'write': {
      const input = bytesOf(rest[0] ?? '');
      return input === null || rest.length > 1 ? `write takes hex bytes; ${USAGE}` : { kind: 'write', input };
    }
    case 'close':
      return rest.length === 0 ? { kind: 'close' } : `close takes nothing; ${USAGE}`;
    default:
      return `${quote(word)} is no request; ${USAGE}`;
  }
}

/** A number of 32 bits, decimal or 0x; null for anything else. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^(?:0x[0-9a-f]+|\d+)$/i.test(text)) return null;
  const number = Number(text);
  return number <= 0xffff_ffff ? number : null;
}

/** A number of bytes of a buffer. */
function bytesCountOf(text: string | undefined): number | null {
  const bytes = numberOf(text);
  return bytes !== null && bytes <= LARGEST_BUFFER ? bytes : null;
}

function bytesOf(text: string): Uint8Array | null {
  if (text === '-') return new Uint8Array(0);
  if (text === '' || !/^(?:[0-9a-f]{2})+$/i.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

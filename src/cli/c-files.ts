/** C files of the command line: read from disk, found for `#include`. */
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { SourceFile } from '../c-entry.ts';
import { printable } from './trace-problem.ts';

/** A file that cannot be used, with what to do about it. */
export class FileProblem extends Error {}

/** Largest source file that is read, in bytes: what is larger is no C source, and a device may have no end. */
const LARGEST = 16 * 1024 * 1024;
const CHUNK_BYTES = 1024 * 1024;

/** Reads a source file, or a script. Throws FileProblem. */
export function readSource(name: string): SourceFile {
  const shown = printable(name);
  let bytes: Uint8Array | null;
  try {
    bytes = readBytes(name);
  } catch (error) {
    throw new FileProblem(`${shown}: ${reason(error)}`);
  }
  if (bytes === null)
    throw new FileProblem(`${shown}: more than ${LARGEST} bytes are too many for a C source file`);
  const kind = KINDS.find(({ begin }) => begin.every((byte, at) => byte === bytes[at]));
  if (kind !== undefined) throw new FileProblem(`${shown}: ${kind.problem}`);
  return { name, text: decode(bytes) };
}

/** The bytes of a file; null when there are too many. */
function readBytes(name: string): Uint8Array | null {
  const file = openSync(name, 'r');
  try {
    // What is no regular file says 0.
    if (fstatSync(file).size > LARGEST) return null;
    const chunks: Uint8Array[] = [];
    for (let total = 0; ; ) {
      const chunk = new Uint8Array(CHUNK_BYTES);
      const count = readSync(file, chunk);
      if (count === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, count));
      total += count;
      if (total > LARGEST) return null;
    }
  } finally {
    closeSync(file);
  }
}

/** Beginnings of files that are no C source. */
const KINDS = [
  { begin: [0xff, 0xfe, 0, 0], problem: 'this is UTF-32; save it as UTF-8' },
  { begin: [0, 0, 0xfe, 0xff], problem: 'this is UTF-32; save it as UTF-8' },
  { begin: [0x4d, 0x5a, 0x90, 0], problem: 'this is a compiled program; irqlab runs C source' },
  { begin: [0x7f, 0x45, 0x4c, 0x46], problem: 'this is a compiled program; irqlab runs C source' },
] as const;

/** Text of a source file: UTF-16 with a byte order mark, UTF-8, or one byte a character where it is neither. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'this is a directory; give the C files in it',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
};

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return REASONS[code] ?? `it cannot be read (${code})`;
}

/** Finds included files as MSVC does: beside the including file, then in the folders of `-I`. */
export function includeFrom(
  folders: readonly string[],
): (name: string, form: 'quoted' | 'angled', from: string) => SourceFile | null {
  return (name, form, from) => {
    const path = name.replaceAll('\\', '/');
    const places = [...(form === 'quoted' ? [dirname(from)] : []), ...folders];
    const candidates = isAbsolute(path) ? [path] : places.map((place) => join(place, path));
    for (const candidate of candidates) {
      try {
        if (!statSync(candidate).isFile()) continue;
      } catch {
        continue;
      }
      return readSource(isAbsolute(candidate) ? resolve(candidate) : candidate);
    }
    return null;
  };
}

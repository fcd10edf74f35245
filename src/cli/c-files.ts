/** C files of the command line: read from disk, found for `#include`. */
import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { SourceFile } from '../c-programs.ts';

/** A file that cannot be used, with what to do about it. */
export class FileProblem extends Error {}

/** Largest source file that is read, in bytes: what is larger is no C source. */
const LARGEST = 64 * 1024 * 1024;

/** Reads a source file. Throws FileProblem. */
export function readSource(name: string): SourceFile {
  let bytes: Buffer;
  try {
    const { size } = statSync(name);
    if (size > LARGEST) throw new FileProblem(`${name}: ${size} bytes are too many for a C source file`);
    bytes = readFileSync(name);
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    throw new FileProblem(`${name}: ${reason(error)}`);
  }
  return { name, text: decode(bytes) };
}

/** Text of a source file: UTF-16 with a byte order mark, UTF-8, or one byte a character where it is neither. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function reason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'this is a directory; give the C files in it';
  if (code === 'EACCES') return 'no permission to read it';
  return error instanceof Error ? error.message : String(error);
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

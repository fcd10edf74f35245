/** The programs in C of this folder: a file or a folder of files each, whose `main` returns 0 when all is well. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../../src/c/source/position.ts';
import { compileC } from '../../src/c-programs.ts';

const source = (file: string): SourceFile => ({ name: file, text: readFileSync(file, 'utf8') });

/** A program of the corpus. */
export interface CorpusProgram {
  readonly name: string;
  readonly files: readonly string[];
  /** What it must print, or null when it says nothing. */
  readonly expected: string | null;
  /** True for one that only MSVC takes. */
  readonly msvcOnly: boolean;
}

/** The programs of a folder beside this file. */
export function corpus(folder: string): CorpusProgram[] {
  const root = join(dirname(fileURLToPath(import.meta.url)), folder);
  const programs: CorpusProgram[] = [];
  for (const entry of readdirSync(root)) {
    const path = join(root, entry);
    const whole = statSync(path).isDirectory();
    if (!whole && !entry.endsWith('.c')) continue;
    const files = whole
      ? readdirSync(path)
          .filter((name) => name.endsWith('.c'))
          .map((name) => join(path, name))
      : [path];
    const output = path.replace(/\.c$/, '.out');
    const expected = !whole && existsSync(output) ? readFileSync(output, 'utf8') : null;
    const msvcOnly = files.some((file) => /^\/\/ msvc/.test(readFileSync(file, 'utf8')));
    programs.push({ name: basename(path, '.c'), files, expected, msvcOnly });
  }
  return programs;
}

/** What came of a program: messages that are errors, its exit code and how it ended when not by returning, its text. */
export interface CorpusResult {
  readonly errors: readonly string[];
  readonly exitCode: number | null;
  readonly output: string;
}

/** Compiles and runs a program. */
export function runCorpus({ files }: CorpusProgram, arch: 'x64' | 'x86'): CorpusResult {
  const include = (name: string, form: 'quoted' | 'angled', from: string): SourceFile | null => {
    const path = join(dirname(from), name);
    return form === 'quoted' && existsSync(path) ? source(path) : null;
  };
  const program = compileC(files.map(source), { arch, include });
  const errors = program.diagnostics
    .filter(({ severity }) => severity !== 'warning')
    .map(({ code, message, at }) => `${code} ${at?.line}:${at?.column} ${message}`);
  if (errors.length > 0) return { errors, exitCode: null, output: '' };
  const { exitCode, stdout } = program.run();
  return { errors, exitCode, output: stdout };
}
